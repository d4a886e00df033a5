import { expect } from 'chai';

import { parse } from 'csv-parse/sync';

import { releaseContent } from '../../../../src/modules/publication/contract/content.js';
import { cellText, ofText } from '../../../../src/modules/publication/contract/words.js';
import { createPrepareReleases } from '../../../../src/composition/publication.js';
import { done } from '../../../../src/kernel/outcome.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { execute, selectOne } from '../../../../src/platform/db/sql.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

const quarter = { kind: 'quarter', startsOn: '2026-07-01' } as const;
const { rowanBank } = world.projects;

interface Told {
  readonly tableId: string;
  readonly lines: readonly {
    readonly of: Readonly<Record<string, string>>;
    readonly cells: readonly { readonly kind: string; readonly value?: number }[];
  }[];
}

describe('a release', () => {
  let service: RunningService;

  const write = (sql: string, values: readonly (string | number)[] = []) =>
    service.uow.run({ actor: systemActor, requestId: 'test-releases' }, async (tx) =>
      done(await execute(tx, sql, values)),
    );
  /** Placements that started alike, as they are counted. */
  const started = async (count: number, partnership: string, sex: string, on: string): Promise<void> => {
    for (let index = 0; index < count; index += 1)
      await write(
        `INSERT INTO counted_stay (placement_id, referral_id, client_id, partnership_id, health_board, route, sex, age, substance,
           project_id, bed_type, is_rehab, is_start, is_last, state, arrives_on, admitted_on, start_id, started_on,
           revision, recorded_at, superseded_at, cause)
         SELECT u.id, u.id, u.id, p.id, p.health_board, 'adp', ?, 40, 'alcohol', ?, 'rehab', TRUE, TRUE, TRUE, 'admitted', ?, ?, u.id, ?,
                1, '2026-08-01 00:00:00', '9999-12-31 00:00:00', 'test'
           FROM partnership p JOIN (SELECT UUID() AS id) u WHERE p.name = ?`,
        [sex, rowanBank.id, on, on, on, partnership],
      );
  };
  const prepare = (): Promise<boolean> => createPrepareReleases(service.uow, service.modules)();
  const ask = async (body: object = quarter) => (await service.as('planner')).post('/api/releases', body);
  const drafted = async (body: object = quarter): Promise<string> => {
    const asked = await ask(body);
    expect(asked.status, asked.text).to.equal(201);
    service.clock.advance({ minutes: 2 });
    expect(await prepare()).to.equal(true);
    return asked.body.releaseId;
  };
  const publish = async (
    releaseId: string,
    who: 'information_governance' | 'planner' = 'information_governance',
  ) => (await service.as(who)).post(`/api/releases/${releaseId}/publish`, {});
  const published = async (body: object = quarter): Promise<string> => {
    const releaseId = await drafted(body);
    const { status, text } = await publish(releaseId);
    expect(status, text).to.equal(200);
    return releaseId;
  };

  /** An approval, so that the time since is on record. */
  const recordsBegin = (on: string) =>
    write(
      `INSERT INTO funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence, expires_on,
         decided_by)
       SELECT UUID(), ?, ?, 'adp', 'approved', ?, 12, 100000, ?, 'somebody'`,
      [first.referralId, world.partnerships.glasgow.id, on, on],
    );
  let first: RecordedReferral;

  beforeEach(async () => {
    service = await startService();
    first = await service.aReferral();
    await recordsBegin('2025-03-31');
  });
  afterEach(() => service?.stop());

  it('is made by one person, checked and published by another, and then read by everybody who sees measures', async () => {
    await started(31, 'Glasgow City', 'male', '2026-08-03');
    await started(22, 'Glasgow City', 'female', '2026-08-04');
    await started(3, 'Highland', 'male', '2026-09-30');
    await started(9, 'Glasgow City', 'male', '2026-10-01');
    const releaseId = await drafted();
    const planner = await service.as('planner');
    const coordinator = await service.as('coordinator');
    expect((await coordinator.get(`/api/releases/${releaseId}`)).status, 'a draft is nobody else’s').to.equal(
      404,
    );
    expect((await coordinator.page.get(`/releases/${releaseId}`)).status).to.equal(404);
    const own = await planner.post(`/api/releases/${releaseId}/publish`, {});
    expect([own.status, own.body.type]).to.deep.equal([409, '/problems/same-person']);
    expect(own.body.detail ?? own.body.remedy ?? own.text).to.match(/another planner|Whoever made/i);
    expect((await publish(releaseId)).body).to.include({ version: 1 });
    const { body } = await coordinator.get(`/api/releases/${releaseId}`);
    expect([body.state, body.period]).to.deep.equal(['frozen', 'July to September 2026']);
    const table: Told = body.content.tables.find(({ tableId }: Told) => tableId === 'started-by-area');
    const cellOf = (of: object) =>
      table.lines.find((line) => JSON.stringify(line.of) === JSON.stringify(of))?.cells[0];
    expect(cellOf({}), 'October is in no number').to.deep.equal({ kind: 'exact', value: 56 });
    const highland = cellOf({ board: 'Highland' }) ?? cellOf({ board: 'NHS Highland' });
    expect(highland?.kind, 'three people').to.not.equal('exact');
    expect((await coordinator.get('/api/releases')).body.releases).to.have.length(1);
  });

  it('tells the same protected numbers on its page, in its file and in the interface', async () => {
    await started(31, 'Glasgow City', 'male', '2026-08-03');
    await started(22, 'Glasgow City', 'female', '2026-08-04');
    await started(14, 'Highland', 'male', '2026-09-30');
    const releaseId = await published();
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get(`/api/releases/${releaseId}`);
    const content = releaseContent.parse({ ...body.content, givenAway: 0 });
    const told = content.tables.map(({ tableId, columns, lines }) => ({
      tableId,
      lines: lines.map(({ of, depth, cells }) => ({
        ...{ label: ofText(of, content), depth, cells },
        texts: cells.map((cell, at) => cellText(cell, columns[at]?.tells ?? 'number')),
      })),
    }));
    const texts = told.flatMap(({ lines }) => lines.flatMap((line) => line.texts));
    expect(texts).to.include('Kept back: small numbers').and.to.include('67');

    const { html } = await coordinator.page.get(`/releases/${releaseId}`);
    const shown = [...html.matchAll(/<td role="cell"[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text);
    expect(shown, 'the tables of the page').to.deep.equal(texts);
    // What a chart says to whoever does not see it, and writes beside its bars, stands in its table.
    const said = [...html.matchAll(/<desc[^>]*>([^<]+)<\/desc>/g)].flatMap(([, text]) => text!.split('. '));
    const lines = told.flatMap((table) => table.lines);
    const known = new Set(lines.flatMap(({ label, texts: own }) => own.map((text) => `${label}: ${text}`)));
    expect(said.length).to.be.greaterThan(3);
    expect(said.filter((part) => !known.has(part))).to.deep.equal([]);
    for (const [, drawing] of html.matchAll(/<svg[^>]*app-chart[^>]*>(.*?)<\/svg>/gs))
      for (const [, number] of drawing!
        .replace(/<desc.*?<\/desc>/gs, '')
        .matchAll(/>(\d[\d,]*|About [\d,]+)</g))
        expect(texts, 'a number in a chart').to.include(number);

    const csv = (await coordinator.get(`/api/releases/${releaseId}/table`)).text;
    const rows: readonly Readonly<Record<string, string>>[] = parse(csv, {
      ...{ bom: true, columns: true, comment: '#', relax_column_count: true },
    });
    const values = told.flatMap((table) => table.lines.flatMap((line) => line.cells));
    expect(rows).to.have.length(values.length);
    rows.forEach((row, at) => {
      const cell = values[at]!;
      const isNumber = cell.kind === 'exact' || cell.kind === 'rounded';
      const written = isNumber ? Number(row['Value']) * (row['Unit'] === 'GBP' ? 100 : 1) : row['Value'];
      expect(written, JSON.stringify(row)).to.equal(isNumber ? cell.value : '');
    });

    const file = await coordinator.page.get(`/releases/${releaseId}/summary`);
    expect([file.status, file.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    const alts = [...file.html.matchAll(/\/Alt \(([^)]*)\)/g)].flatMap(([, text]) => text!.split('. '));
    expect(alts.length, 'the figures of the summary').to.be.greaterThan(3);
    expect(alts.filter((part) => !known.has(part))).to.deep.equal([]);
  });

  it('is never changed once it is published, by whatever program', async () => {
    const releaseId = await published();
    for (const sql of [
      "UPDATE published_release SET content = '{}' WHERE id = ?",
      "UPDATE published_release SET state = 'drafted' WHERE id = ?",
      'DELETE FROM published_release WHERE id = ?',
      "UPDATE published_release_numbers SET numbers = '{}' WHERE release_id = ?",
      'DELETE FROM published_release_numbers WHERE release_id = ?',
    ])
      expect(
        await write(sql, [releaseId]).then(
          () => 'changed',
          () => 'refused',
        ),
        sql,
      ).to.equal('refused');
    const draft = await drafted({ ...quarter, startsOn: '2026-04-01' });
    expect(
      await write(
        "UPDATE published_release SET state = 'frozen', version = 1, decided_by = asked_by, decided_at = CURRENT_TIMESTAMP(6) WHERE id = ?",
        [draft],
      ).then(
        () => 'changed',
        () => 'refused',
      ),
      'its maker publishes it',
    ).to.equal('refused');
  });

  it('is put right by a new version that says why, and the old one stays', async () => {
    await started(20, 'Glasgow City', 'male', '2026-08-03');
    const first = await published();
    const before = (await (await service.as('coordinator')).get(`/api/releases/${first}`)).text;
    const again = await ask();
    expect([again.status, again.body.type]).to.deep.equal([422, '/problems/reason-needed']);
    expect(again.body.errors[0].pointer).to.equal('/reason');
    const second = await published({ ...quarter, reason: 'A late return' });
    const coordinator = await service.as('coordinator');
    expect((await coordinator.get(`/api/releases/${first}`)).text).to.equal(before);
    expect((await coordinator.get(`/api/releases/${second}`)).body).to.include({
      ...{ version: 2, reason: 'A late return' },
    });
    expect((await coordinator.page.get(`/releases/${first}`)).html).to.contain('Replaced by version 2');
  });

  it('is published once, when two people publish it at the same moment', async () => {
    const releaseId = await drafted();
    const answers = await Promise.all([publish(releaseId), publish(releaseId), publish(releaseId)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409, 409]);
    expect(
      await service.uow.read((tx) =>
        selectOne<{ n: string }>(
          tx,
          "SELECT COUNT(*) AS n FROM audit WHERE action = 'publication.release-published'",
        ),
      ),
    ).to.deep.equal({ n: '1' });
  });

  it('is begun once, when two people begin the same', async () => {
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409]);
  });

  it('is made anew where another of the year was published after it was worked out', async () => {
    const summer = await drafted();
    await published({ ...quarter, startsOn: '2026-04-01' });
    const refused = await publish(summer);
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/released-meanwhile']);
    const governance = await service.as('information_governance');
    const { html } = await governance.page.get(`/releases/${summer}`);
    expect(html).to.contain('cannot be published').and.to.not.contain('Publish the release');
    const aside = await governance.post(`/api/releases/${summer}/set-aside`, {
      note: 'Made before spring’s',
    });
    expect(aside.status, aside.text).to.equal(200);
    await published();
    expect((await publish(summer)).body.type).to.equal('/problems/release-decided');
  });

  it('waits until everything recorded by then is in, and is taken again when whoever took it died', async () => {
    const { releaseId } = (await ask()).body;
    expect(await prepare(), 'within the minute').to.equal(false);
    service.clock.advance({ minutes: 2 });
    const taken = await service.uow.run({ actor: systemActor, requestId: 'test' }, async (tx) =>
      done(await service.modules.publication.takeAsked(tx, (await service.modules.now(tx)).at)),
    );
    expect(taken.ok && taken.value).to.equal(releaseId);
    expect(await prepare(), 'somebody has it').to.equal(false);
    expect((await publish(releaseId)).body.type).to.equal('/problems/not-drafted-yet');
    service.clock.advance({ minutes: 31 });
    expect(await prepare(), 'they died').to.equal(true);
    expect((await publish(releaseId)).status).to.equal(200);
  });

  it('is refused for a period that is not over, is none, or whose quarters are missing, at the field', async () => {
    for (const [body, status, type] of [
      [{ kind: 'quarter', startsOn: '2026-10-01' }, 422, 'period-not-over'],
      [{ kind: 'quarter', startsOn: '2026-08-01' }, 422, 'no-such-period'],
      [{ kind: 'year', startsOn: '2025-07-01' }, 422, 'no-such-period'],
      [{ kind: 'year', startsOn: '2025-04-01' }, 409, 'quarters-not-released'],
      [{ kind: 'quarter', startsOn: '2025-01-01' }, 422, 'period-before-records'],
      [{ kind: 'quarter', startsOn: '1900-04-01' }, 422, 'no-such-period'],
    ] as const) {
      const refused = await ask(body);
      expect([refused.status, refused.body.type], type).to.deep.equal([status, `/problems/${type}`]);
    }
    const planner = await service.as('planner');
    const { html } = await planner.page.get('/releases');
    expect(html).to.contain('Year 2025/26').and.not.to.contain('October to December 2026');
    expect(html, 'half on record').to.not.contain('January to March 2025');
    const again = await planner.page.post('/releases', { period: 'year 2025-04-01', reason: 'Kept words' });
    expect(again.html).to.contain('Publish these first').and.to.contain('Kept words');
  });

  it('of a year is made of its quarters', async () => {
    await started(20, 'Glasgow City', 'male', '2025-08-03');
    await started(12, 'Glasgow City', 'male', '2026-02-03');
    for (const startsOn of ['2025-04-01', '2025-07-01', '2025-10-01', '2026-01-01'])
      await published({ kind: 'quarter', startsOn });
    const year = await published({ kind: 'year', startsOn: '2025-04-01' });
    const { body } = await (await service.as('coordinator')).get(`/api/releases/${year}`);
    expect(body.period).to.equal('2025/26');
    const table: Told = body.content.tables.find(({ tableId }: Told) => tableId === 'started-by-area');
    expect(table.lines[0]?.cells[0]).to.deep.equal({ kind: 'exact', value: 32 });
  });

  it('names nobody: no name or id of a person is in its page, its files or the interface', async () => {
    const { offer, placementId } = await service.aResident({ bed: 'rowan1' });
    const { familyName, givenName, referralId, clientId } = offer.referral;
    service.clock.advance({ days: 60 });
    const releaseId = await published({ kind: 'quarter', startsOn: '2026-10-01' });
    const planner = await service.as('planner');
    const told = [
      (await planner.get(`/api/releases/${releaseId}`)).text,
      (await planner.get(`/api/releases/${releaseId}/table`)).text,
      (await planner.page.get(`/releases/${releaseId}`)).html,
      (await planner.page.get('/releases')).html,
    ].join('\n');
    for (const canary of [familyName, givenName, referralId, clientId, placementId])
      expect(told).to.not.contain(canary);
  });
});
