import type { Scope } from '../../../../kernel/actor.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { ReadBudgets } from '../../application/partnership-budgets.js';
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
