import type { Scope } from '../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { addWorkingHours } from '../../../kernel/working-time.js';
import {
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
} from '../../capacity/contract/availability.js';
import { evaluate, type Check } from '../../eligibility/contract.js';
import { costByYear, isLive, type FundingDecision } from '../../funding/contract/funding.js';
import { missingGates, type MissingGate } from '../../matching/contract.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { MakeOfferDeps } from './make-offer.js';

export type PreviewOfferDeps = Pick<
  MakeOfferDeps,
  | 'readReferral'
  | 'readLatestDecisions'
  | 'readRoomMix'
  | 'now'
  | 'answerHours'
  | 'workingCalendar'
  | 'workingHours'
> & { readonly readCalendars: ReadCalendars };

/** What an offer would rest on if it were made now. Nothing is held by looking. */
export interface OfferPreview {
  readonly referral: ReferralFacts;
  readonly unit: BedUnit;
  readonly checks: readonly Check[];
  readonly missing: readonly MissingGate[];
  /** Null when nothing is approved that an offer may rest on today. */
  readonly funding: FundingDecision | null;
  /** Null where no price is known. */
  readonly cost: ReturnType<typeof costByYear> | null;
  /** First night on which the bed is not free; null when it is free for the whole stay. */
  readonly firstClashOn: IsoDate | null;
  readonly answerDueAt: Date;
}

/**
 * Asks everything that making the offer would ask, of the same evaluator on facts of this moment. Null outside
 * scope or for an unknown bed. The stay must not begin before today.
 */
export const makePreviewOffer =
  (deps: PreviewOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { referralId, bedId, stay }: { readonly referralId: string; readonly bedId: string; readonly stay: Stay },
  ): Promise<OfferPreview | null> => {
    const referral = await deps.readReferral(tx, scope, referralId);
    const withTurnaround = { ...stay, departsOn: addNights(stay.departsOn, longestTurnaroundNights) };
    const calendar = (await deps.readCalendars(tx, { bedId }, withTurnaround))[0];
    if (referral === null || calendar === undefined) return null;
    const { at, today } = await deps.now(tx);
    const { unit } = calendar;
    const decision = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
    const funding = isLive(decision, today) ? decision : null;
    const mix = unit.roomId === null ? [] : await deps.readRoomMix(tx, stay, unit.roomId);
    const neededUntil = addNights(stay.departsOn, unit.turnaroundNights);
    const clash = calendar.runs.find(({ state, fromOn }) => state !== 'free' && fromOn < neededUntil);
    return {
      referral,
      unit,
      checks: evaluate(referral, unit, stay, mix),
      missing: missingGates(referral, decision, today),
      funding,
      cost: funding === null ? null : costByYear(funding.weeklyRatePence, stay),
      firstClashOn: clash === undefined ? null : maxDate(clash.fromOn, stay.arrivesOn),
      answerDueAt: addWorkingHours(
        deps.workingCalendar,
        at,
        deps.answerHours[referral.urgencyBand],
        deps.workingHours,
      ),
    };
  };
