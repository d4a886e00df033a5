import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { done } from '../../../../src/kernel/outcome.js';
import { startService, type RunningService } from '../../../support/running-service.js';

describe('a run of the matcher', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const rematch = (cause: string) =>
    service.act('administrator', async (tx) => done(await service.modules.matching.rematch(tx, cause)));
  const rebuild = () => createScheduledWork(service.uow, service.modules)['nightly-rematch']();
  const rows = (statement: string): Promise<Record<string, unknown>[]> => service.dataSource.query(statement);
  const numberOf = async (what: string): Promise<number> =>
    Number((await rows(`SELECT COUNT(*) AS n FROM ${what}`))[0]!['n']);
  const comparisons = () =>
    rows('SELECT people, differences, referral_ids FROM match_comparison ORDER BY id');

  it('says that it looked, and writes nothing again, where nothing it rests on has changed', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    const first = await rematch('quiet');
    const before = { runs: await numberOf('match_run'), suggestions: await numberOf('suggestion') };
    const audited = await numberOf('audit');
    const second = await rematch('quiet');
    expect(second).to.deep.equal({ ...first, isNew: false });
    expect({
      runs: await numberOf('match_run'),
      suggestions: await numberOf('suggestion'),
    }).to.deep.equal(before);
    expect(await numberOf('audit'), 'no open page is renewed for it').to.equal(audited);
    const [run] = await rows('SELECT looks, looked_cause FROM match_run ORDER BY id DESC LIMIT 1');
    expect(run!['looked_cause']).to.equal('quiet');
    expect(Number(run!['looks'])).to.be.greaterThan(0);
  });

  it('is a new one once something changed, and once the day has', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    const first = await rematch('asked');
    await service.aReferral();
    const second = await rematch('asked');
    expect(second.isNew).to.equal(true);
    expect(second.runId).not.to.equal(first.runId);
    service.clock.advance({ days: 1 });
    expect((await rematch('quiet')).isNew, 'waits and stays are counted from another day').to.equal(true);
  });

  it('is compared every night with what stood: nothing differs where every change was told', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await rebuild();
    const [compared] = await comparisons();
    expect(compared).to.deep.include({ people: 1, differences: 0 });
  });

  it('finds at night what changed and was told to nobody, and puts it right', async () => {
    const { referralId } = await service.aReadyReferral();
    await service.runWorkerOnce();
    // A bed that goes without any event: by hand, or by a fault.
    const [stood] = await rows('SELECT bed_id FROM suggestion ORDER BY run_id DESC LIMIT 1');
    await service.dataSource.query('UPDATE suggestion SET bed_id = NULL, arrives_on = NULL');
    await rebuild();
    const [compared] = await comparisons();
    expect(compared).to.deep.include({ people: 1, differences: 1 });
    expect(JSON.stringify(compared!['referral_ids'])).to.contain(referralId);
    const [now] = await rows('SELECT bed_id FROM suggestion ORDER BY run_id DESC LIMIT 1');
    expect(now).to.deep.equal(stood);
  });

  it('is not held against what stood while a change waits for its answer, nor on another day', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await service.aReadyReferral();
    await rebuild();
    expect(await comparisons(), 'the change was told and not answered yet').to.deep.equal([]);
    await service.runWorkerOnce();
    service.clock.advance({ days: 1 });
    await rebuild();
    expect(await comparisons(), 'another day is another question').to.deep.equal([]);
    await rebuild();
    expect(await comparisons()).to.have.lengthOf(1);
  });
});
