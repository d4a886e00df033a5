import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { done, type Outcome, type Refusal } from '../../../../src/kernel/outcome.js';
import { readMatchingPolicy } from '../../../../src/composition/matching-policy.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import type { PolicyDraft } from '../../../../src/modules/matching/domain/policy.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { memberOf, world } from '../../../support/small-world.js';

const setUpWith: PolicyDraft = placementPolicy.matching;
const una = memberOf('administrator').memberId;
const fergus = memberOf('second@national.example').memberId;
const alec = memberOf('approver').memberId;
const cara = memberOf('coordinator').memberId;
const glasgow = world.partnerships.glasgow.id;

describe('how people are matched', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const run = <V extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<V, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'policy' }, work);
  const rows = (statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    service.dataSource.query(statement, values);
  const inForce = async (partnershipId?: string) => {
    let found: Awaited<ReturnType<typeof readMatchingPolicy>> | null = null;
    await run(async (tx) => {
      found = await readMatchingPolicy(tx, partnershipId);
      return done(true);
    });
    return found!;
  };
  const look = (draft: Partial<PolicyDraft>, startsOn = service.today) =>
    run((tx) =>
      service.modules.matchingPolicy.lookAtPolicy(tx, {
        ...{ memberId: una, draft: { ...setUpWith, ...draft }, startsOn, today: service.today },
        reason: 'The steering group decided it on 20 November',
      }),
    );
  const looked = async (draft: Partial<PolicyDraft>, startsOn = service.today): Promise<string> => {
    const outcome = await look(draft, startsOn);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    await service.runWorkerOnce();
    return outcome.value.changeId;
  };
  const ask = (changeId: string, memberId = una) =>
    run((tx) => service.modules.matchingPolicy.askForPolicy(tx, { memberId, changeId }));
  const decide = (
    changeId: string,
    memberId: string,
    decision: 'confirm' | 'withdraw' = 'confirm',
    partnershipId: string | null = null,
  ) =>
    run((tx) =>
      service.modules.matchingPolicy.decidePolicyChange(tx, {
        ...{ memberId, changeId, partnershipId, decision, today: service.today },
      }),
    );
  const changed = async (draft: Partial<PolicyDraft>, startsOn = service.today): Promise<string> => {
    const changeId = await looked(draft, startsOn);
    await ask(changeId);
    const outcome = await decide(changeId, fergus);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return changeId;
  };
  const codeOf = (outcome: Outcome<Plain, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);

  it('is what the service was set up with, until two people have changed it', async () => {
    expect(await inForce()).to.deep.include({ version: '2026-11-22.2', assignment: 'best-total' });
    const changeId = await looked({ assignment: 'in-order' });
    expect(await inForce(), 'looked at, and nobody was asked').to.deep.include({ assignment: 'best-total' });
    await ask(changeId);
    expect(codeOf(await decide(changeId, una)), 'its author').to.equal('second-person-needed');
    expect(await inForce(), 'waits').to.deep.include({ assignment: 'best-total' });
    expect(codeOf(await decide(changeId, fergus))).to.equal('done');
    expect(await inForce()).to.deep.include({ version: 'policy-1', assignment: 'in-order' });
    await service.runWorkerOnce();
    const [latest] = await rows('SELECT policy_version FROM match_run ORDER BY id DESC LIMIT 1');
    expect(latest, 'the next run uses it, and says so').to.deep.equal({ policy_version: 'policy-1' });
  });

  it('counts from its first day, and never before it was confirmed', async () => {
    const later = addNights(service.today, 10);
    await changed({ offerHorizonDays: 35 }, later);
    expect((await inForce()).offerHorizonDays).to.equal(28);
    service.clock.advance({ days: 10 });
    expect((await inForce()).offerHorizonDays).to.equal(35);
    const past = await look({ offerHorizonDays: 21 }, addNights(service.today, -1));
    expect(codeOf(past)).to.equal('start-not-possible');
    expect(await rows('SELECT 1 FROM matching_policy_change'), 'nothing is deleted').to.have.length(1);
  });

  it('is confirmed after a look only, and one change at a time waits', async () => {
    const unseen = await look({ offerHorizonDays: 21 });
    const changeId = unseen.ok ? unseen.value.changeId : '';
    expect(codeOf(await ask(changeId))).to.equal('preview-not-ready');
    await service.runWorkerOnce();
    expect(codeOf(await ask(changeId))).to.equal('done');
    const other = await looked({ offerHorizonDays: 14 });
    expect(codeOf(await ask(other))).to.equal('change-already-waiting');
    expect(codeOf(await decide(changeId, una, 'withdraw')), 'its author may take it back').to.equal('done');
    expect(codeOf(await decide(changeId, fergus))).to.equal('change-already-decided');
    expect(codeOf(await ask(other))).to.equal('done');
  });

  it('is read without groups where it was looked at before groups were counted', async () => {
    const changeId = await looked({ offerHorizonDays: 14 });
    const read = async () => {
      const scope = { kind: 'national' as const };
      return (
        await service.uow.read((tx) => service.modules.matchingPolicy.readPolicyChange(tx, scope, changeId))
      )?.preview?.groups;
    };
    expect(await read()).to.deep.equal([]);
    await rows(`UPDATE matching_policy_change SET preview = JSON_REMOVE(preview, '$.groups')`);
    expect(await read()).to.equal(null);
  });

  it('is not changed from what it no longer is', async () => {
    const stale = await looked({ offerHorizonDays: 14 });
    await changed({ offerHorizonDays: 21 });
    expect(codeOf(await ask(stale))).to.equal('changed-since-you-read-it');
    expect(codeOf(await look({ offerHorizonDays: 21 }))).to.equal('nothing-changes');
  });

  it('is confirmed once, by whoever of two comes first', async () => {
    const changeId = await looked({ offerHorizonDays: 14 });
    await ask(changeId);
    const outcomes = await Promise.all([decide(changeId, fergus), decide(changeId, fergus, 'withdraw')]);
    expect(outcomes.filter(({ ok }) => ok)).to.have.length(1);
    const refused = outcomes.find(({ ok }) => !ok);
    expect(codeOf(refused!)).to.equal('change-already-decided');
  });

  it('is not confirmed by its author, also past the service: the database holds it', async () => {
    const changeId = await looked({ offerHorizonDays: 14 });
    await ask(changeId);
    const fault = await rows(
      `UPDATE matching_policy_change SET state = 'applied', decided_by = proposed_by, in_force_from = starts_on WHERE id = ?`,
      [changeId],
    ).then(
      () => null,
      (error: unknown) => String(error),
    );
    expect(fault).to.match(/matching_policy_change_four_eyes/);
  });

  it('is refused by name where a weight or a number is missing or impossible', async () => {
    const gone = await look({ wishes: ['project', 'mix'] });
    expect(gone.ok ? null : gone.refusal).to.deep.equal({
      ...{ code: 'policy-incomplete', missing: ['wishes: area'] },
    });
    expect(codeOf(await look({ offerHorizonDays: 400 }))).to.equal('policy-out-of-bounds');
  });

  it('shows by a shadow run who would move, and leaves every suggestion as it was', async () => {
    const referral = await service.aReadyReferral({ urgencyBand: 'routine' });
    await service.runWorkerOnce();
    const before = await rows('SELECT COUNT(*) AS n FROM match_run');
    const changeId = await looked({
      preparationDays: { emergency: 0, urgent: 1, soon: 3, routine: 14 },
    });
    expect(await rows('SELECT COUNT(*) AS n FROM match_run')).to.deep.equal(before);
    const moves = await rows(
      `SELECT referral_id, urgency_band, CAST(now_arrives_on AS CHAR) AS now_on, CAST(then_arrives_on AS CHAR) AS then_on
         FROM matching_policy_move WHERE change_id = ?`,
      [changeId],
    );
    expect(moves).to.deep.equal([
      {
        referral_id: referral.referralId,
        urgency_band: 'routine',
        now_on: addNights(service.today, 7),
        then_on: addNights(service.today, 14),
      },
    ]);
    await run(async (tx) => {
      await service.modules.matchingPolicy.shadowRun(tx, changeId);
      return done(true);
    });
    expect(await rows('SELECT 1 FROM matching_policy_move'), 'told twice it does nothing').to.have.length(1);
  });

  it('leaves a partnership two choices of its own, within the bounds of the country', async () => {
    const propose = (automaticOffers: boolean, parallelOffers: 1 | 2 | 3) =>
      run((tx) =>
        service.modules.matchingPolicy.proposeChoices(tx, {
          ...{ memberId: alec, partnershipId: glasgow, startsOn: service.today, today: service.today },
          ...{ choices: { automaticOffers, parallelOffers }, reason: 'Agreed with the partnership’s board' },
        }),
      );
    expect(await inForce(glasgow)).to.deep.include({ automaticOffers: false, parallelOffers: 1 });
    expect(codeOf(await propose(false, 1))).to.equal('nothing-changes');
    const proposed = await propose(true, 3);
    const changeId = proposed.ok ? proposed.value.changeId : '';
    expect(codeOf(await propose(true, 2))).to.equal('change-already-waiting');
    const highland = world.partnerships.highland.id;
    expect(codeOf(await decide(changeId, cara, 'confirm', highland)), 'another partnership').to.equal(
      'not-found',
    );
    expect(codeOf(await decide(changeId, alec, 'confirm', glasgow))).to.equal('second-person-needed');
    expect(codeOf(await decide(changeId, cara, 'confirm', glasgow))).to.equal('done');
    expect(await inForce(glasgow)).to.deep.include({ automaticOffers: true, parallelOffers: 3 });
    expect(await inForce(highland)).to.deep.include({ automaticOffers: false, parallelOffers: 1 });

    await changed({ choices: { automaticOffers: false, parallelOffersAtMost: 2 } });
    expect(await inForce(glasgow), 'the bounds were drawn in').to.deep.include({
      ...{ automaticOffers: false, parallelOffers: 2 },
    });
    const beyond = await propose(false, 3);
    expect(beyond.ok ? null : beyond.refusal).to.deep.equal({
      ...{ code: 'beyond-national-bounds', automaticOffers: false, parallelOffersAtMost: 2 },
    });
  });
});
