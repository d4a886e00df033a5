import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LapseAssessments, RecordDeath } from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import type { NeverStartedReason, Placement } from '../domain/placement.js';
import {
  readIn,
  recordStep,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';

/** What recording that somebody never came needs. */
export interface RecordNeverStartedDeps extends ChangePlacementDeps {
  readonly recordDeath: RecordDeath;
  readonly lapseAssessments: LapseAssessments;
}

/**
 * Ends a booking that has not begun, at the version it was read: bed and money are free, and whoever waits for it is told.
 * False when it has moved on.
 */
export const endBooking = async (
  deps: Omit<ChangePlacementDeps, 'now'>,
  tx: Tx,
  placement: Placement,
  reason: NeverStartedReason,
): Promise<boolean> => {
  const { placementId, fundingDecisionId, stay } = placement;
  if (!(await deps.placements.neverStarted(tx, placement, reason))) return false;
  await deps.ledger.release(tx, placementId);
  await deps.approvedNights.giveBack(tx, { fundingDecisionId, nights: nightCount(stay) });
  await deps.budgets.void(tx, await deps.placements.readHeldClaim(tx, placement));
  await recordStep(
    deps,
    tx,
    placement,
    'placements.never-started',
    { state: 'never_started', reason },
    placementChangedV1,
  );
  return true;
};

/**
 * The booked person never came, with the reason. Bed and money are free. Refused once they have arrived. The referral
 * follows in the same transaction, so that nobody is offered a bed in between: closed for somebody who died, waiting for
 * a new assessment after a relapse, waiting again after any other reason.
 */
export const makeRecordNeverStarted =
  (deps: RecordNeverStartedDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly reason: NeverStartedReason },
  ): Promise<Outcome<Changed, ChangeRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'booked');
    if (!read.ok) return read;
    const { referralId } = read.value;
    // Before the placement: the person and the referral come first in the order of locks.
    if (command.reason === 'died') {
      await deps.recordDeath(tx, referralId, command.memberId, command.placementId);
    }
    if (command.reason === 'relapse_or_unstable') await deps.lapseAssessments(tx, referralId);
    return (await endBooking(deps, tx, read.value, command.reason))
      ? done({ placementId: command.placementId, version: read.value.version + 1 })
      : refuse({ code: 'changed-since-you-read-it' });
  };
