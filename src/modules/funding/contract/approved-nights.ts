import type { Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Nights, and the decision that pays for them. Unit: nights. */
export interface NightsOnDecision {
  readonly fundingDecisionId: string;
  readonly nights: number;
}

/** The nights a decision pays for are booked or slept: `fundedNights` in all, of which `claimedNights` are gone. */
export type FundingUsedUp = {
  readonly code: 'funding-used-up';
  readonly fundedNights: number;
  readonly claimedNights: number;
  readonly askedNights: number;
};

/**
 * The nights that bookings and stays take of a funding decision: never more than its weeks pay for, decided by
 * a guarded update. A booking takes its nights, an extension those it adds; what is let go or not slept comes back. An offer
 * takes none, since of several that one person has open one can become a booking: it is made where they could be taken. The decision is taken after the nights and before the budget.
 */
export interface ApprovedNights {
  /** Whether they could be taken now; nothing is. */
  check(tx: Tx, of: NightsOnDecision): Promise<Outcome<true, FundingUsedUp>>;
  take(tx: Tx, of: NightsOnDecision): Promise<Outcome<true, FundingUsedUp>>;
  giveBack(tx: Tx, of: NightsOnDecision): Promise<void>;
  /** Nights of a decision that nobody has taken; none where it pays for nothing. Unit: nights. */
  readLeft(tx: Tx, fundingDecisionId: string): Promise<number>;
}
