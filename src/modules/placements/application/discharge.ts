import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import type { RecordDeath, TakeClient } from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import { isEnding, type EndReason, type Placement } from '../domain/placement.js';
import {
  giveBackNights,
  readIn,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangeRefusal,
} from './change-placement.js';
import type { EndOpenMove } from './end-open-move.js';
import { planOnwardWaits, type OnwardWaitsDeps } from './onward-waits.js';
import { settleOverstay, type Overstay, type SettleOverstayDeps } from './settle-overstay.js';

/** What recording a leaving needs. */
export interface DischargeDeps extends SettleOverstayDeps, OnwardWaitsDeps {
  readonly newId: SettleOverstayDeps['newId'];
  readonly recordDeath: RecordDeath;
  readonly takeClient: TakeClient;
  readonly endOpenMove: EndOpenMove;
}

/** As for any step; or a day that is not one on which the person can have left, or an ending nobody plans. */
export type EndRefusal =
  | ChangeRefusal
  | { readonly code: 'death-is-not-planned' }
  | { readonly code: 'ending-contradicts-reason'; readonly kind: 'planned' | 'unplanned' }
  | { readonly code: 'end-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'end-before-bed-changed'; readonly bedSinceOn: IsoDate }
  | { readonly code: 'end-before-arrival'; readonly admittedOn: IsoDate };

/** A stay after its end; `overstay` is null where the person left by the planned day. */
export type Discharged = Changed & { overstay: Overstay | null };

const recordLeaving = async (
  deps: DischargeDeps,
  tx: Tx,
  placement: Placement,
  after: Plain,
  overstay: Overstay | null,
): Promise<Outcome<Discharged, never>> => {
  const action = 'placements.person-discharged';
  const recorded = await recordStep(deps, tx, placement, action, after, placementChangedV1);
  return recorded.ok ? done({ ...recorded.value, overstay }) : recorded;
};

/**
 * The person has left, as planned or not. The nights left of the stay are free at once, and so is what they would
 * have cost: in the budget and the financial year that paid for each. Nights past the planned day are recorded as
 * they were slept, paid as far as they are approved; a booking they were to go on to begins no earlier than they
 * left. A move to another provider that waits for its answer ends with the stay. Of somebody who died it is recorded
 * that they did, their referral is closed, and what was booked for them elsewhere is let go, in the same transaction.
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
  ): Promise<Outcome<Discharged, EndRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'admitted');
    if (!read.ok) return read;
    const placement = read.value;
    const { today } = await deps.now(tx);
    const { endedOn, kind, reason } = command;
    if (endedOn > today) return refuse({ code: 'end-in-the-future', today });
    const admittedOn = placement.admittedOn ?? placement.stay.arrivesOn;
    if (endedOn < admittedOn) return refuse({ code: 'end-before-arrival', admittedOn });
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    if (endedOn < bedSinceOn) return refuse({ code: 'end-before-bed-changed', bedSinceOn });
    if (reason === 'died' && kind === 'planned') return refuse({ code: 'death-is-not-planned' });
    if (!isEnding(kind, reason)) return refuse({ code: 'ending-contradicts-reason', kind });
    // Before the placement: the person and the referral come first in the order of locks.
    // A move to another provider is proposed and accepted under the same row: it ends with the stay, or finds it ended.
    await deps.takeClient(tx, { kind: 'national' }, placement.referralId);
    await deps.endOpenMove(tx, placement.placementId, command.memberId);
    if (reason === 'died') await deps.recordDeath(tx, placement.referralId, command.memberId);
    if (!(await deps.placements.end(tx, placement, { endedOn, kind, reason }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    if (endedOn > placement.stay.departsOn) {
      const { memberId } = command;
      const onward = await planOnwardWaits(deps, tx, placement.placementId, { leftOn: endedOn, memberId });
      const settled = await settleOverstay(deps, tx, placement, command, onward);
      if (!settled.ok) return settled;
      const { nightsToOn, readyToOn, ...overstay } = settled.value;
      const after = { state: 'ended', endedOn, kind, reason, nightsToOn, readyToOn, overstay };
      return recordLeaving(deps, tx, placement, after, overstay);
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
    return recordLeaving(deps, tx, placement, { state: 'ended', endedOn, kind, reason }, null);
  };
