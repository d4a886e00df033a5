import type { IsoDate } from '../../../kernel/iso-date.js';
import { pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  costByYear,
  shareAmongPayers,
  type PayerYearShare,
  type ReadStayDecisions,
} from '../../funding/contract/funding.js';
import { placementChangedV1 } from '../contract/events.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import {
  giveBackNights,
  recordStep,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';
import type { DatesPlan } from './dates-plan.js';
import type { PreviewDatesDeps, StayMoney } from './preview-dates.js';

/** What letting go of the first nights of an onward booking needs. */
export interface OnwardWaitsDeps extends ChangePlacementDeps {
  readonly readStayDecisions: ReadStayDecisions;
  readonly readStayMoney: PreviewDatesDeps['readStayMoney'];
  readonly newId: IdSource;
}

const reason = 'They were still where they go on from; recorded with the leaving there';

/** A booking that the leaving before it has gone past: nobody came, since they were where they were. */
const planNeverStarted = (
  deps: OnwardWaitsDeps,
  tx: Tx,
  next: Placement,
  heldClaim: string,
): DatesPlan<ChangeRefusal> => ({
  changeRow: async () =>
    (await deps.placements.neverStarted(tx, next, 'placed_elsewhere'))
      ? done(true)
      : refuse({ code: 'changed-since-you-read-it' }),
  async moveNights() {
    await deps.ledger.release(tx, next.placementId);
    return done(true);
  },
  async moveApproved() {
    await giveBackNights(deps, tx, next, null);
    return done(true);
  },
  money: { claimIds: [heldClaim], shares: [] },
  freeMoney: () => deps.budgets.void(tx, heldClaim),
  holdMoney: async () => done(true),
  record: () =>
    recordStep(
      deps,
      tx,
      next,
      'placements.never-started',
      { state: 'never_started', reason: 'placed_elsewhere' },
      placementChangedV1,
      reason,
    ),
});

/** A year's part of fewer nights can round up by a penny, which a budget may not have: what was held for it does. */
const atMostHeld = (
  shares: readonly PayerYearShare[],
  held: readonly Pick<StayMoney, 'payer' | 'year' | 'heldPence'>[],
): readonly PayerYearShare[] =>
  shares.map((share) => {
    const was = held.find(({ payer, year }) => payer === share.payer && year === share.year);
    return { ...share, pence: pence(Math.min(share.pence, was?.heldPence ?? 0)) };
  });

/**
 * What becomes of the booking somebody goes on to, when they left later than it began: it begins on the day they left, and its
 * nights before are free with their money, since they were slept where they were; past its end it never began. Null where it
 * begins no earlier. A leaving is a fact: nothing of the new days is weighed.
 */
export const planOnwardWaits = async (
  deps: OnwardWaitsDeps,
  tx: Tx,
  placementId: string,
  { leftOn, memberId }: { readonly leftOn: IsoDate; readonly memberId: string },
): Promise<DatesPlan<ChangeRefusal> | null> => {
  const next = await deps.placements.readNext(tx, placementId);
  if (next?.state !== 'booked' || next.stay.arrivesOn >= leftOn) return null;
  const heldClaim = await deps.placements.readHeldClaim(tx, next);
  if (leftOn >= next.stay.departsOn) return planNeverStarted(deps, tx, next, heldClaim);
  const stay = { ...next.stay, arrivesOn: leftOn };
  const { bedId, projectId, providerId, route, fundingDecisionId, partnershipId } = next;
  const { restsOn } = await deps.readStayDecisions(tx, next);
  const agreedPence = await deps.placements.readAgreedRate(tx, next.placementId);
  const { weeklyRatePence } = atAgreedRate(restsOn, agreedPence);
  const held = (await deps.readStayMoney(tx, next.placementId)).filter(
    ({ claimId }) => claimId === heldClaim,
  );
  const shares = atMostHeld(shareAmongPayers(restsOn, costByYear(weeklyRatePence, stay).parts), held);
  const changeId = deps.newId();
  const hold = async (): Promise<Outcome<true, ChangeRefusal>> => {
    const kept = await deps.budgets.hold(tx, { claimId: changeId, partnershipId, shares });
    // No more than was held a moment ago, in budgets that are taken.
    return kept.ok ? done(true) : refuse({ code: 'changed-since-you-read-it' });
  };
  return {
    async changeRow() {
      const changed = await deps.placements.change(tx, next, {
        ...{ changeId, changesOn: leftOn, bed: { bedId, projectId, providerId }, stay, route },
        ...{ fundingDecisionId, holds: stay, reason, madeBy: memberId },
      });
      return changed === 'changed' ? done(true) : refuse({ code: 'changed-since-you-read-it' });
    },
    async moveNights() {
      await deps.ledger.releaseBefore(tx, next.placementId, leftOn);
      return done(true);
    },
    async moveApproved() {
      await giveBackNights(deps, tx, next, stay);
      return done(true);
    },
    money: { claimIds: [heldClaim], shares },
    freeMoney: () => deps.budgets.void(tx, heldClaim),
    holdMoney: hold,
    record: () =>
      recordStep(
        deps,
        tx,
        next,
        'placements.booking-moved',
        { state: 'booked', ...stay, nights: nightCount(stay) },
        placementChangedV1,
        reason,
      ),
  };
};
