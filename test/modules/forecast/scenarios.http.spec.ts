import { expect } from 'chai';

import { createWorkOutRun } from '../../../src/composition/scenarios.js';
import { systemActor } from '../../../src/kernel/actor.js';
import { addNights } from '../../../src/kernel/iso-date.js';
import { done } from '../../../src/kernel/outcome.js';
import { workOutAside } from '../../../src/modules/forecast/adapters/thread/scenario-aside.js';
import { startService, type RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';

const shorter = { kind: 'length-of-stay', bedGroup: null, times: 0.8 };
const rowan = world.projects.rowanBank.id;

describe('scenarios', function () {
  this.timeout(60_000);
  let service: RunningService;
  const planner = () => service.as('planner');
  const keep = async (given: object = {}) =>
    (await planner()).post('/api/scenarios', {
      ...{ name: 'Shorter stays', isShared: false, changes: [shorter] },
      ...given,
    });
  const beds = (number: number, days = 30, given: object = {}) => ({
    ...{ kind: 'beds', projectId: rowan, bedGroup: 'any', beds: number },
    ...{ onDate: addNights(service.today, days), ...given },
  });
  const aKept = async (given: object = {}): Promise<string> => {
    const { status, body, text } = await keep(given);
    expect(status, text).to.equal(201);
    return body.scenarioId;
  };
  const ask = async (scenarioId: string) => (await planner()).post(`/api/scenarios/${scenarioId}/runs`, {});
  const read = async (scenarioId: string) =>
    (await (await planner()).get(`/api/scenarios/${scenarioId}`)).body;
  const workedOut = async (given: object = {}): Promise<string> => {
    const scenarioId = await aKept(given);
    expect((await ask(scenarioId)).status).to.equal(201);
    await service.runWorkerOnce();
    return scenarioId;
  };
  /** The beds of a project for women or men that are open now. */
  const openBeds = async (): Promise<number> => {
    const { projects } = await service.uow.read((tx) =>
      service.modules.scenarios.readBasis(tx, service.today),
    );
    return projects.find((one) => one.projectId === rowan && one.bedGroup === 'any')?.beds ?? 0;
  };

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('are kept by name, changed by whoever owns them, and read by others once they are shared', async () => {
    const scenarioId = await aKept();
    const governance = await service.as('governance@national.example');
    expect((await governance.get(`/api/scenarios/${scenarioId}`)).status).to.equal(404);
    const said = { name: 'Shorter stays', isShared: true, changes: [shorter, beds(2)] };
    const changed = await (await planner()).post(`/api/scenarios/${scenarioId}/change`, said, { version: 1 });
    expect(changed.body).to.deep.equal({ scenarioId, version: 2 });
    const { body } = await governance.get('/api/scenarios');
    expect(body.scenarios).to.have.length(1);
    expect(body.scenarios[0]).to.deep.include({ scenarioId, isOwn: false, isShared: true, version: 2 });
    expect(body.scenarios[0].changes[1]).to.deep.include({ kind: 'beds', beds: 2, lateByDays: 0 });
    const stale = await (await planner()).post(`/api/scenarios/${scenarioId}/change`, said, { version: 1 });
    expect(stale.status).to.equal(412);
  });

  it('have a name that no other of the same member has', async () => {
    const scenarioId = await aKept({ name: 'Later' });
    await aKept();
    const twice = await keep();
    expect([twice.status, twice.body.type]).to.deep.equal([409, '/problems/scenario-name-taken']);
    const renamed = await (
      await planner()
    ).post(
      `/api/scenarios/${scenarioId}/change`,
      { name: 'Shorter stays', changes: [shorter] },
      { version: 1 },
    );
    expect([renamed.status, renamed.body.type]).to.deep.equal([409, '/problems/scenario-name-taken']);
  });

  it('are refused by the field that cannot be, with what would do', async () => {
    const open = await openBeds();
    expect(open).to.be.greaterThan(0);
    const faultsOf = async (...changes: readonly object[]) => {
      const { status, body, text } = await keep({ changes });
      expect(status, text).to.equal(422);
      return body.faults;
    };
    expect(await faultsOf(beds(-open - 1))).to.deep.equal([
      {
        ...{ change: 0, field: 'beds' },
        fault: { code: 'closes-too-many', onDate: addNights(service.today, 30), atMost: open },
      },
    ]);
    // What the scenario itself opened before may close again; what it opens later may not.
    expect((await keep({ name: 'Opens first', changes: [beds(3, 10), beds(-open - 3)] })).status).to.equal(
      201,
    );
    expect((await faultsOf(beds(3, 40), beds(-open - 3)))[0].fault.atMost).to.equal(open);
    expect((await faultsOf(beds(1, -1)))[0]).to.deep.include({ field: 'onDate' });
    expect((await faultsOf(beds(1, 365)))[0].fault).to.deep.include({ code: 'date-outside-forecast' });
    expect((await faultsOf({ kind: 'early-exits', share: 1.2 }))[0]).to.deep.equal({
      ...{ change: 0, field: 'share', fault: { code: 'number-outside', from: 0, to: 1 } },
    });
    expect((await faultsOf({ ...shorter, times: 1 }))[0].fault.code).to.equal('says-nothing');
    expect((await faultsOf(beds(0)))[0].fault.code).to.equal('says-nothing');
    expect(
      (await faultsOf(beds(1, 30, { projectId: '01900000-0000-7000-8000-00000000dead' })))[0].field,
    ).to.equal('projectId');
    const empty = await keep({ changes: [] });
    expect([empty.status, empty.body.errors[0].pointer]).to.deep.equal([400, '/changes']);
  });

  it('are worked out by a worker, with what they change and between which numbers', async () => {
    await service.aResident({ bed: 'rowan1' });
    await service.aReadyReferral();
    const scenarioId = await workedOut();
    const { run, effect } = await read(scenarioId);
    expect(run).to.deep.include({ state: 'done', progress: 100, seed: 1, replications: 10_000 });
    expect(effect.differences.publicStarts.mean.from).to.be.at.most(effect.differences.publicStarts.mean.to);
    expect(effect.changed.publicStarts.p50).to.be.at.least(effect.expected.publicStarts.p50);
    expect(effect.expected.probability).to.be.within(0, 1);
    expect(Object.keys(effect.differences.medianWaitDays)).to.include('soon');
  });

  it('are worked out once, however often somebody asks on one day', async () => {
    await service.aReadyReferral();
    const scenarioId = await aKept();
    const runs = await Promise.all([ask(scenarioId), ask(scenarioId), ask(scenarioId)]);
    expect(new Set(runs.map(({ body }) => body.scenarioRunId)).size).to.equal(1);
    await service.runWorkerOnce();
    expect((await ask(scenarioId)).body.scenarioRunId).to.equal(runs[0]?.body.scenarioRunId);
    service.clock.advance({ days: 1 });
    expect((await ask(scenarioId)).body.scenarioRunId).not.to.equal(runs[0]?.body.scenarioRunId);
  });

  it('are not worked out where nobody was referred', async () => {
    const refused = await ask(await aKept());
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/nothing-to-forecast']);
  });

  it('stop when they are cancelled, before they begin or under way', async () => {
    await service.aReadyReferral();
    const scenarioId = await aKept();
    const cancel = async (scenarioRunId: string) =>
      (await planner()).post(`/api/scenario-runs/${scenarioRunId}/cancel`, {});
    const first = (await ask(scenarioId)).body.scenarioRunId;
    expect((await cancel(first)).status).to.equal(200);
    await service.runWorkerOnce();
    expect((await read(scenarioId)).run).to.deep.include({ state: 'cancelled', progress: 0 });

    const second = (await ask(scenarioId)).body.scenarioRunId;
    const shares: number[] = [];
    const stoppedHalfWay = createWorkOutRun(service.uow, (question, goOn) =>
      workOutAside(question, async (share) => {
        shares.push(share);
        if (share === 0.5) await cancel(second);
        return goOn(share);
      }),
    );
    await service.uow.run({ actor: systemActor, requestId: 'test' }, async (tx) => {
      await stoppedHalfWay(tx, second);
      return done(true);
    });
    expect(shares.at(-1)).to.be.closeTo(0.5, 0.06);
    expect((await read(scenarioId)).run.state).to.equal('cancelled');
    const again = await cancel(second);
    expect([again.status, again.body.state]).to.deep.equal([409, 'cancelled']);
  });

  it('are taken up again when a worker is lost, and a second worker does nothing', async () => {
    await service.aReadyReferral();
    const scenarioId = await aKept();
    const { scenarioRunId } = (await ask(scenarioId)).body;
    const context = { actor: systemActor, requestId: 'test' };
    const lost = createWorkOutRun(service.uow, (question, goOn) =>
      workOutAside(question, async (share) => {
        if (share > 0.3) throw new Error('The worker was killed.');
        return goOn(share);
      }),
    );
    const fault = await service.uow
      .run(context, async (tx) => {
        await lost(tx, scenarioRunId);
        return done(true);
      })
      .then(
        () => null,
        (found: unknown) => String(found),
      );
    expect(fault).to.contain('killed');
    expect((await read(scenarioId)).run).to.deep.include({ state: 'running', progress: 30 });
    await service.runWorkerOnce();
    const kept = await read(scenarioId);
    expect(kept.run.state).to.equal('done');
    await service.uow.run(context, async (tx) => {
      await createWorkOutRun(service.uow, () => expect.fail('it was worked out twice'))(tx, scenarioRunId);
      return done(true);
    });
    expect(await read(scenarioId)).to.deep.equal(kept);
  });

  it('are held beside each other year by year, where both start from the same counts', async () => {
    await service.aResident({ bed: 'rowan1' });
    await service.aReadyReferral();
    const one = await workedOut();
    const other = await aKept({ name: 'More beds', changes: [beds(5, 1)] });
    const besides = async () => (await planner()).get(`/api/scenarios/${other}/beside/${one}`);
    const early = await besides();
    expect([early.status, early.body.scenarioId]).to.deep.equal([409, other]);
    expect((await ask(other)).status).to.equal(201);
    await service.runWorkerOnce();
    expect((await read(other)).run.state).to.equal('done');
    const { status, body, text } = await besides();
    expect(status, text).to.equal(200);
    const mean = (effect: { differences: { publicStarts: { mean: { mean: number } } } }) =>
      effect.differences.publicStarts.mean.mean;
    // What one has more than the other is what each has more than expected, taken from each other: luck is the same.
    expect(mean(body)).to.be.closeTo(mean((await read(other)).effect) - mean((await read(one)).effect), 1e-6);
    service.clock.advance({ days: 1 });
    await ask(other);
    await service.runWorkerOnce();
    expect((await besides()).body.type).to.equal('/problems/scenarios-not-comparable');
  });
});
