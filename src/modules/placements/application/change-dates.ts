import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import {
  costByYear,
  shareAmongPayers,
  type BudgetRefusal,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import { placementChangedV1 } from '../contract/events.js';
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
import { coverOf, type StayExceedsFunding } from '../domain/weigh-offer.js';
import {
  coverWhole,
  giveBackNights,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import type { makeExtend } from './extend.js';
import type { StayChange } from './ports.js';

/** What changing the days of a booking or a stay needs. */
export interface ChangeDatesDeps extends ChangePlacementDeps, CheckFitDeps {
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readFundingNotice: ReadFundingNotice;
  readonly extend: ReturnType<typeof makeExtend>;
  readonly newId: IdSource;
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

/** Held for other nights: what was held before is free again in the same transaction, so that it can pay for these. */
const moveBooking = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  placement: Placement,
  asked: Stay,
  moving: Moving,
): Promise<Outcome<Changed, ChangeDatesRefusal>> => {
  const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  const cannotCome = personObstacle(referral, asked);
  if (cannotCome !== null) return refuse(cannotCome);
  const decisions = await deps.readLatestDecisions(tx, [placement.referralId]);
  const cover = coverOf(decisions.get(placement.referralId) ?? null, asked);
  if (!cover.ok) return cover;
  const fits = await checkFit(deps, tx, placement, asked);
  if (!fits.ok) return fits;

  const { placementId, bedId, clientId } = placement;
  const { fundingDecisionId, route } = cover.value;
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const { weeklyRatePence } = atAgreedRate(cover.value, agreedPence);
  const changeId = deps.newId();
  const heldClaim = await deps.placements.readHeldClaim(tx, placement);
  const changed = await deps.placements.change(tx, placement, {
    ...toChange(placement, changeId, asked, asked.arrivesOn, moving),
    route,
    fundingDecisionId,
    holds: asked,
  });
  if (changed !== 'changed') return refuse({ code: 'changed-since-you-read-it' });
  const reassigned = await deps.ledger.reassign(tx, {
    ...{ claimId: placementId, bedId, clientId, sex: referral.sex, kind: 'stay', stay: asked },
    bedVersion: fits.value.unit.version,
    fromBedId: bedId,
    fromOn: [asked.arrivesOn, placement.stay.arrivesOn].reduce((a, b) => (a < b ? a : b)),
  });
  if (!reassigned.ok) return reassigned;
  // A notice stands on the decision it was given on: on another one the provider would not be told of it.
  const was = placement.fundingDecisionId;
  const noticeOn = fundingDecisionId === was ? null : await deps.readFundingNotice(tx, was);
  if (noticeOn !== null) return refuse({ code: 'funding-under-notice', noticeOn });
  const covered = await coverWhole(deps, tx, placement, asked, fundingDecisionId);
  if (!covered.ok) return covered;
  const { partnershipId } = placement;
  const shares = shareAmongPayers(cover.value, costByYear(weeklyRatePence, asked).parts);
  // Back over 1 April the years held now come after those asked for.
  await deps.budgets.take(tx, { claimIds: [heldClaim], partnershipId, shares });
  await deps.budgets.void(tx, heldClaim);
  const held = await deps.budgets.hold(tx, { claimId: changeId, partnershipId, shares });
  if (!held.ok) return held;
  return recordStep(
    deps,
    tx,
    placement,
    'placements.booking-moved',
    { state: 'booked', ...asked, nights: nightCount(asked) },
    placementChangedV1,
    moving.reason,
  );
};

/** Nights after the earlier end are free at once, and so is what they would have cost. */
const shortenStay = async (
  deps: ChangeDatesDeps,
  tx: Tx,
  placement: Placement,
  asked: Stay,
  moving: Moving,
): Promise<Outcome<Changed, ChangeDatesRefusal>> => {
  const changed = await deps.placements.change(
    tx,
    placement,
    toChange(placement, deps.newId(), asked, asked.departsOn, moving),
  );
  if (changed !== 'changed') return refuse({ code: 'changed-since-you-read-it' });
  const { placementId: claimId, bedId, clientId, stay } = placement;
  const moved = await deps.ledger.moveDeparture(tx, {
    // Nobody enters a room here, so it is not asked whose it is.
    ...{ claimId, bedId, clientId, sex: 'not_known', kind: 'stay', stay, newDepartsOn: asked.departsOn },
  });
  if (!moved.ok) return moved;
  await giveBackNights(deps, tx, placement, asked);
  await releaseUnslept(deps, tx, placement, asked);
  return recordStep(
    deps,
    tx,
    placement,
    'placements.stay-shortened',
    { state: 'admitted', departsOn: asked.departsOn },
    placementChangedV1,
    moving.reason,
  );
};

/**
 * A booking moves to other days, or the planned end of a stay moves earlier or later: nights, those approved and their
 * money in one transaction, all or nothing. A later end is an extension, decided as one. What a move rests on is weighed
 * afresh, as for an acceptance: the person can come, the funder's latest decision covers it, the bed fits.
 */
export const makeChangeDates =
  (deps: ChangeDatesDeps) =>
  async (tx: Tx, scope: Scope, command: ChangeDates): Promise<Outcome<Changed, ChangeDatesRefusal>> => {
    const { placementId, expectedVersion, arrivesOn, departsOn } = command;
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return refuse({ code: 'not-found' });
    if (placement.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const { today } = await deps.now(tx);
    const asked = { arrivesOn, departsOn };
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const step = weighStayDates(placement, asked, today, bedSinceOn);
    if (!step.ok) return step;
    switch (step.value) {
      case 'moved':
        return moveBooking(deps, tx, placement, asked, command);
      case 'shortened':
        return shortenStay(deps, tx, placement, asked, command);
      case 'extended':
        return deps.extend(tx, scope, command);
    }
  };
