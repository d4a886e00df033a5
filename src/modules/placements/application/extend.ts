import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { isClaimable } from '../../capacity/contract/availability.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import { costByYear, shareAmongPayers, type BudgetRefusal } from '../../funding/contract/funding.js';
import { placementChangedV1 } from '../contract/events.js';
import { atAgreedRate } from '../domain/provider-move.js';
import type { Placement } from '../domain/placement.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import type { DatesObstacle, StayExceedsFunding } from '../domain/weigh-offer.js';
import {
  coverWhole,
  readIn,
  recordStep,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import { coverOfStay, type CoverOfStayDeps } from './cover-of-stay.js';
import { carryOut, type DatesPlan } from './dates-plan.js';
import { onwardObstacle, type OnwardBookingStands } from '../domain/linked-stays.js';

/** What making a stay longer needs. */
export interface ExtendDeps extends ChangePlacementDeps, CheckFitDeps, CoverOfStayDeps {
  readonly placements: ChangePlacementDeps['placements'];
  readonly newId: IdSource;
}

/** As for any step; or what stands in the way of the nights, their money, or the funder's yes to them. */
export type ExtendRefusal =
  | ChangeRefusal
  | LedgerRefusal
  | FundingUsedUp
  | BudgetRefusal
  | StayExceedsFunding
  | PlaceDoesNotFit
  | OnwardBookingStands
  | Extract<DatesObstacle, { code: 'dates-not-a-stay' }>
  | { readonly code: 'not-later-than-now'; readonly departsOn: IsoDate };

/** Why a stay is made longer, to which day and by whom. */
export interface Extension {
  readonly departsOn: IsoDate;
  readonly reason: string;
  readonly memberId: string;
}

/** Weighs a later planned end, and plans it; asked of the same rules alone or with the booking the person goes on to. */
export const planExtension = async (
  deps: ExtendDeps,
  tx: Tx,
  placement: Placement,
  { departsOn, reason, memberId }: Extension,
): Promise<Outcome<DatesPlan<ExtendRefusal>, ExtendRefusal>> => {
  const { placementId, bedId, clientId, partnershipId, stay } = placement;
  const was = stay.departsOn;
  if (departsOn <= was) return refuse({ code: 'not-later-than-now', departsOn: was });
  const whole = { arrivesOn: stay.arrivesOn, departsOn };
  if (!isClaimable(whole)) return refuse({ code: 'dates-not-a-stay' });
  const { cover } = await coverOfStay(deps, tx, placement, whole);
  if (!cover.ok) return cover;
  const { fundingDecisionId } = cover.value;
  // Nights before somebody was moved were slept elsewhere: who shared this room then is not asked.
  const bedSinceOn = await deps.placements.readBedSince(tx, placement);
  const rulesOn = await deps.placements.readProjectSince(tx, placement);
  const fits = await checkFit(deps, tx, placement, { arrivesOn: bedSinceOn, departsOn }, rulesOn);
  if (!fits.ok) return fits;
  const { referral, unit } = fits.value;
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const { weeklyRatePence } = atAgreedRate(cover.value, agreedPence);
  // Others than before may pay for the weeks that are added.
  const shares = shareAmongPayers(
    cover.value,
    costByYear(weeklyRatePence, { arrivesOn: was, departsOn }).parts,
  );
  const extensionId = deps.newId();
  return done({
    async changeRow() {
      const extended = await deps.placements.extend(
        tx,
        { ...placement, departsOn: was },
        { extensionId, departsOn, reason, madeBy: memberId, fundingDecisionId },
      );
      return extended ? done(true) : refuse({ code: 'changed-since-you-read-it' });
    },
    moveNights: () =>
      deps.ledger.moveDeparture(tx, {
        ...{ claimId: placementId, bedId, clientId, sex: referral.sex, kind: 'stay' },
        ...{ stay, newDepartsOn: departsOn, bedVersion: unit.version },
      }),
    moveApproved: () => coverWhole(deps, tx, placement, whole, fundingDecisionId),
    money: { claimIds: [], shares },
    freeMoney: async () => undefined,
    async holdMoney() {
      const held = await deps.budgets.hold(tx, { claimId: extensionId, partnershipId, shares });
      if (held.ok) await deps.budgets.post(tx, extensionId);
      return held;
    },
    record: () =>
      recordStep(
        deps,
        tx,
        placement,
        'placements.stay-extended',
        { state: 'admitted', departsOn, nights: nightsBetween(was, departsOn) },
        placementChangedV1,
      ),
  });
};

/**
 * The person stays longer in the same bed. The funder's latest decision must cover the whole stay: a provider
 * cannot spend what nobody approved. The bed must fit for all the nights in it, as it would for an offer of them. The
 * nights after must be free, and the money there. Who goes on to another provider stays to that day at most.
 */
export const makeExtend =
  (deps: ExtendDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly departsOn: IsoDate; readonly reason: string },
  ): Promise<Outcome<Changed, ExtendRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'admitted');
    if (!read.ok) return read;
    const placement = read.value;
    const next = await deps.placements.readNext(tx, placement.placementId);
    const onward = onwardObstacle(placement, next, command.departsOn);
    if (onward !== null) return refuse(onward);
    const planned = await planExtension(deps, tx, placement, command);
    if (!planned.ok) return planned;
    return carryOut(deps, tx, placement.partnershipId, [planned.value], planned.value);
  };
