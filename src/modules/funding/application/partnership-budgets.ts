import type { Scope } from '../../../kernel/actor.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Route } from '../../referrals/contract/facts.js';

/** A partnership with its budgets of one financial year, in pence. A route without one has no money. */
export interface PartnershipBudgets {
  readonly partnershipId: string;
  readonly name: string;
  readonly budgets: readonly {
    readonly route: Route;
    readonly limitPence: number;
    readonly heldPence: number;
    readonly spentPence: number;
  }[];
}

/** Every partnership in scope, in order of name, with the budgets it has in a financial year. */
export type ReadBudgets = (
  tx: Tx,
  scope: Scope,
  year: FinancialYear,
) => Promise<readonly PartnershipBudgets[]>;
