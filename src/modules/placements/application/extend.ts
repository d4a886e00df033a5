import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { isClaimable } from '../../capacity/contract/availability.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import {
  costByYear,
  shareAmongPayers,
  type BudgetRefusal,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import { placementChangedV1 } from '../contract/events.js';
import { atAgreedRate } from '../domain/provider-move.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import { coverOf, type DatesObstacle, type StayExceedsFunding } from '../domain/weigh-offer.js';
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

/** What making a stay longer needs. */
export interface ExtendDeps extends ChangePlacementDeps, CheckFitDeps {
  readonly readLatestDecisions: ReadLatestDecisions;
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
  | Extract<DatesObstacle, { code: 'dates-not-a-stay' }>
  | { readonly code: 'not-later-than-now'; readonly departsOn: IsoDate };

/**
 * The person stays longer in the same bed. The funder's latest decision must cover the whole stay: a provider
 * cannot spend what nobody approved. The bed must fit for all the nights in it, as it would for an offer of them. The
 * nights after must be free, and the money there.
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
    const was = placement.stay.departsOn;
    const { departsOn, reason, memberId } = command;
    if (departsOn <= was) return refuse({ code: 'not-later-than-now', departsOn: was });
    const whole = { arrivesOn: placement.stay.arrivesOn, departsOn };
    if (!isClaimable(whole)) return refuse({ code: 'dates-not-a-stay' });
    const decisions = await deps.readLatestDecisions(tx, [placement.referralId]);
    const cover = coverOf(decisions.get(placement.referralId) ?? null, whole);
    if (!cover.ok) return cover;
    // Nights before somebody was moved were slept elsewhere: who shared this room then is not asked.
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const rulesOn = await deps.placements.readProjectSince(tx, placement);
    const fits = await checkFit(deps, tx, placement, { arrivesOn: bedSinceOn, departsOn }, rulesOn);
    if (!fits.ok) return fits;
    const { referral, unit } = fits.value;

    const extensionId = deps.newId();
    const extended = await deps.placements.extend(
      tx,
      { ...placement, departsOn: was },
      {
        extensionId,
        departsOn,
        reason,
        madeBy: memberId,
        fundingDecisionId: cover.value.fundingDecisionId,
      },
    );
    if (!extended) return refuse({ code: 'changed-since-you-read-it' });
    const moved = await deps.ledger.moveDeparture(tx, {
      claimId: placement.placementId,
      bedId: placement.bedId,
      clientId: placement.clientId,
      sex: referral.sex,
      kind: 'stay',
      stay: placement.stay,
      newDepartsOn: departsOn,
      bedVersion: unit.version,
    });
    if (!moved.ok) return moved;
    const covered = await coverWhole(deps, tx, placement, whole, cover.value.fundingDecisionId);
    if (!covered.ok) return covered;
    const agreedPence = await deps.placements.readAgreedRate(tx, placement.placementId);
    const { weeklyRatePence } = atAgreedRate(cover.value, agreedPence);
    const held = await deps.budgets.hold(tx, {
      claimId: extensionId,
      partnershipId: placement.partnershipId,
      // Others than before may pay for the weeks that are added.
      shares: shareAmongPayers(cover.value, costByYear(weeklyRatePence, { arrivesOn: was, departsOn }).parts),
    });
    if (!held.ok) return held;
    await deps.budgets.post(tx, extensionId);
    return recordStep(
      deps,
      tx,
      placement,
      'placements.stay-extended',
      { state: 'admitted', departsOn, nights: nightsBetween(was, departsOn) },
      placementChangedV1,
    );
  };
