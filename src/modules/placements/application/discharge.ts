import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { RecordDeath } from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import { isEnding, type EndReason } from '../domain/placement.js';
import {
  giveBackNights,
  readIn,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';

/** What recording a leaving needs. */
export interface DischargeDeps extends ChangePlacementDeps {
  readonly recordDeath: RecordDeath;
}

/** As for any step; or a day that is not one on which the person can have left, or an ending nobody plans. */
export type EndRefusal =
  | ChangeRefusal
  | { readonly code: 'death-is-not-planned' }
  | { readonly code: 'ending-contradicts-reason'; readonly kind: 'planned' | 'unplanned' }
  | { readonly code: 'end-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'end-before-bed-changed'; readonly bedSinceOn: IsoDate }
  | { readonly code: 'end-outside-stay'; readonly admittedOn: IsoDate; readonly departsOn: IsoDate };

/**
 * The person has left, as planned or not. The nights left of the stay are free at once, and so is what they would
 * have cost: in the budget and the financial year that paid for each. Of somebody who died it is recorded that they did,
 * and their referral is closed, in the same transaction.
 */
export const makeDischarge =
  (deps: DischargeDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly endedOn: IsoDate;
      readonly kind: 'planned' | 'unplanned';
      readonly reason: EndReason;
    },
  ): Promise<Outcome<Changed, EndRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'admitted');
    if (!read.ok) return read;
    const placement = read.value;
    const { today } = await deps.now(tx);
    const { endedOn, kind, reason } = command;
    if (endedOn > today) return refuse({ code: 'end-in-the-future', today });
    const admittedOn = placement.admittedOn ?? placement.stay.arrivesOn;
    const { departsOn } = placement.stay;
    if (endedOn < admittedOn || endedOn > departsOn) {
      return refuse({ code: 'end-outside-stay', admittedOn, departsOn });
    }
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    if (endedOn < bedSinceOn) return refuse({ code: 'end-before-bed-changed', bedSinceOn });
    if (reason === 'died' && kind === 'planned') return refuse({ code: 'death-is-not-planned' });
    if (!isEnding(kind, reason)) return refuse({ code: 'ending-contradicts-reason', kind });
    // Before the placement: the person and the referral come first in the order of locks.
    if (reason === 'died') await deps.recordDeath(tx, placement.referralId, command.memberId);
    if (!(await deps.placements.end(tx, placement, { endedOn, kind, reason }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.moveDeparture(tx, {
      claimId: placement.placementId,
      bedId: placement.bedId,
      clientId: placement.clientId,
      // Nobody enters a room here, so it is not asked whose it is.
      sex: 'not_known',
      kind: 'stay',
      stay: placement.stay,
      newDepartsOn: endedOn,
    });
    const slept = endedOn > admittedOn ? { arrivesOn: admittedOn, departsOn: endedOn } : null;
    await giveBackNights(deps, tx, placement, slept);
    await releaseUnslept(deps, tx, placement, slept);
    return recordStep(
      deps,
      tx,
      placement,
      'placements.person-discharged',
      { state: 'ended', endedOn, kind, reason },
      placementChangedV1,
    );
  };
