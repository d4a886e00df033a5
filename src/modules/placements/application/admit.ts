import type { Scope } from '../../../kernel/actor.js';
import { maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { PayerYearShare } from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type { TakeLivingClient } from '../../referrals/contract/facts.js';
import { placementChangedV1, placementStartedV1 } from '../contract/events.js';
import type { Placement } from '../domain/placement.js';
import { transferred } from '../domain/provider-move.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import {
  giveBackNights,
  readIn,
  recordStep,
  releaseUnslept,
  type Change,
  type Changed,
  type ChangeRefusal,
} from './change-placement.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import {
  approveOverstay,
  payOverstay,
  recordOverstayNights,
  type SettleOverstayDeps,
} from './settle-overstay.js';

/** What recording an arrival needs. */
export interface AdmitDeps extends SettleOverstayDeps, CheckFitDeps {
  readonly readFundingNotice: ReadFundingNotice;
  readonly takeLivingClient: TakeLivingClient;
}

/**
 * As for any step; or a day that is not one on which the person can have arrived, or a bed that fits no
 * longer, or in which somebody else is still recorded; or a person who is recorded as having died, or as living elsewhere.
 */
export type AdmitRefusal =
  | ChangeRefusal
  | PlaceDoesNotFit
  | { readonly code: 'bed-not-vacated'; readonly reference: string }
  | { readonly code: 'person-has-died' }
  | { readonly code: 'person-lives-elsewhere'; readonly sinceOn: IsoDate }
  | { readonly code: 'funding-under-notice'; readonly noticeOn: IsoDate }
  | { readonly code: 'admission-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'admission-outside-booking'; readonly arrivesOn: IsoDate; readonly departsOn: IsoDate };

const bedNotVacated = async (
  { placements, readReferral }: AdmitDeps,
  tx: Tx,
  placement: Placement,
): Promise<Extract<AdmitRefusal, { readonly code: 'bed-not-vacated' }>> => {
  const there = await placements.findStillThere(tx, placement);
  const other = there === null ? null : await readReferral(tx, { kind: 'national' }, there.referralId);
  return { code: 'bed-not-vacated', reference: other?.reference ?? '' };
};

const transferredAction = 'placements.person-transferred';

const livesElsewhere = async (
  { placements }: AdmitDeps,
  tx: Tx,
  placement: Placement,
): Promise<Extract<AdmitRefusal, { readonly code: 'person-lives-elsewhere' }> | null> => {
  const other = await placements.readOtherStay(tx, placement);
  return other === null ? null : { code: 'person-lives-elsewhere', sinceOn: other.sinceOn };
};

/** A stay that was left for another provider, and how it ended. */
interface Left {
  readonly placement: Placement;
  readonly after: {
    readonly state: 'ended';
    readonly endedOn: IsoDate;
    readonly kind: 'planned';
    readonly reason: string;
  };
}

/**
 * Who went on from another provider has left it, as planned: on the day their nights there ended, or on the day they came where
 * that is later, since who has not left has the bed. Gives the stay that was left, where it is to be
 * settled, and recorded with what came of that.
 */
const leavePrevious = async (
  deps: AdmitDeps,
  tx: Tx,
  { placementId }: Placement,
  admittedOn: IsoDate,
): Promise<Outcome<Left | null, Extract<AdmitRefusal, { readonly code: 'changed-since-you-read-it' }>>> => {
  const previous = await deps.placements.readPrevious(tx, placementId);
  if (previous?.state !== 'admitted') return done(null);
  const endedOn = maxDate(previous.stay.departsOn, admittedOn);
  const end = { endedOn, kind: 'planned', reason: transferred } as const;
  if (!(await deps.placements.end(tx, previous, end))) return refuse({ code: 'changed-since-you-read-it' });
  const after = { state: 'ended', ...end } as const;
  if (endedOn > previous.stay.departsOn) return done({ placement: previous, after });
  await recordStep(deps, tx, previous, transferredAction, after, placementChangedV1);
  return done(null);
};

/** What was held is spent but for nights before a late arrival; `shares` are those of a stay before, to be held in this step. */
const spendHeld = async (
  deps: AdmitDeps,
  tx: Tx,
  placement: Placement,
  slept: Stay,
  shares: readonly PayerYearShare[],
): Promise<void> => {
  const heldClaim = await deps.placements.readHeldClaim(tx, placement);
  const { partnershipId } = placement;
  if (shares.length > 0) await deps.budgets.take(tx, { claimIds: [heldClaim], partnershipId, shares });
  await deps.budgets.post(tx, heldClaim);
  await releaseUnslept(deps, tx, placement, slept, shares);
};

/**
 * The person has arrived, today or earlier, on a day of the booking. The money held is spent; the nights before a late
 * arrival are free again, and so is what they would have cost. Whether the bed fits is asked on the facts of the day: what
 * is not recorded turns nobody away. Where the funder gave notice, the provider says that they know of it. A stay at another
 * provider that this one goes on from ends with it.
 */
export const makeAdmit =
  (deps: AdmitDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly admittedOn: IsoDate;
      /** Whether the provider says that they know of the funder's notice, where one stands. */
      readonly knowsOfNotice?: boolean;
      /** Why it is recorded now, where it was recorded otherwise before. */
      readonly reason?: string;
    },
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
    const slept = { arrivesOn: admittedOn, departsOn };
    const fits = await checkFit(deps, tx, placement, slept);
    if (!fits.ok) return fits;
    // Before the placement: a death, and every other step that begins or ends a stay of theirs, takes the person's row.
    if (!(await deps.takeLivingClient(tx, placement.clientId))) return refuse({ code: 'person-has-died' });
    const left = await leavePrevious(deps, tx, placement, admittedOn);
    if (!left.ok) return left;
    const elsewhere = await livesElsewhere(deps, tx, placement);
    if (elsewhere !== null) return refuse(elsewhere);
    const admitted = await deps.placements.admit(tx, placement, admittedOn);
    if (admitted === 'bed-occupied') return refuse(await bedNotVacated(deps, tx, placement));
    if (admitted === 'lives-elsewhere') {
      return refuse((await livesElsewhere(deps, tx, placement)) ?? { code: 'changed-since-you-read-it' });
    }
    if (admitted === 'changed') return refuse({ code: 'changed-since-you-read-it' });
    await deps.ledger.releaseBefore(tx, placement.placementId, admittedOn);
    // The nights of the booking before the arrival are free by now: they were slept where the person was.
    const late =
      left.value === null ? null : await recordOverstayNights(deps, tx, left.value.placement, admittedOn);
    const noticeOn = await deps.readFundingNotice(tx, placement.fundingDecisionId);
    if (noticeOn !== null && command.knowsOfNotice !== true) {
      return refuse({ code: 'funding-under-notice', noticeOn });
    }
    await giveBackNights(deps, tx, placement, slept);
    const approved =
      left.value === null || late === null
        ? null
        : await approveOverstay(deps, tx, left.value.placement, late);
    if (approved !== null && !approved.ok) return approved;
    await spendHeld(deps, tx, placement, slept, approved?.value.shares ?? []);
    if (left.value !== null && approved !== null) {
      const { placement: previous, after } = left.value;
      const settled = await payOverstay(deps, tx, previous, approved.value, {
        ...{ endedOn: admittedOn, memberId: command.memberId },
      });
      if (!settled.ok) return settled;
      const { nightsToOn, readyToOn, ...overstay } = settled.value;
      const settledAs = { ...after, nightsToOn, readyToOn, overstay };
      await recordStep(deps, tx, previous, transferredAction, settledAs, placementChangedV1);
    }
    return recordStep(
      deps,
      tx,
      placement,
      'placements.person-admitted',
      { state: 'admitted', admittedOn, ...(noticeOn === null ? {} : { fundingNoticeOn: noticeOn }) },
      placementStartedV1,
      command.reason,
    );
  };
