import type { IsoDate } from '../../../kernel/iso-date.js';
import { isLive, type FundingDecision } from '../../funding/contract/funding.js';
import { whoActsOn, type FundingAsked } from '../../funding/contract/requests.js';
import { assessmentStanding, type ReferralFacts } from '../../referrals/contract/facts.js';

/** What a person must have passed before a place can be offered. */
export type Gate = 'assessment' | 'funding' | 'detox';

/** What is missing before a person can be placed, and whose move it is. */
export type MissingGate = {
  readonly gate: Gate;
  readonly why:
    | 'never-held'
    | 'not-suitable-or-expired'
    | 'assessment-booked'
    | 'assessment-result-missing'
    | 'assessment-not-attended'
    | MedicalGap
    | 'not-decided'
    | 'not-requested'
    | 'requested'
    | 'listed'
    | 'deferred'
    | 'answered'
    | 'proposed'
    | 'declined'
    | 'expired'
    | 'revoked'
    | 'not-booked';
  readonly whoActs: 'coordinator' | 'approver';
  /** The day an assessment is, or was, booked for; absent where none is. */
  readonly on?: IsoDate;
};

/** How a medical assessment that is asked for is missing. */
export type MedicalGap =
  | 'medical-not-booked'
  | 'medical-booked'
  | 'medical-result-missing'
  | 'medical-not-attended'
  | 'medical-run-out';

const assessmentGate = (referral: ReferralFacts, on: IsoDate): MissingGate | null => {
  const { assessedUntil } = referral;
  if (assessedUntil !== null && assessedUntil >= on) return null;
  const missing = { gate: 'assessment', whoActs: 'coordinator' } as const;
  const standing = assessmentStanding('partnership', referral, on);
  if ('on' in standing) return { ...missing, why: `assessment-${standing.state}`, on: standing.on };
  return { ...missing, why: assessedUntil === null ? 'never-held' : 'not-suitable-or-expired' };
};

/**
 * The medical assessment where it is asked for and no valid one is there, whether a place waits for it or not; null otherwise.
 * Whether it holds a place up is `medical.mustPrecedePlace` of the facts.
 */
export const missingMedical = (
  referral: ReferralFacts,
  on: IsoDate,
): { readonly why: MedicalGap; readonly on?: IsoDate } | null => {
  const { reasons, until } = referral.medical;
  if (reasons.length === 0 || (until !== null && until >= on)) return null;
  const standing = assessmentStanding('medical', referral, on);
  if ('on' in standing) return { why: `medical-${standing.state}`, on: standing.on };
  return { why: until === null ? 'medical-not-booked' : 'medical-run-out' };
};

const medicalGate = (referral: ReferralFacts, on: IsoDate): MissingGate | null => {
  const missing = referral.medical.mustPrecedePlace ? missingMedical(referral, on) : null;
  return missing === null ? null : { gate: 'assessment', whoActs: 'coordinator', ...missing };
};

const fundingGate = (
  decision: FundingDecision | null,
  request: FundingAsked | null | undefined,
  on: IsoDate,
): MissingGate | null => {
  // Typed, so that what is not live is not taken for nothing.
  const isPaid: boolean = isLive(decision, on);
  if (isPaid) return null;
  const gate = 'funding';
  if (request != null) {
    return { gate, why: request.standing.state, whoActs: whoActsOn(request.standing) };
  }
  // Where it is known that nobody has asked, asking comes first.
  const whoActs = request === null ? 'coordinator' : 'approver';
  if (decision === null) return { gate, why: request === null ? 'not-requested' : 'not-decided', whoActs };
  if (decision.decision === 'declined') return { gate, why: 'declined', whoActs };
  return { gate, why: decision.revoked === undefined ? 'expired' : 'revoked', whoActs };
};

const detoxGate = (referral: ReferralFacts): MissingGate | null =>
  referral.detoxNeed === 'before_entry' && referral.detox === null
    ? { gate: 'detox', why: 'not-booked', whoActs: 'coordinator' }
    : null;

/**
 * Derived from facts each time: ready to place when nothing is missing. `request` is the money asked for and not decided
 * yet, null when nobody has asked; left out where that was not looked up, since only the words depend on it.
 */
export const missingGates = (
  referral: ReferralFacts,
  funding: FundingDecision | null,
  on: IsoDate,
  request?: FundingAsked | null,
): readonly MissingGate[] =>
  [
    assessmentGate(referral, on),
    medicalGate(referral, on),
    fundingGate(funding, request, on),
    detoxGate(referral),
  ].filter((gate) => gate !== null);
