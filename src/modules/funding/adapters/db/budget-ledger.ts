import { financialYear } from '../../../../kernel/financial-year.js';
import { pence } from '../../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { BudgetLedger, BudgetRefusal } from '../../contract/funding.js';
import { isOutside, sharesToRelease, type Payer } from '../../domain/payers.js';

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

/** What was held or spent under a claim by one payer in one financial year; without a budget where the payer has none. */
interface AccountRow {
  readonly budget_id: string | null;
  readonly payer: Payer;
  readonly financial_year: number;
}

/** Entries of a claim, of budgets and of payers without one, in the order in which budgets are taken. */
const entriesOf = `(SELECT e.claim_id, e.budget_id, CAST(b.route AS CHAR) AS payer, b.financial_year, e.kind, e.amount_pence
     FROM budget_entry e JOIN budget b ON b.id = e.budget_id WHERE e.claim_id = ?
   UNION ALL
   SELECT o.claim_id, NULL, CAST(o.payer AS CHAR), o.financial_year, o.kind, o.amount_pence
     FROM outside_entry o WHERE o.claim_id = ?) x`;

type EntryKind = 'hold' | 'post' | 'void' | 'release';

const write = async (
  tx: Tx,
  claimId: string,
  { budget_id: budgetId, payer, financial_year: year }: AccountRow,
  entry: { readonly kind: EntryKind; readonly amount: number; readonly step?: number },
): Promise<void> => {
  const { kind, amount, step = 0 } = entry;
  if (budgetId === null) {
    await execute(
      tx,
      `INSERT INTO outside_entry (claim_id, payer, financial_year, kind, amount_pence, step) VALUES (?, ?, ?, ?, ?, ?)`,
      [claimId, payer, year, kind, amount, step],
    );
    return;
  }
  await execute(
    tx,
    'INSERT INTO budget_entry (budget_id, claim_id, kind, amount_pence, step) VALUES (?, ?, ?, ?, ?)',
    [budgetId, claimId, kind, amount, step],
  );
};

/** Closes every hold of a claim one way, budgets in the order in which they were held. */
const resolve = async (tx: Tx, claimId: string, kind: 'post' | 'void'): Promise<void> => {
  const holds = await select<AccountRow & { amount_pence: string }>(
    tx,
    `SELECT x.budget_id, x.payer, x.financial_year, x.amount_pence FROM ${entriesOf}
      WHERE x.kind = 'hold' ORDER BY x.financial_year, x.payer`,
    [claimId, claimId],
  );
  for (const hold of holds) {
    const amount = Number(hold.amount_pence);
    if (hold.budget_id !== null) {
      await execute(
        tx,
        kind === 'post'
          ? 'UPDATE budget SET held_pence = held_pence - ?, spent_pence = spent_pence + ? WHERE id = ?'
          : 'UPDATE budget SET held_pence = held_pence - ? WHERE id = ?',
        kind === 'post' ? [amount, amount, hold.budget_id] : [amount, hold.budget_id],
      );
    }
    await write(tx, claimId, hold, { kind, amount });
  }
};

const readSpent = (
  tx: Tx,
  claimId: string,
): Promise<readonly (AccountRow & { readonly spent_pence: string; readonly released_pence: string })[]> =>
  select(
    tx,
    `SELECT x.budget_id, x.payer, x.financial_year, SUM(IF(x.kind = 'post', x.amount_pence, 0)) AS spent_pence,
            SUM(IF(x.kind = 'release', x.amount_pence, 0)) AS released_pence
       FROM ${entriesOf} WHERE x.kind IN ('post', 'release')
      GROUP BY x.budget_id, x.payer, x.financial_year ORDER BY x.financial_year, x.payer`,
    [claimId, claimId],
  );

/** Holds one payer's part where they have a budget: a guarded update has the last word on what is left. */
const holdInBudget = async (
  tx: Tx,
  partnershipId: string,
  { route, year, needed }: { readonly route: Route; readonly year: number; readonly needed: number },
): Promise<Outcome<string, BudgetRefusal>> => {
  const held = await execute(
    tx,
    `UPDATE budget SET held_pence = held_pence + ?
      WHERE ${ofYear} AND held_pence + spent_pence + ? <= limit_pence`,
    [needed, partnershipId, route, year, needed],
  );
  const budget = await selectOne<BudgetRow & { readonly id: string }>(
    tx,
    `SELECT id, CAST(limit_pence AS SIGNED) - CAST(held_pence + spent_pence AS SIGNED) AS left_pence
       FROM budget WHERE ${ofYear}`,
    [partnershipId, route, year],
  );
  if (held === 1 && budget !== null) return done(budget.id);
  const additionalFundLeftPence = await readAdditionalFund(tx, partnershipId, route, year);
  return budget === null
    ? refuse({ code: 'budget-missing', financialYear: year, route, additionalFundLeftPence })
    : refuse({
        code: 'budget-exhausted',
        ...{ financialYear: year, route, leftPence: Number(budget.left_pence), neededPence: needed },
        additionalFundLeftPence,
      });
};

interface BudgetKey {
  readonly id: string;
  readonly payer: string;
  readonly year: number;
}

const inOrder = (a: Pick<BudgetKey, 'payer' | 'year'>, b: Pick<BudgetKey, 'payer' | 'year'>): number =>
  a.year - b.year || (a.payer < b.payer ? -1 : 1);

/** Budgets on MariaDB or MySQL: a guarded update and a check have the last word on every limit. */
export const mariadbBudgetLedger: BudgetLedger = {
  async take(tx, { claimIds, partnershipId, shares }) {
    const ofClaims =
      claimIds.length === 0
        ? []
        : await select<BudgetKey>(
            tx,
            `SELECT DISTINCT b.id, CAST(b.route AS CHAR) AS payer, b.financial_year AS year
               FROM budget_entry e JOIN budget b ON b.id = e.budget_id WHERE e.claim_id IN (?)`,
            [claimIds],
          );
    const years = [...new Set(shares.map(({ year }) => year))];
    const ofShares =
      years.length === 0
        ? []
        : await select<BudgetKey>(
            tx,
            `SELECT id, CAST(route AS CHAR) AS payer, financial_year AS year
               FROM budget WHERE partnership_id = ? AND route IN (?) AND financial_year IN (?)`,
            [partnershipId, shares.map(({ payer }) => payer), years],
          );
    const all = new Map([...ofClaims, ...ofShares].map((budget) => [budget.id, budget]));
    for (const { id } of [...all.values()].sort(inOrder)) {
      await selectOne(tx, 'SELECT id FROM budget WHERE id = ? FOR UPDATE', [id]);
    }
  },

  async hold(tx, { claimId, partnershipId, shares }) {
    for (const { payer, year, pence: needed } of [...shares].sort(inOrder)) {
      const account = { payer, financial_year: year };
      if (isOutside(payer)) {
        await write(tx, claimId, { ...account, budget_id: null }, { kind: 'hold', amount: needed });
        continue;
      }
      const held = await holdInBudget(tx, partnershipId, { route: payer, year, needed });
      if (!held.ok) return held;
      await write(tx, claimId, { ...account, budget_id: held.value }, { kind: 'hold', amount: needed });
    }
    return done(true);
  },
  post: (tx, claimId) => resolve(tx, claimId, 'post'),
  void: (tx, claimId) => resolve(tx, claimId, 'void'),

  async release(tx, { claimId, nights, used, step }) {
    const accounts = await readSpent(tx, claimId);
    const spent = accounts.map((row) => ({
      payer: row.payer,
      year: financialYear(row.financial_year),
      spentPence: pence(Number(row.spent_pence)),
      releasedPence: pence(Number(row.released_pence)),
    }));
    for (const { payer, year, pence: amount } of sharesToRelease(nights, used, spent)) {
      const account = accounts.find((one) => one.payer === payer && one.financial_year === year);
      if (account === undefined)
        throw new Error(`Claim ${claimId} has spent nothing of ${payer} in ${year}.`);
      const { budget_id: budgetId } = account;
      if (budgetId !== null) {
        const released = await execute(
          tx,
          'UPDATE budget SET spent_pence = spent_pence - ? WHERE id = ? AND spent_pence >= ?',
          [amount, budgetId, amount],
        );
        if (released !== 1) throw new Error(`Budget ${budgetId} has spent less than ${amount} pence.`);
      }
      await write(tx, claimId, account, { kind: 'release', amount, step });
    }
  },
};
