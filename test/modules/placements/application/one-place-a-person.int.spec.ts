import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { done, type Outcome, type Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { mariadbApprovedNights } from '../../../../src/modules/funding/adapters/db/approved-nights.js';
import { eventually } from '../../../support/eventually.js';
import {
  startService,
  type MadeOffer,
  type MadePlacement,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const manager = actorOf('provider_manager');

describe('one place for each person, within the nights approved', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'one-place' }, work);
  const codeOf = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const offer = (
    { referralId }: Pick<RecordedReferral, 'referralId'>,
    bed: BedName,
    arrivesOn: IsoDate,
    nights: number,
  ) =>
    run((tx) =>
      service.modules.placements.makeOffer(tx, coordinator.home, {
        ...{
          memberId: coordinator.memberId,
          override: { reason: 'Nearer home' },
          referralId,
          bedId: world.beds[bed],
          arrivesOn,
        },
        departsOn: addNights(arrivesOn, nights),
      }),
    );
  const accept = ({ offerId, version }: Pick<MadeOffer, 'offerId' | 'version'>) =>
    run((tx) =>
      service.modules.placements.acceptOffer(tx, manager.home, { offerId, expectedVersion: version }),
    );
  const changeOf = ({ placementId, version }: Pick<MadePlacement, 'placementId' | 'version'>) => ({
    memberId: manager.memberId,
    placementId,
    expectedVersion: version,
  });
  const discharge = (stay: Pick<MadePlacement, 'placementId' | 'version'>, endedOn: IsoDate) =>
    run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...changeOf(stay),
        ...{ endedOn, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  const extend = (stay: Pick<MadePlacement, 'placementId' | 'version'>, departsOn: IsoDate) =>
    run((tx) =>
      service.modules.placements.extend(tx, manager.home, {
        ...changeOf(stay),
        ...{ departsOn, reason: 'Needs longer' },
      }),
    );
  const approve = ({ referralId }: RecordedReferral, weeks: number, weeklyRatePence = 105_000) =>
    run((tx) =>
      service.modules.funding.decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, today: service.today, referralId, decidedOn: service.today },
        ...{ decision: 'approved', weeks, weeklyRatePence: pence(weeklyRatePence) },
      }),
    );
  const decline = ({ referralId }: RecordedReferral, decidedOn: IsoDate) =>
    run((tx) =>
      service.modules.funding.decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, today: service.today, referralId, decidedOn },
        ...{ decision: 'declined', reason: 'other', note: null },
      }),
    );
  const askForMore = ({ referralId }: RecordedReferral) =>
    run((tx) =>
      service.modules.funding.requestFunding(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, today: service.today },
        ...{ weeks: 20, weeklyRatePence: pence(105_000), reason: 'More weeks' },
      }),
    );
  const revoke = ({ referralId }: RecordedReferral) =>
    run((tx) =>
      service.modules.funding.revokeApproval(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId },
        ...{ reason: 'approved_by_mistake', note: null },
      }),
    );
  /** Nights claimed of each decision of a referral, in the order in which they were recorded. */
  const claimed = async ({ referralId }: RecordedReferral): Promise<readonly number[]> =>
    (
      await service.dataSource.query(
        'SELECT claimed_nights AS nights FROM funding_decision WHERE referral_id = ? ORDER BY recorded_at, id',
        [referralId],
      )
    ).map(({ nights }: { nights: number }) => nights);
  const heldPence = async (): Promise<number> => {
    const [row] = await service.dataSource.query('SELECT SUM(held_pence) AS held FROM budget');
    return Number(row.held);
  };

  describe('an offer', () => {
    it('is refused while a booking stands, which is named, and made once the person will not come', async () => {
      const booking = await service.aBooking({ bed: 'any', nights: 28 });
      const { referral, arrivesOn, departsOn } = booking.offer;
      const from = addNights(departsOn, 7);
      const refused = await offer(referral, 'plain', from, 28);
      expect(refused).to.deep.equal({
        ok: false,
        refusal: {
          ...{ code: 'person-has-a-place', placementId: booking.placementId, state: 'booked' },
          ...{ arrivesOn, departsOn },
        },
      });
      await service.act('provider_manager', (tx) =>
        service.modules.placements.recordNeverStarted(tx, manager.home, {
          ...changeOf(booking),
          reason: 'prison',
        }),
      );
      expect(codeOf(await offer(referral, 'plain', from, 28))).to.equal('done');
    });

    it('is refused while a stay runs, to its last day and beyond', async () => {
      const { offer: made } = await service.aResident({ bed: 'any', nights: 7 });
      for (const days of [0, 7]) {
        service.clock.advance({ days });
        expect(codeOf(await offer(made.referral, 'plain', service.today, 7))).to.equal('person-has-a-place');
      }
    });

    it('that is made while the one before is being accepted finds the booking', async () => {
      const first = await service.anOffer({ bed: 'any', nights: 28 });
      let goOn = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let isAccepted = false;
      const accepting = run(async (tx) => {
        const accepted = await service.modules.placements.acceptOffer(tx, manager.home, {
          ...{ offerId: first.offerId, expectedVersion: first.version },
        });
        isAccepted = true;
        await gate;
        return accepted;
      });
      await eventually('the first is accepted and not yet committed', async () => isAccepted);
      const next = offer(first.referral, 'plain', addNights(service.today, 60), 28);
      await eventually('the next waits for it', async () => {
        const [row] = await service.dataSource.query(
          `SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`,
        );
        return Number(row.Value) > 0;
      });
      goOn();
      expect([codeOf(await accepting), codeOf(await next)]).to.deep.equal(['done', 'person-has-a-place']);
    });
  });

  describe('the nights of a decision', () => {
    it('are taken by one of those who race for the last of them, never by two', async () => {
      const referral = await service.aReadyReferral({ fundedWeeks: 4 });
      const [decision] = await service.dataSource.query(
        'SELECT id FROM funding_decision WHERE referral_id = ?',
        [referral.referralId],
      );
      const takes = await Promise.all(
        Array.from({ length: 12 }, () =>
          run((tx) => mariadbApprovedNights.take(tx, { fundingDecisionId: decision.id, nights: 7 })),
        ),
      );
      expect(takes.filter(({ ok }) => ok)).to.have.length(4);
      expect(await claimed(referral)).to.deep.equal([28]);
    });

    it('come back when somebody leaves early, and no second stay is paid from them', async () => {
      const referral = await service.aReadyReferral({ fundedWeeks: 4 });
      const resident = await service.aResident({ referral, bed: 'any', nights: 28 });
      expect(await claimed(referral)).to.deep.equal([28]);
      service.clock.advance({ days: 7 });
      expect(codeOf(await discharge(resident, service.today))).to.equal('done');
      expect(await claimed(referral)).to.deep.equal([7]);
      expect(codeOf(await offer(referral, 'plain', service.today, 21))).to.equal('person-has-a-place');
      expect(await claimed(referral)).to.deep.equal([7]);
    });

    it('come back from a late arrival, and from an offer declined, taken back or run out', async () => {
      const referral = await service.aReadyReferral({ fundedWeeks: 12 });
      const declined = await service.anOffer({ referral, bed: 'any' });
      await service.act('provider_manager', (tx) =>
        service.modules.placements.declineOffer(tx, manager.home, {
          ...{ offerId: declined.offerId, expectedVersion: 1, refusedBy: 'provider', reason: 'staffing' },
        }),
      );
      expect(await claimed(referral)).to.deep.equal([0]);
      const withdrawn = await service.anOffer({ referral, bed: 'plain' });
      await service.act('coordinator', (tx) =>
        service.modules.placements.withdrawOffer(tx, coordinator.home, {
          ...{ offerId: withdrawn.offerId, expectedVersion: 1, reason: 'Elsewhere' },
        }),
      );
      expect(await claimed(referral)).to.deep.equal([0]);
      const { offerId } = await service.anOffer({ referral, bed: 'plain' });
      service.clock.advance({ days: 5 });
      await run(async (tx) => done(await service.modules.placements.expireOffer(tx, offerId)));
      expect(await claimed(referral)).to.deep.equal([0]);
      const booking = await service.aBooking({ referral, bed: 'plain' });
      service.clock.advance({ days: 3 });
      await service.act('provider_manager', (tx) =>
        service.modules.placements.admit(tx, manager.home, {
          ...changeOf(booking),
          admittedOn: service.today,
        }),
      );
      expect(await claimed(referral)).to.deep.equal([81]);
    });

    it('count what an extension adds, and move to the decision that pays for the whole stay', async () => {
      const referral = await service.aReadyReferral({ fundedWeeks: 5 });
      const resident = await service.aResident({ referral, bed: 'any', nights: 28 });
      const { departsOn } = resident.offer;
      expect(codeOf(await extend(resident, addNights(departsOn, 7)))).to.equal('done');
      expect(await claimed(referral)).to.deep.equal([35]);
      await approve(referral, 8);
      const longer = { ...resident, version: resident.version + 1 };
      expect(codeOf(await extend(longer, addNights(departsOn, 28)))).to.equal('done');
      expect(await claimed(referral)).to.deep.equal([0, 56]);
      await discharge({ ...longer, version: longer.version + 1 }, service.today);
      expect(await claimed(referral)).to.deep.equal([0, 0]);
    });
  });

  describe('an acceptance', () => {
    it('is refused when the person has been found not suitable since, and nothing is booked', async () => {
      const made = await service.anOffer({ bed: 'any', nights: 28 });
      const { referralId, version } = made.referral;
      await service.act('coordinator', (tx) =>
        service.modules.referrals.recordAssessment(tx, coordinator.home, {
          ...{ memberId: coordinator.memberId, referralId, today: service.today, expectedVersion: version },
          ...{ heldOn: service.today, outcome: 'not_suitable' },
        }),
      );
      const refused = await accept(made);
      expect(refused.ok ? [] : refused.refusal).to.have.property('code', 'no-longer-ready');
      expect(await service.dataSource.query('SELECT id FROM placement')).to.have.length(0);
      const [row] = await service.dataSource.query('SELECT state, version FROM offer');
      expect(row).to.deep.equal({ state: 'offered', version: 1 });
    });

    it('is refused when the funder now approves fewer weeks or another price, and rests on a newer yes to the same', async () => {
      const made = await service.anOffer({ bed: 'any', nights: 84 });
      await approve(made.referral, 4);
      expect(codeOf(await accept(made))).to.equal('stay-exceeds-funding');
      await approve(made.referral, 12, 90_000);
      expect(codeOf(await accept(made))).to.equal('price-changed');
      await approve(made.referral, 12);
      expect(codeOf(await accept(made))).to.equal('done');
      expect(await claimed(made.referral)).to.deep.equal([0, 0, 0, 84]);
    });
  });

  describe('a no of the funder', () => {
    it('takes back the offer that waits, with its reason, and frees bed, nights and money', async () => {
      const made = await service.anOffer({ bed: 'any', nights: 28 });
      expect(await heldPence()).to.equal(420_000);
      expect(codeOf(await decline(made.referral, service.today))).to.equal('done');
      expect(codeOf(await accept(made))).to.equal('offer-already-resolved');
      expect([await heldPence(), await claimed(made.referral)]).to.deep.equal([0, [0, 0]]);
      expect(await service.dataSource.query('SELECT night FROM bed_night')).to.have.length(0);
      const [record] = await service.dataSource.query(
        `SELECT reason FROM audit WHERE action = 'placements.offer-withdrawn'`,
      );
      expect(record.reason).to.equal('The funder declined');
    });

    it('holds when it is recorded last, though it is dated before the yes', async () => {
      const referral = await service.aReadyReferral();
      expect(codeOf(await decline(referral, addNights(service.today, -5)))).to.equal('done');
      expect(codeOf(await offer(referral, 'any', service.today, 28))).to.equal('not-ready-to-place');
    });

    it('is refused where a bed is booked, as taking the approval back is, unless it answers a request for more', async () => {
      const booking = await service.aBooking({ bed: 'any', nights: 28 });
      const { referral } = booking.offer;
      const refused = await decline(referral, service.today);
      const facts = { code: 'approval-in-use', claimedNights: 28 };
      expect(refused.ok ? null : refused.refusal).to.deep.equal(facts);
      const asked = await askForMore(referral);
      expect(codeOf(asked)).to.equal('done');
      expect(codeOf(await decline(referral, service.today))).to.equal('done');
      const [row] = await service.dataSource.query('SELECT state FROM placement');
      expect(row.state).to.equal('booked');
    });

    it('to more weeks leaves the yes before it as it was: a booking that never begins frees it to be used or taken back', async () => {
      const booking = await service.aBooking({ bed: 'any', nights: 28 });
      const { referral } = booking.offer;
      await askForMore(referral);
      expect(codeOf(await decline(referral, service.today))).to.equal('done');
      expect(codeOf(await revoke(referral))).to.equal('approval-in-use');
      await service.act('provider_manager', (tx) =>
        service.modules.placements.recordNeverStarted(tx, manager.home, {
          ...changeOf(booking),
          reason: 'prison',
        }),
      );
      expect(codeOf(await offer(referral, 'any', service.today, 28))).to.equal('done');
      expect(codeOf(await revoke(referral))).to.equal('done');
      expect(codeOf(await offer(referral, 'any', service.today, 28))).to.equal('not-ready-to-place');
    });
  });
});
