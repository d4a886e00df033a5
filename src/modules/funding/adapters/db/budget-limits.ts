import type { Scope } from '../../../../kernel/actor.js';
import { financialYearEnd, financialYearStart } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { ReadBudget, ReadBudgets } from '../../application/partnership-budgets.js';
import type { BudgetLimits } from '../../application/set-budget.js';

/** The partnerships a scope reaches, as a condition on `p`; a provider reaches none. */
const inScope = (scope: Scope): { readonly condition: string; readonly values: readonly string[] } => {
  switch (scope.kind) {
    case 'national':
      return { condition: 'TRUE', values: [] };
    case 'partnership':
      return { condition: 'p.id = ?', values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'FALSE', values: [] };
  }
};

/** Limits in `budget`; the guard of the table itself keeps them above what is committed. */
export const budgetLimits: BudgetLimits = {
  async maySet(tx, scope, partnershipId) {
    const { condition, values } = inScope(scope);
    const row = await selectOne(tx, `SELECT 1 AS yes FROM partnership p WHERE p.id = ? AND ${condition}`, [
      partnershipId,
      ...values,
    ]);
    return row !== null;
  },

  async find(tx, { partnershipId, route, financialYear }) {
    const row = await selectOne<{ id: string; limit_pence: string; committed_pence: string }>(
      tx,
      `SELECT id, limit_pence, held_pence + spent_pence AS committed_pence FROM budget
        WHERE partnership_id = ? AND route = ? AND financial_year = ?`,
      [partnershipId, route, financialYear],
    );
    return row === null
      ? null
      : {
          budgetId: row.id,
          limitPence: Number(row.limit_pence),
          committedPence: Number(row.committed_pence),
        };
  },

  async insert(tx, budgetId, { partnershipId, route, financialYear }, limitPence) {
    try {
      await execute(
        tx,
        'INSERT INTO budget (id, partnership_id, route, financial_year, limit_pence) VALUES (?, ?, ?, ?, ?)',
        [budgetId, partnershipId, route, financialYear, limitPence],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },

  async keepChange(tx, { budgetId, beforePence, afterPence, reason, setBy }) {
    await execute(
      tx,
      `INSERT INTO budget_limit_change (budget_id, step, limit_before_pence, limit_after_pence, reason, set_by)
       SELECT ?, COALESCE(MAX(c.step), 0) + 1, ?, ?, ?, ? FROM budget_limit_change c WHERE c.budget_id = ?`,
      [budgetId, beforePence, afterPence, reason, setBy, budgetId],
    );
  },

  async changeLimit(tx, budgetId, was, limitPence) {
    const changed = await execute(
      tx,
      'UPDATE budget SET limit_pence = ? WHERE id = ? AND limit_pence = ? AND held_pence + spent_pence <= ?',
      [limitPence, budgetId, was, limitPence],
    );
    return changed === 1;
  },
};

/** Two statements, however many partnerships. */
export const readBudgets: ReadBudgets = async (tx, scope, year) => {
  const { condition, values } = inScope(scope);
  const partnerships = await select<{ id: string; name: string }>(
    tx,
    `SELECT p.id, p.name FROM partnership p WHERE ${condition} ORDER BY p.name`,
    values,
  );
  const budgets = await select<
    Record<'partnership_id' | 'limit_pence' | 'held_pence' | 'spent_pence', string> & {
      readonly route: Route;
    }
  >(
    tx,
    `SELECT b.partnership_id, b.route, b.limit_pence, b.held_pence, b.spent_pence
       FROM budget b JOIN partnership p ON p.id = b.partnership_id
      WHERE b.financial_year = ? AND ${condition} ORDER BY b.route`,
    [year, ...values],
  );
  return partnerships.map(({ id, name }) => ({
    partnershipId: id,
    name,
    budgets: budgets
      .filter(({ partnership_id }) => partnership_id === id)
      .map(({ route, limit_pence, held_pence, spent_pence }) => ({
        route,
        limitPence: Number(limit_pence),
        heldPence: Number(held_pence),
        spentPence: Number(spent_pence),
      })),
  }));
};

/** Changes shown at most; a limit is set a few times a year. */
const changesAtMost = 50;

/** Three statements. */
export const readBudget: ReadBudget = async (tx, scope, { partnershipId, route, year }) => {
  const { condition, values } = inScope(scope);
  const row = await selectOne<{
    name: string;
    id: string | null;
    limit_pence: string | null;
    held_pence: string | null;
    spent_pence: string | null;
  }>(
    tx,
    `SELECT p.name, b.id, b.limit_pence, b.held_pence, b.spent_pence
       FROM partnership p
       LEFT JOIN budget b ON b.partnership_id = p.id AND b.route = ? AND b.financial_year = ?
      WHERE p.id = ? AND ${condition}`,
    [route, year, partnershipId, ...values],
  );
  if (row === null) return null;
  const changes = await select<{
    limit_before_pence: string | null;
    limit_after_pence: string;
    reason: string | null;
    set_at: Date;
    by_name: string | null;
  }>(
    tx,
    `SELECT c.limit_before_pence, c.limit_after_pence, c.reason, c.set_at, m.display_name AS by_name
       FROM budget_limit_change c LEFT JOIN member m ON m.id = c.set_by
      WHERE c.budget_id = ? ORDER BY c.step DESC LIMIT ${changesAtMost}`,
    [row.id ?? ''],
  );
  const exceptional = await select<{
    decided_on: IsoDate;
    weeks: number;
    weekly_rate_pence: number;
    proposed_by_name: string | null;
    confirmed_by_name: string | null;
  }>(
    tx,
    `SELECT f.decided_on, f.weeks, f.weekly_rate_pence, m.display_name AS proposed_by_name,
            n.display_name AS confirmed_by_name
       FROM funding_proposal f
       LEFT JOIN member m ON m.id = f.proposed_by
       LEFT JOIN member n ON n.id = f.answered_by
      WHERE f.partnership_id = ? AND f.answer = 'confirmed' AND f.route = ? AND f.exceptional_reason IS NOT NULL
        AND f.decided_on >= ? AND f.decided_on < ?
      ORDER BY f.id DESC LIMIT ${changesAtMost}`,
    [partnershipId, route, financialYearStart(year), financialYearEnd(year)],
  );
  return {
    exceptional: exceptional.map((approval) => ({
      ...{ decidedOn: approval.decided_on, weeks: approval.weeks },
      weeklyRatePence: pence(approval.weekly_rate_pence),
      ...{ proposedBy: approval.proposed_by_name, confirmedBy: approval.confirmed_by_name },
    })),
    partnershipName: row.name,
    limitPence: row.limit_pence === null ? null : Number(row.limit_pence),
    heldPence: Number(row.held_pence ?? 0),
    spentPence: Number(row.spent_pence ?? 0),
    history: changes.map((change) => ({
      beforePence: change.limit_before_pence === null ? null : Number(change.limit_before_pence),
      afterPence: Number(change.limit_after_pence),
      reason: change.reason,
      at: change.set_at,
      by: change.by_name,
    })),
  };
};
