import type { IsoDate } from '../../../kernel/iso-date.js';
import { isLive, type FundingDecision } from '../../funding/contract/funding.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';

/** What a person must have passed before a place can be offered. */
export type Gate = 'assessment' | 'funding' | 'detox';

/** What is missing before a person can be placed, and whose move it is. */
export type MissingGate = {
  readonly gate: Gate;
  readonly why:
    'never-held' | 'not-suitable-or-expired' | 'not-decided' | 'declined' | 'expired' | 'not-booked';
  readonly whoActs: 'coordinator' | 'approver';
};

const assessmentGate = (referral: ReferralFacts, on: IsoDate): MissingGate | null => {
  if (referral.assessedUntil === null)
    return { gate: 'assessment', why: 'never-held', whoActs: 'coordinator' };
  return referral.assessedUntil < on
    ? { gate: 'assessment', why: 'not-suitable-or-expired', whoActs: 'coordinator' }
    : null;
};

const fundingGate = (decision: FundingDecision | null, on: IsoDate): MissingGate | null => {
  if (decision === null) return { gate: 'funding', why: 'not-decided', whoActs: 'approver' };
  if (decision.decision === 'declined') return { gate: 'funding', why: 'declined', whoActs: 'approver' };
  return isLive(decision, on) ? null : { gate: 'funding', why: 'expired', whoActs: 'approver' };
};

const detoxGate = (referral: ReferralFacts): MissingGate | null =>
  referral.detoxNeed === 'before_entry' && referral.detox === null
    ? { gate: 'detox', why: 'not-booked', whoActs: 'coordinator' }
    : null;

/** Derived from facts each time: ready to place when nothing is missing. */
export const missingGates = (
  referral: ReferralFacts,
  funding: FundingDecision | null,
  on: IsoDate,
): readonly MissingGate[] =>
  [assessmentGate(referral, on), fundingGate(funding, on), detoxGate(referral)].filter(
    (gate) => gate !== null,
  );
