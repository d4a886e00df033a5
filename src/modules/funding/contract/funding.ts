import type { Outcome } from '../../../kernel/outcome.js';
import type { Pence } from '../../../kernel/money.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { FundingDecision } from '../domain/funding.js';

export { costByYear, isLive, type FundingDecision } from '../domain/funding.js';

/** The latest decision of each referral; referrals without one are absent. */
export type ReadLatestDecisions = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingDecision>>;

export type BudgetRefusal =
  | { readonly code: 'budget-missing'; readonly financialYear: number; readonly route: string }
  | {
      readonly code: 'budget-exhausted';
      readonly financialYear: number;
      readonly route: string;
      readonly leftPence: number;
      readonly neededPence: number;
    };

export interface BudgetShare {
  readonly year: FinancialYear;
  readonly pence: Pence;
}

/**
 * Money moves only here: a guarded update that cannot pass the limit, and an entry that is never changed. A
 * hold ends in exactly one post or void.
 */
export interface BudgetLedger {
  hold(
    tx: Tx,
    claim: {
      readonly claimId: string;
      readonly partnershipId: string;
      readonly route: Route;
      readonly shares: readonly BudgetShare[];
    },
  ): Promise<Outcome<true, BudgetRefusal>>;
  /** What was held is spent. */
  post(tx: Tx, claimId: string): Promise<void>;
  /** What was held is free again. */
  void(tx: Tx, claimId: string): Promise<void>;
}
