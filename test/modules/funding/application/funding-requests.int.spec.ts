import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readFundingHistory } from '../../../../src/modules/funding/adapters/db/funding-lists.js';
import { readLatestDecisions } from '../../../../src/modules/funding/adapters/db/funding-repository.js';
import { readOpenRequests } from '../../../../src/modules/funding/adapters/db/request-repository.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');

describe('money that is asked for', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'asking' }, work);
  const toldOf = (outcome: Outcome<unknown, Refusal>): unknown =>
    outcome.ok ? 'done' : outcome.refusal.code;

  const ask = ({ referralId }: RecordedReferral, weeks = 12) =>
    run((tx) =>
      service.modules.funding.requestFunding(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, today: service.today, referralId },
        ...{ weeks, weeklyRatePence: pence(105_000), reason: 'Has tried at home twice' },
      }),
    );
  const of = ({ referralId }: RecordedReferral, expectedVersion: number, memberId = approver.memberId) => ({
    referralId,
    expectedVersion,
    memberId,
  });
  const list = (referral: RecordedReferral, version: number, panelOn = addNights(service.today, 7)) =>
    run((tx) =>
      service.modules.funding.listForPanel(tx, approver.home, {
        ...of(referral, version),
        panelOn,
        today: service.today,
      }),
    );
  const defer = (referral: RecordedReferral, version: number) =>
    run((tx) =>
      service.modules.funding.deferRequest(tx, approver.home, {
        ...of(referral, version),
        ...{ reason: 'more_information', note: 'What did the detox unit say?' },
      }),
    );
  const approve = (referral: RecordedReferral, version: number) =>
    run((tx) =>
      service.modules.funding.approveRequest(tx, approver.home, {
        ...of(referral, version),
        ...{ decidedOn: service.today, today: service.today },
      }),
    );
  const revoke = ({ referralId }: RecordedReferral) =>
    run((tx) =>
      service.modules.funding.revokeApproval(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId },
        ...{ reason: 'circumstances_changed', note: 'Moves to England' },
      }),
    );
  const standing = async ({ referralId }: RecordedReferral) =>
    (await service.uow.read((tx) => readOpenRequests(tx, [referralId]))).get(referralId)?.standing ?? null;
  const latest = async ({ referralId }: RecordedReferral) =>
    (await service.uow.read((tx) => readLatestDecisions(tx, [referralId]))).get(referralId) ?? null;
  const history = ({ referralId }: RecordedReferral) =>
    service.uow.read((tx) => readFundingHistory(tx, approver.home, referralId));

  it('is listed, put off, listed again and approved as it was asked for, and all of it is kept', async () => {
    const referral = await service.aReferral();
    expect(toldOf(await ask(referral))).to.equal('done');
    expect(await standing(referral)).to.deep.equal({ state: 'requested' });
    const panelOn = addNights(service.today, 7);
    service.clock.advance({ minutes: 1 });
    expect(toldOf(await list(referral, 1, panelOn))).to.equal('done');
    expect(await standing(referral)).to.deep.equal({ state: 'listed', panelOn });
    service.clock.advance({ minutes: 1 });
    expect(toldOf(await defer(referral, 2))).to.equal('done');
    service.clock.advance({ minutes: 1 });
    expect(await standing(referral)).to.deep.equal({
      ...{ state: 'deferred', reason: 'more_information', note: 'What did the detox unit say?' },
    });
    expect(toldOf(await list(referral, 3))).to.equal('done');
    expect(toldOf(await approve(referral, 4))).to.equal('done');
    expect(await standing(referral)).to.equal(null);
    expect(await latest(referral)).to.deep.include({ decision: 'approved', weeks: 12 });
    expect((await history(referral)).map(({ kind }) => kind)).to.deep.equal([
      ...['approved', 'listed', 'deferred', 'listed', 'requested'],
    ]);
  });

  it('is asked for once at a time, and again once it was answered or taken back', async () => {
    const referral = await service.aReferral();
    await ask(referral);
    const again = await ask(referral);
    expect(again).to.deep.equal({
      ok: false,
      refusal: { code: 'funding-already-requested', requestedOn: service.today },
    });
    const takenBack = await run((tx) =>
      service.modules.funding.withdrawRequest(tx, coordinator.home, {
        ...of(referral, 1, coordinator.memberId),
        note: 'Asked with the wrong price',
      }),
    );
    expect(toldOf(takenBack)).to.equal('done');
    expect(toldOf(await ask(referral))).to.equal('done');
    await service.act('approver', (tx) =>
      service.modules.funding.decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, today: service.today, referralId: referral.referralId },
        ...{ decision: 'declined', decidedOn: service.today, reason: 'more_information', note: null },
      }),
    );
    expect(await standing(referral)).to.equal(null);
    expect(toldOf(await ask(referral))).to.equal('done');
  });

  it('from the Additional Placement Fund is approved, offered and held there', async () => {
    await service.dataSource.query(`UPDATE budget SET limit_pence = 100 WHERE route = 'adp'`);
    const referral = await service.aReadyReferral();
    const offered = await service.anOffer({ referral, nights: 7 }).then(
      () => 'offered',
      (error: unknown) => String(error),
    );
    expect(offered).to.match(/budget-exhausted.*"additionalFundLeftPence":200000000/);
    const fromFund = (of: RecordedReferral) =>
      run((tx) =>
        service.modules.funding.requestFunding(tx, coordinator.home, {
          ...{ memberId: coordinator.memberId, today: service.today, referralId: of.referralId, weeks: 2 },
          ...{ weeklyRatePence: pence(105_000), reason: 'Own money is gone', isFromAdditionalFund: true },
        }),
      );
    expect(toldOf(await fromFund(referral))).to.equal('done');
    expect(toldOf(await approve(referral, 1))).to.equal('done');
    await service.anOffer({ referral, nights: 7 });
    const held = await service.dataSource.query('SELECT route, held_pence FROM budget WHERE held_pence > 0');
    expect(
      held.map(({ route, held_pence }: Record<string, string>) => `${route} ${held_pence}`),
    ).to.deep.equal(['additional_placement_fund 105000']);
    const manager = actorOf('provider_manager');
    await service.dataSource.query(`UPDATE budget SET limit_pence = 200000000 WHERE route = 'adp'`);
    const waiting = await service.anOffer({ bed: 'plain', nights: 7 });
    await fromFund(waiting.referral);
    await approve(waiting.referral, 1);
    const [{ state }] = await service.dataSource.query('SELECT state FROM offer WHERE id = ?', [
      waiting.offerId,
    ]);
    expect(state, 'an offer on the fund before').to.equal('withdrawn');
    const resident = await service.aResident({ bed: 'male', nights: 7 });
    await fromFund(resident.offer.referral);
    await approve(resident.offer.referral, 1);
    await service.act('provider_manager', (tx) =>
      service.modules.placements.extend(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId: resident.placementId },
        ...{ expectedVersion: resident.version, reason: 'Needs longer' },
        departsOn: addNights(resident.offer.departsOn, 7),
      }),
    );
    const spent = await service.dataSource.query(
      'SELECT route, spent_pence FROM budget WHERE spent_pence > 0 ORDER BY route',
    );
    expect(
      spent.map(({ route, spent_pence }: Record<string, string>) => `${route} ${spent_pence}`).sort(),
      'a stay that two funds pay for, one after the other',
    ).to.deep.equal(['additional_placement_fund 105000', 'adp 105000']);
    const other = await service.aReferral({ route: 'prison_to_rehab', familyName: 'Other' });
    expect(toldOf(await fromFund(other))).to.equal('additional-fund-not-open');
  });

  it('is asked for by one of many who ask at the same moment', async () => {
    const referral = await service.aReferral();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => ask(referral, n)));
    expect(answers.map(toldOf).sort()).to.deep.equal([
      'done',
      ...Array.from({ length: 5 }, () => 'funding-already-requested'),
    ]);
  });

  it('is moved on only by somebody who saw how it stood', async () => {
    const referral = await service.aReferral();
    expect(toldOf(await list(referral, 1))).to.equal('nothing-requested');
    await ask(referral);
    const moves = await Promise.all([list(referral, 1), defer(referral, 1), approve(referral, 1)]);
    expect(moves.filter(({ ok }) => ok)).to.have.length(1);
    for (const told of moves.filter(({ ok }) => !ok).map(toldOf)) {
      expect(told).to.be.oneOf(['changed-since-you-read-it', 'nothing-requested']);
    }
  });

  it('goes to a panel of today or later, within a year', async () => {
    const referral = await service.aReferral();
    await ask(referral);
    expect(toldOf(await list(referral, 1, addNights(service.today, -1)))).to.equal('panel-in-the-past');
    expect(toldOf(await list(referral, 1, addNights(service.today, 400)))).to.equal('panel-too-far-ahead');
    expect(toldOf(await list(referral, 1, service.today))).to.equal('done');
  });

  it('is not there for another partnership', async () => {
    const referral = await service.aReferral();
    await ask(referral);
    const other = actorOf('approver@highland.example');
    const reached = await run((tx) =>
      service.modules.funding.deferRequest(tx, other.home, {
        ...of(referral, 1, other.memberId),
        ...{ reason: 'other', note: null },
      }),
    );
    expect(toldOf(reached)).to.equal('not-found');
    expect(
      await service.uow.read((tx) => readFundingHistory(tx, other.home, referral.referralId)),
    ).to.deep.equal([]);
  });

  it('is kept as it was: neither a step, a request nor a decision can be changed', async () => {
    const referral = await service.aReferral();
    await ask(referral);
    await list(referral, 1);
    await approve(referral, 2);
    for (const statement of [
      'UPDATE funding_request_step SET note = NULL',
      'DELETE FROM funding_request_step',
      'UPDATE funding_request SET weeks = 1',
      'UPDATE funding_request SET answered_at = NULL',
      'UPDATE funding_decision SET weeks = 1',
    ]) {
      const refused = await service.dataSource.query(statement).then(
        () => 'changed',
        (error: unknown) => String(error),
      );
      expect(refused, statement).to.match(/never (changed|deleted)/);
    }
  });

  describe('and approved, and then taken back', () => {
    it('lets no offer rest on it, and the coordinator may ask again', async () => {
      const referral = await service.aReadyReferral();
      expect(toldOf(await revoke(referral))).to.equal('done');
      expect((await latest(referral))?.revoked).to.deep.equal({
        ...{ on: service.today, reason: 'circumstances_changed', note: 'Moves to England' },
      });
      const offered = await service.anOffer({ referral }).then(
        () => 'offered',
        (error: unknown) => String(error),
      );
      expect(offered).to.match(/not-ready-to-place.*revoked/);
      expect(toldOf(await revoke(referral))).to.equal('nothing-approved');
      expect(toldOf(await ask(referral))).to.equal('done');
    });

    it('takes back the offer that waits, and frees bed and money at once', async () => {
      const offer = await service.anOffer();
      expect(toldOf(await revoke(offer.referral))).to.equal('done');
      const [row] = await service.dataSource.query('SELECT state FROM offer WHERE id = ?', [offer.offerId]);
      expect(row.state).to.equal('withdrawn');
      const [{ held }] = await service.dataSource.query('SELECT SUM(held_pence) AS held FROM budget');
      expect(Number(held)).to.equal(0);
      const why = await service.dataSource.query(
        `SELECT reason FROM audit WHERE subject_kind = 'offer' AND subject_id = ? AND reason IS NOT NULL`,
        [offer.offerId],
      );
      expect(why).to.deep.equal([{ reason: 'The funder took the approval back' }]);
    });

    it('not while a bed is booked or somebody sleeps on it: nothing is changed then', async () => {
      const booking = await service.aBooking({ nights: 28 });
      expect(await revoke(booking.offer.referral)).to.deep.equal({
        ok: false,
        refusal: { code: 'approval-in-use', claimedNights: 28 },
      });
      expect((await latest(booking.offer.referral))?.revoked).to.equal(undefined);
    });

    it('at the moment the provider accepts: a booking stands on an approval, or neither is there', async () => {
      for (let round = 0; round < 6; round += 1) {
        const offer = await service.anOffer({ nights: 3, arrivesOn: addNights(service.today, round * 3) });
        const manager = actorOf('provider_manager');
        const [accepted, revoked] = await Promise.all([
          run((tx) =>
            service.modules.placements.acceptOffer(tx, manager.home, {
              offerId: offer.offerId,
              expectedVersion: offer.version,
            }),
          ),
          revoke(offer.referral),
        ]);
        expect([accepted.ok, revoked.ok].filter(Boolean), `round ${round}`).to.have.length(1);
      }
      const [{ wrong }] = await service.dataSource.query(
        `SELECT COUNT(*) AS wrong FROM placement p JOIN funding_decision d ON d.id = p.funding_decision_id
          WHERE d.revoked_at IS NOT NULL`,
      );
      expect(Number(wrong)).to.equal(0);
    });
  });
});
