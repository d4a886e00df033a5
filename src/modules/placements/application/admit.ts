import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { placementStartedV1 } from '../contract/events.js';
import {
  readIn,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';

/** As for any step; or a day that is not one on which the person can have arrived. */
export type AdmitRefusal =
  | ChangeRefusal
  | { readonly code: 'admission-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'admission-outside-booking'; readonly arrivesOn: IsoDate; readonly departsOn: IsoDate };

/**
 * The person has arrived, today or earlier, on a day of the booking. The money held is spent; the nights before a late
 * arrival are free again, and so is what they would have cost.
 */
export const makeAdmit =
  (deps: ChangePlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly admittedOn: IsoDate },
  ): Promise<Outcome<Changed, AdmitRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'booked');
    if (!read.ok) return read;
    const placement = read.value;
    const { today } = await deps.now(tx);
    const { admittedOn } = command;
    if (admittedOn > today) return refuse({ code: 'admission-in-the-future', today });
    const { arrivesOn, departsOn } = placement.stay;
    if (admittedOn < arrivesOn || admittedOn >= departsOn) {
      return refuse({ code: 'admission-outside-booking', arrivesOn, departsOn });
    }
    if (!(await deps.placements.admit(tx, placement, admittedOn))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.releaseBefore(tx, placement.placementId, admittedOn);
    await deps.budgets.post(tx, placement.offerId);
    await releaseUnslept(deps, tx, placement, { arrivesOn: admittedOn, departsOn });
    return recordStep(
      deps,
      tx,
      placement,
      'placements.person-admitted',
      { state: 'admitted', admittedOn },
      placementStartedV1,
    );
  };
