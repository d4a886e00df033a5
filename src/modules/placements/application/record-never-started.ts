import type { Scope } from '../../../kernel/actor.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { placementChangedV1 } from '../contract/events.js';
import type { NeverStartedReason } from '../domain/placement.js';
import {
  readIn,
  recordStep,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';

/** The booked person never came, with the reason. Bed and money are free. Refused once they have arrived. */
export const makeRecordNeverStarted =
  (deps: ChangePlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly reason: NeverStartedReason },
  ): Promise<Outcome<Changed, ChangeRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'booked');
    if (!read.ok) return read;
    if (!(await deps.placements.neverStarted(tx, read.value, command.reason))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.release(tx, read.value.placementId);
    await deps.budgets.void(tx, read.value.offerId);
    return recordStep(
      deps,
      tx,
      read.value,
      'placements.never-started',
      { state: 'never_started', reason: command.reason },
      placementChangedV1,
    );
  };
