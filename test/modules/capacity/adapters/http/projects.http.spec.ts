import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf, world } from '../../../../support/small-world.js';

const { larchHouse, rowanBank } = world.projects;

interface Project {
  readonly projectId: string;
  readonly version: number;
  readonly isAccepting: boolean;
  readonly notAcceptingReason: string | null;
  readonly acceptingSaidAt: string | null;
  readonly countsAsResidentialRehab: boolean;
  readonly standings: readonly {
    readonly fromOn: string;
    readonly toOn: string | null;
    readonly reason: string;
  }[];
  readonly ledger: { readonly accepting: number };
}

describe('what is said of a project', () => {
  let service: RunningService;
  let planner: Caller;

  beforeEach(async () => {
    service = await startService();
    planner = await service.as('planner');
  });
  afterEach(() => service.stop());

  const project = async (projectId: string): Promise<Project> => {
    const { body } = await planner.get('/api/projects');
    return body.projects.find((one: Project) => one.projectId === projectId);
  };
  const recordOf = async (projectId: string) =>
    service.dataSource.query(
      `SELECT action, actor_id, version, before_json AS was, after_json AS now_is, reason FROM audit
        WHERE subject_kind = 'project' AND subject_id = ? ORDER BY version`,
      [projectId],
    );
  const read = (json: unknown): unknown => (typeof json === 'string' ? JSON.parse(json) : json);

  describe('whether it takes referrals', () => {
    const say = async (who: Parameters<RunningService['as']>[0], body: unknown, version: number) =>
      (await service.as(who)).post(`/api/projects/${rowanBank.id}/accepting`, body, { version });
    const closing = { isAccepting: false, reason: 'Two of the night staff are ill' };

    it('is said by its provider with a reason, and everybody reads it', async () => {
      const { status, body, version } = await say('manager@rowan.example', closing, 1);
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ projectId: rowanBank.id, version: 2, isAccepting: false });
      expect(version).to.equal(2);
      const seen = await project(rowanBank.id);
      expect(seen).to.deep.include({
        ...{ version: 2, isAccepting: false, notAcceptingReason: closing.reason },
        acceptingSaidAt: service.clock.now().toISOString(),
      });
      expect(seen.ledger.accepting, 'none of its free beds').to.equal(0);
    });

    it('leaves a record of who, when and why, each time', async () => {
      await say('staff@rowan.example', closing, 1);
      service.clock.advance({ minutes: 10 });
      await say('manager@rowan.example', { isAccepting: true }, 2);
      const changes = await service.dataSource.query(
        'SELECT version, is_accepting, reason, recorded_by FROM accepting_change WHERE project_id = ? ORDER BY version',
        [rowanBank.id],
      );
      expect(changes).to.deep.equal([
        {
          ...{ version: 2, is_accepting: 0, reason: closing.reason },
          recorded_by: memberOf('staff@rowan.example').memberId,
        },
        {
          ...{ version: 3, is_accepting: 1, reason: null },
          recorded_by: memberOf('manager@rowan.example').memberId,
        },
      ]);
      const record: readonly { readonly action: string; readonly version: number }[] = await recordOf(
        rowanBank.id,
      );
      expect(record.map(({ action, version }) => `${version} ${action}`)).to.deep.equal([
        '2 capacity.accepting-changed',
        '3 capacity.accepting-changed',
      ]);
      expect(await project(rowanBank.id)).to.deep.include({ isAccepting: true, notAcceptingReason: null });
    });

    it('turns away offers and suggestions, and leaves an offer already made alone', async () => {
      const made = await service.anOffer({ bed: 'rowan1' });
      const waiting = await service.aReadyReferral({ partnership: 'highland' });
      await service.runWorkerOnce();
      const suggestedAt = async (): Promise<string | null> => {
        const [row] = await service.dataSource.query(
          `SELECT project_id FROM suggestion WHERE referral_id = ? ORDER BY run_id DESC LIMIT 1`,
          [waiting.referralId],
        );
        return row?.project_id ?? null;
      };
      for (const projectId of [larchHouse.id, world.projects.larchFamilies.id]) {
        const manager = await service.as('manager@larch.example');
        await manager.post(`/api/projects/${projectId}/accepting`, closing, { version: 1 });
      }
      await service.runWorkerOnce();
      expect(await suggestedAt(), 'the only one that takes referrals').to.equal(rowanBank.id);
      await say('manager@rowan.example', closing, 1);
      await service.runWorkerOnce();
      expect(await suggestedAt()).to.equal(null);

      const coordinator = await service.as('coordinator@highland.example');
      const dates = { arrivesOn: service.today, departsOn: addNights(service.today, 84) };
      const refused = await coordinator.post('/api/offers', {
        ...{ referralId: waiting.referralId, bedId: world.beds.rowan2 },
        ...dates,
      });
      expect(refused.body.type).to.equal('/problems/not-eligible');
      const accepted = await (
        await service.as('manager@rowan.example')
      ).post(`/api/offers/${made.offerId}/acceptance`, {}, { version: made.version });
      expect(accepted.status, accepted.text).to.be.oneOf([200, 201]);
    });

    it('needs a reason to take none', async () => {
      for (const body of [{ isAccepting: false }, { isAccepting: false, reason: null }]) {
        const reply = await say('manager@rowan.example', body, 1);
        expect(`${reply.status} ${reply.body.type}`).to.equal('422 /problems/reason-missing');
      }
      const blank = await say('manager@rowan.example', { isAccepting: false, reason: '   ' }, 1);
      expect(blank.status).to.equal(400);
      expect((await project(rowanBank.id)).version).to.equal(1);
    });

    it('is not said twice, nor on a version nobody saw, nor by anybody else', async () => {
      const again = await say('manager@rowan.example', { isAccepting: true }, 1);
      expect(`${again.status} ${again.body.type}`).to.equal('409 /problems/nothing-changes');
      expect((await say('manager@rowan.example', closing, 7)).status).to.equal(412);
      expect((await say('manager@larch.example', closing, 1)).status).to.equal(404);
      expect((await say('coordinator', closing, 1)).status).to.equal(403);
      expect((await say('administrator', closing, 1)).status).to.equal(403);
      expect(await project(rowanBank.id)).to.deep.include({ version: 1, isAccepting: true });
    });

    it('is said once by one of two at the same moment', async () => {
      const replies = await Promise.all([
        say('manager@rowan.example', closing, 1),
        say('staff@rowan.example', { ...closing, reason: 'No room on Sundays' }, 1),
      ]);
      const [first, second] = replies.map(({ status }) => status).sort();
      expect(first).to.equal(200);
      expect(second).to.be.oneOf([409, 412]);
      expect((await project(rowanBank.id)).version).to.equal(2);
    });
  });

  describe('how many beds there are tonight', () => {
    const report = async (figures: unknown, note: string | null = null, projectId: string = rowanBank.id) =>
      (await service.as('manager@rowan.example')).post(`/api/projects/${projectId}/availability-reports`, {
        figures,
        note,
      });
    const figures = { maximum: 3, staffed: 3, occupied: 0, reserved: 0, accepting: 3 };
    const reports = async (): Promise<number> => {
      const [row] = await service.dataSource.query('SELECT COUNT(*) AS n FROM availability_report');
      return Number(row.n);
    };

    it('is reported by its provider, in figures or as no change', async () => {
      for (const said of [figures, null]) {
        const { status, body } = await report(said);
        expect(status).to.equal(201);
        expect(body.figures).to.deep.equal(figures);
      }
      expect(await reports()).to.equal(2);
    });

    it('is not reported of a project of another provider, nor of one that is not there', async () => {
      for (const projectId of [larchHouse.id, world.beds.any]) {
        const { status, body } = await report(figures, null, projectId);
        expect(`${status} ${body.type}`).to.equal('404 /problems/not-found');
      }
      expect(await reports()).to.equal(0);
    });

    it('cannot be no change where no beds are recorded', async () => {
      await service.dataSource.query('DELETE FROM bed_unit WHERE project_id = ?', [rowanBank.id]);
      const { status, body } = await report(null);
      expect(`${status} ${body.type}`).to.equal('409 /problems/no-beds-recorded');
      expect(await reports()).to.equal(0);
      expect((await report(figures)).status).to.equal(201);
    });

    it('is refused where the figures cannot all be right, each with the most that would be taken', async () => {
      const { status, body } = await report({ ...figures, occupied: 4, accepting: 1 });
      expect(`${status} ${body.type}`).to.equal('422 /problems/figures-do-not-add-up');
      expect(body.faults).to.deep.equal([
        { figure: 'occupied', atMost: 3 },
        { figure: 'accepting', atMost: 0 },
      ]);
      expect(await reports()).to.equal(0);
      const explained = await report({ ...figures, occupied: 4, accepting: 0 }, 'One person is on leave');
      expect(explained.status, explained.text).to.equal(201);
    });
  });

  describe('whether it counts as residential rehabilitation', () => {
    const decide = async (
      body: unknown,
      version: number,
      who: Parameters<RunningService['as']>[0] = 'administrator',
    ) => (await service.as(who)).post(`/api/projects/${rowanBank.id}/rehab-standings`, body, { version });
    const striking = (from: number, given: object = {}) => ({
      countsAsResidentialRehab: false,
      fromOn: addNights(service.today, from),
      reason: 'No longer on the list of the Scottish Government',
      ...given,
    });

    it('is decided from a day on, with a reason, and what held before keeps its days', async () => {
      const { status, body } = await decide(striking(30), 1);
      expect(status).to.equal(201);
      const from = addNights(service.today, 30);
      expect(body.standings).to.deep.equal([
        {
          ...{ fromOn: '2020-01-01', toOn: from, countsAsResidentialRehab: true },
          reason: 'residential rehabilitation',
        },
        { ...striking(30), toOn: null },
      ]);
      expect(await project(rowanBank.id)).to.deep.include({ version: 2, countsAsResidentialRehab: true });
      service.clock.advance({ days: 30 });
      planner = await service.as('planner');
      expect((await project(rowanBank.id)).countsAsResidentialRehab).to.equal(false);
    });

    it('counts people by what held on the day they came', async () => {
      const started = async (): Promise<number> => {
        const { body } = await planner.get('/api/measures');
        return body.measures.find(
          ({ measureId }: { measureId: string }) => measureId === 'placements-started',
        ).total;
      };
      await service.aResident({ bed: 'rowan1' });
      const before = await started();
      expect(before).to.be.greaterThan(0);
      await decide(striking(1), 1);
      expect(await started(), 'who came before').to.equal(before);
      const corrected = await decide(striking(-400, { correctsThePast: true }), 2);
      expect(corrected.status, corrected.text).to.equal(201);
      expect(await started(), 'after a correction').to.equal(before - 1);
    });

    it('does not change days gone by unless that is said, and then records a correction with all that stood', async () => {
      const refused = await decide(striking(-1), 1);
      expect(`${refused.status} ${refused.body.type}`).to.equal('409 /problems/changes-the-past');
      expect(refused.body.today).to.equal(service.today);
      expect((await project(rowanBank.id)).version).to.equal(1);
      expect((await decide(striking(-1, { correctsThePast: true }), 1)).status).to.equal(201);
      const [record] = await recordOf(rowanBank.id);
      expect(record).to.deep.include({
        ...{ action: 'capacity.rehab-standing-corrected', version: 2 },
        ...{ actor_id: memberOf('administrator').memberId, reason: striking(0).reason },
      });
      expect(read(record.was)).to.deep.equal({
        standings: [
          {
            ...{ fromOn: '2020-01-01', toOn: null, countsAsResidentialRehab: true },
            reason: 'residential rehabilitation',
          },
        ],
      });
    });

    it('is refused from or to a day too far ahead, with the last day that would be taken', async () => {
      const from = await decide(striking(367), 1);
      expect(`${from.status} ${from.body.type}`).to.equal('422 /problems/begins-too-far-ahead');
      expect(from.body.latestOn).to.equal(addNights(service.today, 366));
      expect(from.body.errors[0].pointer).to.equal('/fromOn');
      const to = await decide(striking(1, { toOn: '2199-12-31' }), 1);
      expect(`${to.status} ${to.body.type}`).to.equal('422 /problems/ends-too-far-ahead');
      expect(to.body.errors[0].pointer).to.equal('/toOn');
      expect((await decide(striking(366), 1)).status).to.equal(201);
    });

    it('keeps in the record a decision for a later day that another overtakes', async () => {
      await decide(striking(60), 1);
      expect((await decide(striking(30, { reason: 'Struck off sooner' }), 2)).status).to.equal(201);
      const record = await recordOf(rowanBank.id);
      const { standings } = read(record.at(-1).was) as {
        readonly standings: readonly { readonly fromOn: string }[];
      };
      expect(standings.map(({ fromOn }) => fromOn)).to.deep.equal([
        '2020-01-01',
        addNights(service.today, 60),
      ]);
    });

    it('is nobody’s to decide but an administrator’s', async () => {
      for (const who of ['manager@rowan.example', 'planner', 'approver', 'coordinator'] as const) {
        expect((await decide(striking(1), 1, who)).status, who).to.equal(403);
      }
    });

    it('refuses an end before its beginning, a stale version and a project that is not there', async () => {
      const backwards = await decide(striking(5, { toOn: addNights(service.today, 5) }), 1);
      expect(`${backwards.status} ${backwards.body.type}`).to.equal('422 /problems/dates-not-a-period');
      expect((await decide(striking(1), 9)).status).to.equal(412);
      const administrator = await service.as('administrator');
      const nowhere = await administrator.post(
        `/api/projects/${world.beds.any}/rehab-standings`,
        striking(1),
        { version: 1 },
      );
      expect(nowhere.status).to.equal(404);
      expect((await decide(striking(1, { reason: '' }), 1)).status).to.equal(400);
      expect((await project(rowanBank.id)).standings).to.have.length(1);
    });
  });
});
