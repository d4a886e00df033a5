import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readFundingHistory } from '../../../../src/modules/funding/adapters/db/funding-lists.js';
import { readLatestDecisions } from '../../../../src/modules/funding/adapters/db/funding-repository.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf, approverLimitPence, memberOf, type MemberEmail } from '../../../support/small-world.js';

/** Two approvers of Glasgow: the first may approve up to £200,000 alone, the second what the service gives everybody. */
const first = actorOf('approver@glasgow.example');
const second = actorOf('second@glasgow.example');
const administrator = actorOf('administrator');

describe('an approval above what one approver may give', () => {
  let service: RunningService;
  let referral: RecordedReferral;
  before(async () => {
    service = await startService();
  });
  after(async () => {
    await service?.stop();
  });
  beforeEach(async () => {
    referral = await service.aReferral();
    service.clock.advance({ minutes: 1 });
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'two-approvers' }, work);
  const told = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const funding = () => service.modules.funding;
  const about = (memberId: string) => ({
    ...{ memberId, referralId: referral.referralId },
    ...{ decidedOn: service.today, today: service.today },
  });
  /** £50,000: more than the second may approve alone, less than the first. */
  const large = { weeks: 50, weeklyRatePence: pence(100_000) };
  const propose = (by = second, exceptionalReason: string | null = null, of = large) =>
    run((tx) => funding().proposeApproval(tx, by.home, { ...about(by.memberId), ...of, exceptionalReason }));
  const confirm = (by = first, expectedVersion = 1) =>
    run((tx) => funding().confirmApproval(tx, by.home, { ...about(by.memberId), expectedVersion }));
  const giveBack = (by = first, expectedVersion = 1) =>
    run((tx) =>
      funding().returnProposal(tx, by.home, {
        ...{ ...about(by.memberId), expectedVersion, note: 'Eight weeks would do' },
      }),
    );
  const decide = (by = second, of = large) =>
    run((tx) => funding().decideFunding(tx, by.home, { ...about(by.memberId), decision: 'approved', ...of }));
  const latest = async () =>
    (await service.uow.read((tx) => readLatestDecisions(tx, [referral.referralId]))).get(referral.referralId);
  const history = async () =>
    (await service.uow.read((tx) => readFundingHistory(tx, first.home, referral.referralId))).map(
      ({ kind, by }) => `${kind} by ${by}`,
    );

  it('is refused alone with the figures, proposed, and pays once a second approver has said yes', async () => {
    expect(await decide()).to.deep.equal({
      ok: false,
      refusal: { code: 'above-your-limit', limitPence: 4_000_000, totalPence: 5_000_000 },
    });
    expect(told(await propose())).to.equal('done');
    expect(await latest()).to.equal(undefined);
    service.clock.advance({ minutes: 1 });
    expect(told(await confirm())).to.equal('done');
    expect(await latest()).to.deep.include({ decision: 'approved', weeks: 50, route: 'adp' });
    expect(await history()).to.deep.equal(['approved by Alec Laird', 'proposed by Effie Rae']);
    expect(told(await confirm(first, 2))).to.equal('nothing-proposed');
  });

  it('is not proposed by somebody who may give it, nor twice', async () => {
    expect(told(await propose(first))).to.equal('within-your-limit');
    await propose();
    expect(await propose()).to.deep.equal({
      ok: false,
      refusal: { code: 'already-proposed', proposedOn: service.today },
    });
  });

  it('is never confirmed by whoever proposed it, from however many tabs', async () => {
    await propose();
    const own = await Promise.all([1, 2, 3].map(() => confirm(second)));
    expect(own.map(told)).to.deep.equal(Array.from({ length: 3 }, () => 'second-approver-needed'));
    expect(await latest()).to.equal(undefined);
  });

  it('the table itself refuses one person as both', async () => {
    await propose();
    const fault = await service.dataSource
      .query(
        `UPDATE funding_proposal SET answer = 'confirmed', answered_by = proposed_by WHERE referral_id = ?`,
        [referral.referralId],
      )
      .then(() => '')
      .catch(String);
    expect(fault).to.contain('funding_proposal_two_people');
  });

  it('the table itself keeps what was proposed, and wants to know who answered', async () => {
    await propose();
    const faultOf = (statement: string): Promise<string> =>
      service.dataSource
        .query(statement, [referral.referralId])
        .then(() => '')
        .catch(String);
    const update = (set: string) => faultOf(`UPDATE funding_proposal SET ${set} WHERE referral_id = ?`);
    expect(await faultOf('DELETE FROM funding_proposal WHERE referral_id = ?')).to.contain('never deleted');
    expect(await update("partnership_id = 'another'")).to.contain('never changed');
    expect(await update("id = 'another'")).to.contain('never changed');
    expect(await update("answer = 'confirmed'")).to.contain('funding_proposal_is_answered_by_somebody');
  });

  it('is confirmed once when several confirm at the same moment', async () => {
    await propose();
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm()));
    expect(answers.map(told).sort()).to.deep.equal([
      ...['done', 'nothing-proposed', 'nothing-proposed', 'nothing-proposed'],
    ]);
    const [row] = await service.dataSource.query(
      'SELECT COUNT(*) AS decisions FROM funding_decision WHERE referral_id = ?',
      [referral.referralId],
    );
    expect(Number(row.decisions)).to.equal(1);
  });

  it('is either confirmed or given back when both come at the same moment', async () => {
    await propose();
    const answers = (await Promise.all([confirm(), giveBack()])).map(told).sort();
    expect(answers).to.deep.equal(['done', 'nothing-proposed']);
    const kinds = (await history()).map((entry) => entry.split(' ')[0]);
    expect(kinds.filter((kind) => kind === 'approved' || kind === 'returned')).to.have.length(1);
  });

  it('needs a second approver whose own limit covers it, unless it is exceptional and says why', async () => {
    const larger = { weeks: 60, weeklyRatePence: pence(400_000) };
    await propose(first, null, larger);
    expect(await confirm(second)).to.deep.equal({
      ok: false,
      refusal: { code: 'above-your-limit', limitPence: 4_000_000, totalPence: 24_000_000 },
    });
    expect(told(await giveBack(second))).to.equal('done');
    await propose(first, 'Not safe anywhere else', larger);
    expect(told(await confirm(second))).to.equal('done');
    expect(await latest()).to.deep.include({ decision: 'approved', weeks: 60 });
  });

  it('is overtaken by another decision, and by the request being taken back', async () => {
    const coordinator = actorOf('coordinator');
    await run((tx) =>
      funding().requestFunding(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, today: service.today, referralId: referral.referralId },
        ...{ ...large, reason: 'The programme is a year long' },
      }),
    );
    await propose();
    await run((tx) =>
      funding().withdrawRequest(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: referral.referralId },
        ...{ expectedVersion: 1, note: 'A shorter programme was found' },
      }),
    );
    expect(told(await confirm())).to.equal('nothing-proposed');
    await propose();
    expect(told(await decide(second, { weeks: 12, weeklyRatePence: pence(100_000) }))).to.equal('done');
    expect(told(await confirm())).to.equal('nothing-proposed');
    expect(await latest()).to.deep.include({ weeks: 12 });
    const overtaken: Record<string, string>[] = await service.dataSource.query(
      `SELECT a.reason FROM audit a JOIN funding_proposal p ON p.id = a.subject_id
        WHERE p.referral_id = ? AND a.action = 'funding.proposal-overtaken' ORDER BY a.id`,
      [referral.referralId],
    );
    expect(overtaken.map(({ reason }) => reason)).to.deep.equal([
      'A shorter programme was found',
      'Decided otherwise',
    ]);
  });

  it('is on record with the proposal that two said yes to', async () => {
    await propose();
    await confirm();
    const [row] = await service.dataSource.query(
      `SELECT JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.proposalId')) = p.id AS isNamed
         FROM funding_proposal p JOIN audit a ON a.subject_id = p.funding_decision_id
        WHERE p.referral_id = ? AND a.action = 'funding.funding-decided'`,
      [referral.referralId],
    );
    expect(Number(row.isNamed)).to.equal(1);
  });

  it('weighs the weeks of a stay that are paid for already at what they cost', async () => {
    const resident = await service.aResident({ nights: 84 });
    referral = resident.offer.referral;
    service.clock.advance({ minutes: 1 });
    // 12 weeks at £1,050 are paid for; 68 more at £500 come to £46,600, though 80 at £500 would be £40,000.
    expect(await decide(second, { weeks: 80, weeklyRatePence: pence(50_000) })).to.deep.equal({
      ok: false,
      refusal: { code: 'above-your-limit', limitPence: 4_000_000, totalPence: 4_660_000 },
    });
    expect(told(await decide(second, { weeks: 60, weeklyRatePence: pence(50_000) }))).to.equal('done');
  });

  it('is nobody’s outside the partnership', async () => {
    await propose();
    const stranger = actorOf('approver@highland.example');
    expect(told(await confirm(stranger))).to.equal('not-found');
    expect(told(await giveBack(stranger))).to.equal('not-found');
  });

  const setLimit = (
    by: typeof first,
    whose: MemberEmail,
    limitPence: number,
    { fromOn = service.today, expectedVersion = 1 } = {},
  ) =>
    run((tx) =>
      funding().setApprovalLimit(tx, by.role === 'administrator' ? { kind: 'national' } : by.home, {
        ...{ setBy: by.memberId, memberId: memberOf(whose).memberId, limitPence: pence(limitPence) },
        ...{ fromOn, today: service.today, expectedVersion },
      }),
    );
  const limitOfSecond = (on = service.today) =>
    service.uow.read((tx) => funding().limitOf(tx, second.memberId, on));

  it('by limits that somebody else sets, from a day on, no higher than their own', async () => {
    expect(await limitOfSecond()).to.equal(4_000_000);
    expect(told(await setLimit(second, 'second@glasgow.example', 9_000_000))).to.equal('own-limit');
    expect(await setLimit(first, 'second@glasgow.example', approverLimitPence + 1)).to.deep.equal({
      ok: false,
      refusal: { code: 'more-than-your-own', limitPence: approverLimitPence },
    });
    expect(told(await setLimit(first, 'approver@highland.example', 1))).to.equal('not-found');
    expect(told(await setLimit(administrator, 'coordinator@glasgow.example', 1))).to.equal('not-found');
    const past = { fromOn: addNights(service.today, -1) };
    expect(told(await setLimit(first, 'second@glasgow.example', 1, past))).to.equal('limit-from-the-past');
    const later = { fromOn: addNights(service.today, 7) };
    expect(told(await setLimit(first, 'second@glasgow.example', 6_000_000, later))).to.equal('done');
    expect(await limitOfSecond()).to.equal(4_000_000);
    expect(await limitOfSecond(addNights(service.today, 7))).to.equal(6_000_000);
    const now = { expectedVersion: 2 };
    const both = await Promise.all([
      setLimit(first, 'second@glasgow.example', 1_000_000, now),
      setLimit(administrator, 'second@glasgow.example', 50_000_000, now),
    ]);
    expect(both.map(told).sort()).to.deep.equal(['changed-since-you-read-it', 'done']);
  });
});
