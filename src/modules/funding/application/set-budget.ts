import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Route } from '../../referrals/contract/facts.js';

/** Which budget: a partnership's money on a route in a financial year. There is at most one. */
export interface BudgetKey {
  readonly partnershipId: string;
  readonly route: Route;
  readonly financialYear: FinancialYear;
}

/** A budget and how much of it is promised or gone. */
export interface BudgetFacts {
  readonly budgetId: string;
  readonly limitPence: number;
  /** Held for offers and bookings, and spent. */
  readonly committedPence: number;
}

/** A limit that was set, with the one before; null where there was none. */
export interface LimitChange {
  readonly budgetId: string;
  readonly beforePence: number | null;
  readonly afterPence: number;
  readonly reason: string | null;
  readonly setBy: string;
}

/** A thousand million pounds: more than the country spends. Unit: pence. */
export const highestLimitPence = 100_000_000_000;

/** Where limits are kept. What is held and spent moves by the ledger alone. */
export interface BudgetLimits {
  /** Whether the scope may set budgets of this partnership, and there is such a one. */
  maySet(tx: Tx, scope: Scope, partnershipId: string): Promise<boolean>;
  find(tx: Tx, key: BudgetKey): Promise<BudgetFacts | null>;
  /** False when there is one by now. */
  insert(tx: Tx, budgetId: string, key: BudgetKey, limitPence: Pence): Promise<boolean>;
  /** Keeps who set it to what, and why; the budget's row is the caller's. */
  keepChange(tx: Tx, change: LimitChange): Promise<void>;
  /** False when the limit is no longer `was`, or more than `limitPence` is committed. */
  changeLimit(tx: Tx, budgetId: string, was: number, limitPence: Pence): Promise<boolean>;
}

/** What setting a budget needs. */
export interface SetBudgetDeps {
  readonly budgets: BudgetLimits;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** A limit and the one it takes the place of; null where there was no budget. */
export interface SetBudget extends BudgetKey {
  readonly limitPence: Pence;
  readonly previousLimitPence: number | null;
  /** Why, for those who look at it later; null where nothing was said. */
  readonly reason: string | null;
  readonly memberId: string;
}

/** Why a limit is not set. */
export type SetBudgetRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'budget-changed'; readonly limitPence: number | null }
  | { readonly code: 'limit-below-committed'; readonly committedPence: number };

/** The budget as it now stands. */
export type BudgetSet = {
  readonly budgetId: string;
  readonly limitPence: number;
  readonly committedPence: number;
};

/**
 * Sets how much a partnership may commit on a route in a financial year: a new budget, or another limit. Never below
 * what is held and spent, and never over a limit that somebody else set meanwhile.
 */
export const makeSetBudget =
  ({ budgets, newId, audit }: SetBudgetDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { limitPence, previousLimitPence, reason, memberId, ...key }: SetBudget,
  ): Promise<Outcome<BudgetSet, SetBudgetRefusal>> => {
    if (!(await budgets.maySet(tx, scope, key.partnershipId))) return refuse({ code: 'not-found' });
    const found = await budgets.find(tx, key);
    if ((found?.limitPence ?? null) !== previousLimitPence) {
      return refuse({ code: 'budget-changed', limitPence: found?.limitPence ?? null });
    }
    const budgetId = found?.budgetId ?? newId();
    const committedPence = found?.committedPence ?? 0;
    if (limitPence < committedPence) return refuse({ code: 'limit-below-committed', committedPence });
    const isSet =
      found === null
        ? await budgets.insert(tx, budgetId, key, limitPence)
        : await budgets.changeLimit(tx, budgetId, found.limitPence, limitPence);
    // Somebody set it, or an offer took more of it, between reading and writing.
    if (!isSet) return refuse({ code: 'budget-changed', limitPence: found?.limitPence ?? null });
    await budgets.keepChange(tx, {
      ...{ budgetId, beforePence: previousLimitPence, afterPence: limitPence, reason, setBy: memberId },
    });
    await audit(tx, {
      action: 'funding.budget-set',
      subjectKind: 'budget',
      subjectId: budgetId,
      version: null,
      before: { limitPence: previousLimitPence },
      after: { ...key, limitPence },
      ...(reason === null ? {} : { reason }),
    });
    return done({ budgetId, limitPence, committedPence });
  };
