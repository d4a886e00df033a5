import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { BudgetLedger, ReadLatestDecisions } from '../../contract/funding.js';
import type { FundingDecision } from '../../domain/funding.js';

interface DecisionRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly route: Route;
  readonly decision: 'approved' | 'declined';
  readonly decided_on: IsoDate;
  readonly weeks: number;
  readonly weekly_rate_pence: number;
  readonly expires_on: IsoDate;
}

const toDecision = (row: DecisionRow): FundingDecision => ({
  fundingDecisionId: row.id,
  referralId: row.referral_id,
  partnershipId: row.partnership_id,
  route: row.route,
  decision: row.decision,
  decidedOn: row.decided_on,
  weeks: row.weeks,
  weeklyRatePence: pence(row.weekly_rate_pence),
  expiresOn: row.expires_on,
});

export const readLatestDecisions: ReadLatestDecisions = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<DecisionRow>(
    tx,
    `SELECT id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence, expires_on
       FROM funding_decision WHERE referral_id IN (?) ORDER BY decided_on, recorded_at`,
    [referralIds],
  );
  return new Map(rows.map((row) => [row.referral_id, toDecision(row)]));
};

export const insertDecision = async (tx: Tx, decision: FundingDecision, decidedBy: string): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks,
       weekly_rate_pence, expires_on, decided_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      decision.fundingDecisionId,
      decision.referralId,
      decision.partnershipId,
      decision.route,
      decision.decision,
      decision.decidedOn,
      decision.weeks,
      decision.weeklyRatePence,
      decision.expiresOn,
      decidedBy,
    ],
  );
};

interface BudgetRow {
  readonly left_pence: string;
}

/** The one budget of a partnership for a route in a financial year: a unique key. */
const ofYear = 'partnership_id = ? AND route = ? AND financial_year = ?';

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
        if (budget === null) return refuse({ code: 'budget-missing', financialYear: year, route });
        return refuse({
          code: 'budget-exhausted',
          financialYear: year,
          route,
          leftPence: Number(budget.left_pence),
          neededPence: needed,
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
};
