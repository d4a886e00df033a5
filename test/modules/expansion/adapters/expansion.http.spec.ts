import { expect } from 'chai';
import { v7 } from 'uuid';

import { loadReferenceData } from '../../../../src/composition/reference-data.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { appendAudit } from '../../../../src/platform/db/audit-writer.js';
import { databaseNow } from '../../../../src/platform/db/database-clock.js';
import { referenceDataFolder } from '../../../support/reference-data-folder.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

const riverGarden = '01930000-0002-7000-8000-000000000002';
const raeHouse = '01930000-0002-7000-8000-000000000004';
const beechwood = '01930000-0002-7000-8000-000000000005';
const staffed = {
  ...{ stage: 'staffed', beds: 14, dated: '2026-10', mark: 'recorded', source: 'Told by the provider' },
} as const;
const planned = {
  ...{ milestone: 'opened', isPlan: true, dated: '2027-05', saidOn: '2026-11-01', mark: 'published' },
  source: 'A ministerial answer',
} as const;
const bothHouses = { ...staffed, beds: 3, dated: null };

describe('beds to come', () => {
  let service: RunningService;
  const get = async (path = '', who: Parameters<RunningService['as']>[0] = 'planner') =>
    (await service.as(who)).get(`/api/expansions${path}`);
  const post = async (
    path: string,
    body: object,
    who: Parameters<RunningService['as']>[0] = 'planner',
    version?: number,
  ) => (await service.as(who)).post(`/api/expansions${path}`, body, version === undefined ? {} : { version });
  const stepOf = (body: { steps: { stage: string; atLeast: unknown }[] }, stage: string) =>
    body.steps.find((step) => step.stage === stage)?.atLeast ?? null;

  beforeEach(async () => {
    service = await startService();
    await loadReferenceData({
      uow: service.uow,
      context: { actor: systemActor, requestId: 'load-reference-data' },
      newId: v7,
      audit: appendAudit,
      folder: referenceDataFolder,
    });
  });
  afterEach(() => service?.stop());

  it('begin with the eight projects, whose parts do not come to what was published', async () => {
    const { body } = await get();
    expect(body.projects).to.have.length(8);
    expect(body.together).to.deep.include({
      ...{ publishedBeds: 140, publishedPence: 3_800_000_000, knownBeds: 112, unexplainedBeds: 28 },
      ...{ plannedBefore: 172, unexplainedPence: 0, isOpen: true },
    });
    const open = body.together.totals.find(({ stage }: { stage: string }) => stage === 'open');
    expect(open).to.deep.include({ beds: 63, mark: 'derived', projects: 5, without: 3, unverifiedBeds: 2 });
    expect(body.pledge).to.deep.include({ pledged: 650, published: 513, gap: 137, unexplained: 61 });
    expect(body.slippage).to.deep.equal({ n: 0, medianDays: null });
  });

  it('never call a derived or unverified number published', async () => {
    const marks = (await get()).body.projects.map(
      (project: { steps: { stage: string; atLeast: unknown }[] }) => stepOf(project, 'open'),
    );
    expect(marks).to.deep.equal([
      { beds: 20, mark: 'derived' },
      null,
      { beds: 4, mark: 'published' },
      { beds: 27, mark: 'published' },
      { beds: 2, mark: 'unverified' },
      null,
      { beds: 8, mark: 'published' },
      { beds: 4, mark: 'published' },
    ]);
  });

  it('are told as at a day, and as known when', async () => {
    const { body } = await get(`/${raeHouse}?asAt=2024-12-31`);
    expect(stepOf(body, 'open')).to.equal(null);
    expect(stepOf((await get(`/${raeHouse}`)).body, 'open')).to.deep.equal({ beds: 27, mark: 'published' });
    const before = await get(`/${raeHouse}?knownAt=2020-01-01T00:00:00Z`);
    expect(stepOf(before.body, 'open')).to.equal(null);
    expect((await get('?asAt=2024-13-01')).status).to.equal(400);
  });

  it('are recorded with their source by planners and administrators, and by nobody else', async () => {
    expect((await post(`/${raeHouse}/beds`, staffed)).status).to.equal(201);
    const { body } = await get(`/${raeHouse}`);
    expect([body.stageReached, stepOf(body, 'staffed')]).to.deep.equal([
      'staffed',
      { beds: 14, mark: 'recorded' },
    ]);
    expect(body.beds.at(-1)).to.deep.include({
      source: 'Told by the provider',
      recordedBy: 'Shona Galbraith',
    });
    for (const who of ['coordinator', 'information_governance', 'provider_manager'] as const) {
      expect((await post(`/${raeHouse}/beds`, bothHouses, who)).status, who).to.equal(403);
      expect((await get('', who)).status, who).to.equal(200);
    }
    expect((await post(`/${raeHouse}/beds`, bothHouses, 'administrator')).status).to.equal(201);
    expect((await get('', 'provider_staff')).status).to.equal(403);
  });

  it('say the same once, even where several say it at the same moment', async () => {
    const statuses = (await Promise.all([1, 2, 3].map(() => post(`/${raeHouse}/beds`, staffed)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).to.deep.equal([201, 409, 409]);
    await post(`/${raeHouse}/milestones`, planned);
    expect((await post(`/${raeHouse}/milestones`, planned)).body.type).to.equal('/problems/said-already');
  });

  it('keep one number of a source, step and date, whichever of several comes first; another puts it right', async () => {
    const answers = await Promise.all(
      [10, 11, 12, 13, 14].map((beds) => post(`/${raeHouse}/beds`, { ...staffed, beds })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
    const { statementId } = answers.find(({ status }) => status === 201)!.body;
    const other = await post(`/${raeHouse}/beds`, { ...staffed, beds: 9 });
    expect([other.status, other.body.type, other.body.statementId]).to.deep.equal([
      ...[409, '/problems/said-otherwise', statementId],
    ]);
    const right = { ...staffed, beds: 9, replacesId: statementId, reason: 'It was misread' };
    expect((await post(`/${raeHouse}/beds`, right)).status).to.equal(201);
    const elsewhere = { ...staffed, beds: 8, source: 'Another letter' };
    expect((await post(`/${raeHouse}/beds`, elsewhere)).status).to.equal(201);
  });

  it('ask again where more are staffed than open, and take it when the source says so', async () => {
    const more = { ...staffed, beds: 30 };
    const asked = await post(`/${raeHouse}/beds`, more);
    expect([asked.status, asked.body.otherStage, asked.body.otherBeds]).to.deep.equal([409, 'open', 27]);
    expect((await post(`/${raeHouse}/beds`, { ...more, isConfirmed: true })).status).to.equal(201);
  });

  it('keep what was said when it is put right, with why; one statement is put right once', async () => {
    const { statementId } = (await post(`/${raeHouse}/beds`, staffed)).body;
    const right = { ...staffed, beds: 12, replacesId: statementId, reason: 'Two were counted twice' };
    const answers = await Promise.all([
      post(`/${raeHouse}/beds`, right),
      post(`/${raeHouse}/beds`, { ...right, beds: 13 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    const { body } = await get(`/${raeHouse}`);
    const kept = body.beds.filter(({ stage }: { stage: string }) => stage === 'staffed');
    expect(kept.map(({ reason }: { reason: string | null }) => reason)).to.deep.equal([null, right.reason]);
    expect((stepOf(body, 'staffed') as { beds: number }).beds).to.be.oneOf([12, 13]);
  });

  it('refuse what cannot be, at the field that is wrong', async () => {
    const refusals: readonly (readonly [string, object, number, string])[] = [
      ['beds', { ...staffed, dated: '2027-01' }, 422, '/dated'],
      ['beds', { ...staffed, source: ' ' }, 400, '/source'],
      ['beds', { ...staffed, dated: '2026-13' }, 400, '/dated'],
      ['beds', { ...staffed, beds: -1 }, 400, '/beds'],
      ['beds', { ...staffed, reason: 'Misread' }, 422, '/reason'],
      ['milestones', { ...planned, isPlan: false }, 422, '/dated'],
      ['milestones', { ...planned, saidOn: '2027-01-01' }, 422, '/saidOn'],
    ];
    for (const [path, body, status, pointer] of refusals) {
      const reply = await post(`/${raeHouse}/${path}`, body);
      expect(reply.status, JSON.stringify(body)).to.equal(status);
      expect(reply.body.errors[0].pointer).to.equal(pointer);
    }
    expect((await post(`/${v7()}/beds`, staffed)).status).to.equal(404);
  });

  it('answer at the ends of the calendar too', async () => {
    for (const on of ['1900-01-01', '2199-12-31']) {
      expect((await get(`?asAt=${on}&knownAt=${on}T00:00:00Z`)).status, on).to.equal(200);
      expect((await get(`/${beechwood}?asAt=${on}`)).status, on).to.equal(200);
    }
    for (const dated of ['1900', '2199', '2199-12', '2199-Q4', '2199-12-31']) {
      expect((await post(`/${raeHouse}/beds`, { ...staffed, dated })).status, dated).to.equal(422);
      expect((await post(`/${raeHouse}/milestones`, { ...planned, dated })).status, dated).to.equal(422);
    }
  });

  it('keep the first plan beside the later one, and tell how far it slipped', async () => {
    await post(`/${beechwood}/milestones`, planned);
    await post(`/${beechwood}/milestones`, { ...planned, isPlan: false, dated: '2026-11-20', saidOn: null });
    const opened = (await get(`/${beechwood}`)).body.milestones.find(
      ({ milestone }: { milestone: string }) => milestone === 'opened',
    );
    expect(opened).to.deep.include({
      firstPlanned: '2024-Q4',
      latestPlanned: '2027-05',
      happened: '2026-11-20',
    });
    expect(opened.slippage).to.deep.equal({ kind: 'happened', leastDays: 689, mostDays: 780 });
  });

  it('grow by projects that somebody adds, which are no part of what was published together', async () => {
    const added = {
      ...{
        name: 'Sample House',
        provider: 'Sample Trust',
        kind: 'new',
        healthBoard: world.partnerships.highland.healthBoard,
      },
      ...{ bedsBeforeCount: 0, source: 'A ministerial answer' },
    };
    const { status, body } = await post('', added);
    expect(status).to.equal(201);
    await post(`/${body.expansionId}/beds`, { ...staffed, stage: 'planned', beds: 10 });
    const overview = (await get()).body;
    expect(overview.projects.at(-1)).to.deep.include({ name: 'Sample House', isOfTheProgramme: false });
    expect(overview.together.knownBeds).to.equal(112);
    expect(overview.pledge.stillToCome).to.equal(59);
    expect((await post('', added)).body.type).to.equal('/problems/expansion-known-already');
    const nowhere = await post('', { ...added, name: 'Elsewhere', healthBoard: 'Nowhere' });
    expect([nowhere.status, nowhere.body.healthBoards.length > 0]).to.deep.equal([422, true]);
  });

  it('are in use by the service’s own beds and stays once an administrator says whose they are', async () => {
    const link = (projectId: string | null, id = riverGarden, version = 1) =>
      post(`/${id}/link`, { projectId }, 'administrator', version);
    const { id } = world.projects.larchHouse;
    expect((await link(id, raeHouse)).status).to.equal(200);
    expect(stepOf((await get(`/${raeHouse}`)).body, 'in_use')).to.deep.equal({ beds: 0, mark: 'recorded' });
    const { at: before } = await service.uow.read(databaseNow);
    service.clock.advance({ minutes: 1 });
    await service.aResident({ bed: 'any' });
    expect(stepOf((await get(`/${raeHouse}`)).body, 'in_use')).to.deep.equal({ beds: 1, mark: 'recorded' });
    const asKnown = await get(`/${raeHouse}?knownAt=${before.toISOString()}`);
    expect(stepOf(asKnown.body, 'in_use'), 'before they came').to.deep.equal({ beds: 0, mark: 'recorded' });
    expect((await link(id)).body.type).to.equal('/problems/project-linked-elsewhere');
    expect((await link(null, raeHouse)).status).to.be.oneOf([409, 412]);
    expect((await link(null, raeHouse, 2)).status).to.equal(200);
    expect(stepOf((await get(`/${raeHouse}`)).body, 'in_use')).to.equal(null);
    expect((await link(v7())).body.type).to.equal('/problems/project-unknown');
    expect((await post(`/${raeHouse}/link`, { projectId: null }, 'planner', 3)).status).to.equal(403);
  });

  it('tell the forecast which beds open when, how certain that is, and what has no plan', async () => {
    const read = () =>
      service.uow.read((tx) =>
        service.modules.expansion.readOpenings(
          tx,
          { fromOn: isoDate('2027-04-01'), toOn: isoDate('2028-04-01') },
          service.today,
        ),
      );
    expect(await read()).to.deep.include({ openings: [], undatedBeds: 49 });
    await post(`/${riverGarden}/milestones`, planned);
    const { openings, undatedBeds } = await read();
    expect(undatedBeds).to.equal(0);
    expect(openings).to.deep.equal([
      {
        ...{ name: 'River Garden Auchincruive', projectId: null },
        ...{ expansionId: riverGarden, beds: 49, mark: 'derived', certainty: 'planned', isOpenInPart: true },
        ...{ fromOn: '2027-05-01', toOn: '2027-06-01' },
      },
    ]);
  });

  it('stand in the record with who said so', async () => {
    await post(`/${raeHouse}/beds`, staffed);
    const [entry] = await service.dataSource.query(
      "SELECT action, subject_id FROM audit WHERE subject_kind = 'expansion_project' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).to.deep.include({ action: 'expansion.beds-stated', subject_id: raeHouse });
  });
});
