import type { IsoDate } from '../../../kernel/iso-date.js';
import { isLive, type FundingDecision } from '../../funding/contract/funding.js';
import { whoActsOn, type FundingRequest } from '../../funding/contract/requests.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';

/** What a person must have passed before a place can be offered. */
export type Gate = 'assessment' | 'funding' | 'detox';

/** What is missing before a person can be placed, and whose move it is. */
export type MissingGate = {
  readonly gate: Gate;
  readonly why:
    | 'never-held'
    | 'not-suitable-or-expired'
    | 'not-decided'
    | 'not-requested'
    | 'requested'
    | 'listed'
    | 'deferred'
    | 'declined'
    | 'expired'
    | 'revoked'
    | 'not-booked';
  readonly whoActs: 'coordinator' | 'approver';
};

const assessmentGate = (referral: ReferralFacts, on: IsoDate): MissingGate | null => {
  if (referral.assessedUntil === null)
    return { gate: 'assessment', why: 'never-held', whoActs: 'coordinator' };
  return referral.assessedUntil < on
    ? { gate: 'assessment', why: 'not-suitable-or-expired', whoActs: 'coordinator' }
    : null;
};

const fundingGate = (
  decision: FundingDecision | null,
  request: FundingRequest | null | undefined,
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
  request?: FundingRequest | null,
): readonly MissingGate[] =>
  [assessmentGate(referral, on), fundingGate(funding, request, on), detoxGate(referral)].filter(
    (gate) => gate !== null,
  );
