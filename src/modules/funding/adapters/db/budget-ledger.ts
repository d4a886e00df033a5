import { financialYear } from '../../../../kernel/financial-year.js';
import { pence } from '../../../../kernel/money.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { BudgetLedger } from '../../contract/funding.js';
import { unusedShares } from '../../domain/release.js';

interface BudgetRow {
  readonly left_pence: string;
}

/** The one budget of a partnership for a route in a financial year: a unique key. */
const ofYear = 'partnership_id = ? AND route = ? AND financial_year = ?';

/** What a partnership may still turn to when its own money does not do; null for any other route, or without a budget. */
const readAdditionalFund = async (
  tx: Tx,
  partnershipId: string,
  route: Route,
  year: number,
): Promise<number | null> => {
  if (route !== 'adp') return null;
  const row = await selectOne<BudgetRow>(
    tx,
    `SELECT CAST(limit_pence AS SIGNED) - CAST(held_pence + spent_pence AS SIGNED) AS left_pence
       FROM budget WHERE ${ofYear}`,
    [partnershipId, 'additional_placement_fund', year],
  );
  return row === null ? null : Number(row.left_pence);
};

/** Closes every hold of a claim one way, budgets in order of their years, as they were held. */
const resolve = async (tx: Tx, claimId: string, kind: 'post' | 'void'): Promise<void> => {
  const holds = await select<{ budget_id: string; amount_pence: string }>(
    tx,
    `SELECT e.budget_id, e.amount_pence FROM budget_entry e JOIN budget b ON b.id = e.budget_id
      WHERE e.claim_id = ? AND e.kind = 'hold' ORDER BY b.financial_year`,
    [claimId],
  );
  for (const { budget_id: budgetId, amount_pence: amount } of holds) {
    await execute(
      tx,
      kind === 'post'
        ? 'UPDATE budget SET held_pence = held_pence - ?, spent_pence = spent_pence + ? WHERE id = ?'
        : 'UPDATE budget SET held_pence = held_pence - ? WHERE id = ?',
      kind === 'post' ? [amount, amount, budgetId] : [amount, budgetId],
    );
    await execute(
      tx,
      'INSERT INTO budget_entry (budget_id, claim_id, kind, amount_pence) VALUES (?, ?, ?, ?)',
      [budgetId, claimId, kind, amount],
    );
  }
};

interface SpentRow {
  readonly budget_id: string;
  readonly financial_year: number;
  readonly spent_pence: string;
  readonly released_pence: string;
}

const readSpent = (tx: Tx, claimId: string): Promise<readonly SpentRow[]> =>
  select<SpentRow>(
    tx,
    `SELECT e.budget_id, b.financial_year, SUM(IF(e.kind = 'post', e.amount_pence, 0)) AS spent_pence,
            SUM(IF(e.kind = 'release', e.amount_pence, 0)) AS released_pence
       FROM budget_entry e JOIN budget b ON b.id = e.budget_id
      WHERE e.claim_id = ? AND e.kind IN ('post', 'release')
      GROUP BY e.budget_id, b.financial_year ORDER BY b.financial_year`,
    [claimId],
  );

/** Budgets on MariaDB or MySQL: a guarded update and a check have the last word on every limit. */
export const mariadbBudgetLedger: BudgetLedger = {
  async hold(tx, { claimId, partnershipId, route, shares }) {
    for (const { year, pence: needed } of shares) {
      const held = await execute(
        tx,
        `UPDATE budget SET held_pence = held_pence + ?
          WHERE ${ofYear} AND held_pence + spent_pence + ? <= limit_pence`,
        [needed, partnershipId, route, year, needed],
      );
      if (held === 0) {
        const budget = await selectOne<BudgetRow>(
          tx,
          `SELECT CAST(limit_pence AS SIGNED) - CAST(held_pence + spent_pence AS SIGNED) AS left_pence
             FROM budget WHERE ${ofYear}`,
          [partnershipId, route, year],
        );
        const additionalFundLeftPence = await readAdditionalFund(tx, partnershipId, route, year);
        if (budget === null) {
          return refuse({ code: 'budget-missing', financialYear: year, route, additionalFundLeftPence });
        }
        return refuse({
          code: 'budget-exhausted',
          financialYear: year,
          route,
          leftPence: Number(budget.left_pence),
          neededPence: needed,
          additionalFundLeftPence,
        });
      }
      await execute(
        tx,
        `INSERT INTO budget_entry (budget_id, claim_id, kind, amount_pence)
           SELECT id, ?, 'hold', ? FROM budget WHERE ${ofYear}`,
        [claimId, needed, partnershipId, route, year],
      );
    }
    return done(true);
  },
  post: (tx, claimId) => resolve(tx, claimId, 'post'),
  void: (tx, claimId) => resolve(tx, claimId, 'void'),

  async release(tx, { claimId, nights, used, step }) {
    const spent = await readSpent(tx, claimId);
    const budgetOf = new Map(spent.map((row) => [row.financial_year, row.budget_id]));
    const shares = unusedShares(
      nights,
      used,
      spent.map((row) => ({
        year: financialYear(row.financial_year),
        spentPence: pence(Number(row.spent_pence)),
        releasedPence: pence(Number(row.released_pence)),
      })),
    );
    for (const { year, pence: amount } of shares) {
      const budgetId = budgetOf.get(year) ?? '';
      const released = await execute(
        tx,
        'UPDATE budget SET spent_pence = spent_pence - ? WHERE id = ? AND spent_pence >= ?',
        [amount, budgetId, amount],
      );
      if (released !== 1) throw new Error(`Budget ${budgetId} has spent less than ${amount} pence.`);
      await execute(
        tx,
        `INSERT INTO budget_entry (budget_id, claim_id, kind, amount_pence, step) VALUES (?, ?, 'release', ?, ?)`,
        [budgetId, claimId, amount, step],
      );
    }
  },
};
