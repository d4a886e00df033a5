import type { Scope } from '../../../kernel/actor.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
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

/** One budget, whether it was set or not, with who set it to what. Unit: pence. */
export interface OneBudget {
  readonly partnershipName: string;
  /** Null where none is set. */
  readonly limitPence: number | null;
  readonly heldPence: number;
  readonly spentPence: number;
  /** Approvals of two members beyond what the second might have confirmed, decided in the year; the newest first. */
  readonly exceptional: readonly {
    readonly decidedOn: IsoDate;
    readonly weeks: number;
    readonly weeklyRatePence: Pence;
    readonly proposedBy: string | null;
    readonly confirmedBy: string | null;
  }[];
  /** The newest first. */
  readonly history: readonly {
    readonly beforePence: number | null;
    readonly afterPence: number;
    readonly reason: string | null;
    readonly at: Date;
    readonly by: string | null;
  }[];
}

/** A budget of a partnership in scope; null outside it. */
export type ReadBudget = (
  tx: Tx,
  scope: Scope,
  which: { readonly partnershipId: string; readonly route: Route; readonly year: FinancialYear },
) => Promise<OneBudget | null>;
