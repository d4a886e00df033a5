import type { Scope } from '../../../kernel/actor.js';
import { minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import { costByYear, shareAmongPayers, type BudgetRefusal } from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type { TakeClient } from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import {
  onwardObstacle,
  type OnwardBookingStands,
  type StayBeforeCannotFollow,
} from '../domain/linked-stays.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import {
  personObstacle,
  weighStayDates,
  type FundingUnderNotice,
  type PersonObstacle,
  type StayDatesRefusal,
} from '../domain/stay-dates.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import type { StayExceedsFunding } from '../domain/weigh-offer.js';
import {
  coverWhole,
  giveBackNights,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangeRefusal,
} from './change-placement.js';
import { checkFit } from './check-fit.js';
import { coverOfStay } from './cover-of-stay.js';
import { carryOut, type DatesPlan } from './dates-plan.js';
import { planExtension, type ExtendDeps } from './extend.js';
import type { StayChange } from './ports.js';
import { stayChangedSince } from './stay-changed-since.js';
import { readStayBefore, whyItCannotFollow, type StayBefore } from './stay-before.js';

/** What changing the days of a booking or a stay needs. */
export interface ChangeDatesDeps extends ExtendDeps {
  readonly readFundingNotice: ReadFundingNotice;
  readonly takeClient: TakeClient;
}

/** The days asked for, half-open, and why. */
export interface ChangeDates extends Change {
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly reason: string;
}

/** As for any step; or what stands in the way of the days, the person, the bed, the nights or their money. */
export type ChangeDatesRefusal =
  | ChangeRefusal
  | StayDatesRefusal
  | PersonObstacle
  | PlaceDoesNotFit
  | StayExceedsFunding
  | LedgerRefusal
  | FundingUsedUp
  | BudgetRefusal
  | FundingUnderNotice
  | OnwardBookingStands
  | StayBeforeCannotFollow
  | { readonly code: 'not-later-than-now'; readonly departsOn: IsoDate };

type Moving = Pick<ChangeDates, 'memberId' | 'reason'>;

const toChange = (
  { bedId, projectId, providerId, route, fundingDecisionId }: Placement,
  changeId: string,
  stay: Stay,
  changesOn: IsoDate,
  { memberId, reason }: Moving,
): StayChange => ({
  changeId,
  changesOn,
  bed: { bedId, projectId, providerId },
  stay,
  route,
  fundingDecisionId,
  holds: null,
  reason,
  madeBy: memberId,
});

type Plan = DatesPlan<ChangeDatesRefusal>;
type Planned = Outcome<Plan, ChangeDatesRefusal>;

/**
 * Held for other nights: what was held before is free again in the same transaction, so that it can pay for these.
 * `previousEndsOn` is the end that the stay before is to have with them; null where it keeps its own.
 */
const planMove = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  placement: Placement,
  asked: Stay,
  { moving, previousEndsOn }: { readonly moving: Moving; readonly previousEndsOn: IsoDate | null },
): Promise<Planned> => {
  const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  const cannotCome = personObstacle(referral, asked);
  if (cannotCome !== null) return refuse(cannotCome);
  const { cover } = await coverOfStay(deps, tx, placement, asked, previousEndsOn);
  if (!cover.ok) return cover;
  const fits = await checkFit(deps, tx, placement, asked);
  if (!fits.ok) return fits;

  const { placementId, bedId, clientId, partnershipId } = placement;
  const { fundingDecisionId, route } = cover.value;
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const { weeklyRatePence } = atAgreedRate(cover.value, agreedPence);
  const shares = shareAmongPayers(cover.value, costByYear(weeklyRatePence, asked).parts);
  const changeId = deps.newId();
  const heldClaim = await deps.placements.readHeldClaim(tx, placement);
  return done({
    async changeRow() {
      const changed = await deps.placements.change(tx, placement, {
        ...toChange(placement, changeId, asked, asked.arrivesOn, moving),
        ...{ route, fundingDecisionId, holds: asked },
      });
      return changed === 'changed' ? done(true) : refuse({ code: 'changed-since-you-read-it' });
    },
    moveNights: () =>
      deps.ledger.reassign(tx, {
        ...{ claimId: placementId, bedId, clientId, sex: referral.sex, kind: 'stay', stay: asked },
        ...{ bedVersion: fits.value.unit.version, fromBedId: bedId },
        fromOn: minDate(asked.arrivesOn, placement.stay.arrivesOn),
      }),
    async moveApproved() {
      // A notice stands on the decision it was given on: on another one the provider would not be told of it.
      const was = placement.fundingDecisionId;
      const noticeOn = fundingDecisionId === was ? null : await deps.readFundingNotice(tx, was);
      if (noticeOn !== null) return refuse({ code: 'funding-under-notice', noticeOn });
      return coverWhole(deps, tx, placement, asked, fundingDecisionId);
    },
    // Back over 1 April the years held now come after those asked for.
    money: { claimIds: [heldClaim], shares },
    freeMoney: () => deps.budgets.void(tx, heldClaim),
    holdMoney: () => deps.budgets.hold(tx, { claimId: changeId, partnershipId, shares }),
    record: () =>
      recordStep(
        deps,
        tx,
        placement,
        'placements.booking-moved',
        { state: 'booked', ...asked, nights: nightCount(asked) },
        placementChangedV1,
        moving.reason,
      ),
  });
};

/** Nights after the earlier end are free at once, and so is what they would have cost. */
const planShortening = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  placement: Placement,
  asked: Stay,
  moving: Moving,
): Promise<Planned> => {
  const { placementId: claimId, bedId, clientId, stay } = placement;
  const claims = await deps.placements.readPaidNights(tx, claimId);
  const changeId = deps.newId();
  return done({
    async changeRow() {
      const to = toChange(placement, changeId, asked, asked.departsOn, moving);
      const changed = await deps.placements.change(tx, placement, to);
      return changed === 'changed' ? done(true) : refuse({ code: 'changed-since-you-read-it' });
    },
    moveNights: () =>
      deps.ledger.moveDeparture(tx, {
        // Nobody enters a room here, so it is not asked whose it is.
        ...{ claimId, bedId, clientId, sex: 'not_known', kind: 'stay', stay, newDepartsOn: asked.departsOn },
      }),
    async moveApproved() {
      await giveBackNights(deps, tx, placement, asked);
      return done(true);
    },
    money: { claimIds: claims.map((claim) => claim.claimId), shares: [] },
    freeMoney: () => releaseUnslept(deps, tx, placement, asked),
    holdMoney: async () => done(true),
    record: () =>
      recordStep(
        deps,
        tx,
        placement,
        'placements.stay-shortened',
        { state: 'admitted', departsOn: asked.departsOn },
        placementChangedV1,
        moving.reason,
      ),
  });
};

/** What the stay before does, its refusals told as those of a stay that cannot follow. */
const planStayBefore = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  before: StayBefore,
  moving: Moving,
): Promise<Planned> => {
  const { previous, departsOn, today, bedSinceOn } = before;
  const told = async <T>(outcome: Outcome<T, ChangeDatesRefusal>): Promise<Outcome<T, ChangeDatesRefusal>> =>
    // A race is told as one: the same days may do when they are sent again.
    outcome.ok || outcome.refusal.code === 'changed-since-you-read-it'
      ? outcome
      : refuse(await whyItCannotFollow(deps, tx, before, outcome.refusal));
  const asked = { ...previous.stay, departsOn };
  const weighed = weighStayDates(previous, asked, today, bedSinceOn);
  if (!weighed.ok) return told(weighed);
  const planned: Planned =
    weighed.value === 'shortened'
      ? await planShortening(deps, tx, previous, asked, moving)
      : await planExtension(deps, tx, previous, { ...moving, departsOn });
  if (!planned.ok) return told(planned);
  const plan = planned.value;
  return done({
    ...plan,
    changeRow: async () => told(await plan.changeRow()),
    moveNights: async () => told(await plan.moveNights()),
    moveApproved: async () => told(await plan.moveApproved()),
    holdMoney: async () => told(await plan.holdMoney()),
  });
};

/**
 * A booking with the stay it goes on from: that ends on the day this begins, whichever of the two providers it is. Under the
 * person's row, as an arrival there and a leaving here are.
 */
const moveBooking = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  placement: Placement,
  asked: Stay,
  moving: Moving,
): Promise<Outcome<Changed, ChangeDatesRefusal>> => {
  const { partnershipId } = placement;
  if ((await readStayBefore(deps, tx, placement, asked.arrivesOn)) !== null) {
    await deps.takeClient(tx, { kind: 'national' }, placement.referralId);
  }
  const before = await readStayBefore(deps, tx, placement, asked.arrivesOn);
  const previousEndsOn = before?.departsOn ?? null;
  const moved = await planMove(deps, tx, placement, asked, { moving, previousEndsOn });
  if (!moved.ok) return moved;
  if (before === null) return carryOut(deps, tx, partnershipId, [moved.value], moved.value);
  const stayBefore = await planStayBefore(deps, tx, before, moving);
  if (!stayBefore.ok) return stayBefore;
  // Whoever has the nights between lets them go before the other takes them.
  const isLater = before.departsOn > before.previous.stay.departsOn;
  const plans = isLater ? [moved.value, stayBefore.value] : [stayBefore.value, moved.value];
  return carryOut(deps, tx, partnershipId, plans, moved.value);
};

/**
 * A booking moves to other days, or the planned end of a stay moves earlier or later: nights, those approved and their
 * money in one transaction, all or nothing. A later end is an extension, decided as one. What a move rests on is weighed
 * afresh, as for an acceptance: the person can come, the funder's latest decision covers it, the bed fits. The stay that a
 * booking goes on from ends on its first day; the end of such a stay is not moved alone, but with the booking.
 */
export const makeChangeDates =
  (deps: ChangeDatesDeps) =>
  async (tx: Tx, scope: Scope, command: ChangeDates): Promise<Outcome<Changed, ChangeDatesRefusal>> => {
    const { placementId, expectedVersion, arrivesOn, departsOn } = command;
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return refuse({ code: 'not-found' });
    if (placement.version !== expectedVersion) {
      return refuse(await stayChangedSince(deps.readStayStepsSince, tx, placement, expectedVersion));
    }
    const { today } = await deps.now(tx);
    const asked = { arrivesOn, departsOn };
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const step = weighStayDates(placement, asked, today, bedSinceOn);
    if (!step.ok) return step;
    if (step.value === 'moved') return moveBooking(deps, tx, placement, asked, command);
    const next = await deps.placements.readNext(tx, placementId);
    const onward = onwardObstacle(placement, next, departsOn);
    if (onward !== null) return refuse(onward);
    const planned: Planned =
      step.value === 'shortened'
        ? await planShortening(deps, tx, placement, asked, command)
        : await planExtension(deps, tx, placement, command);
    if (!planned.ok) return planned;
    return carryOut(deps, tx, placement.partnershipId, [planned.value], planned.value);
  };
