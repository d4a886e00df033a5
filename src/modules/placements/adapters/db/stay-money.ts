import type { Scope } from '../../../../kernel/actor.js';
import { financialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { Payer } from '../../../funding/contract/funding.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { PreviewDatesDeps, StayMoney } from '../../application/preview-dates.js';
import { inScope } from './in-scope.js';
import { asMade, paidClaims, paidClaimsOf } from './paid-claims.js';

interface MoneyRow {
  readonly claim_id: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate;
  readonly financial_year: number;
  readonly payer: Payer;
  readonly held_pence: string;
  readonly spent_pence: string;
  readonly released_pence: string;
}

/**
 * One statement, by the claims of a placement: its offer's, extensions', and those of changes and parts of repairs that hold
 * money; in the order of their making.
 */
export const readStayMoney = async (tx: Tx, placementId: string): Promise<readonly StayMoney[]> => {
  const rows = await select<MoneyRow>(
    tx,
    `SELECT c.claim_id, c.from_on, c.to_on, c.financial_year, c.payer,
            SUM(CASE c.kind WHEN 'hold' THEN c.amount_pence WHEN 'post' THEN -CAST(c.amount_pence AS SIGNED)
                            WHEN 'void' THEN -CAST(c.amount_pence AS SIGNED) ELSE 0 END) AS held_pence,
            SUM(IF(c.kind = 'post', c.amount_pence, 0)) AS spent_pence,
            SUM(IF(c.kind = 'release', c.amount_pence, 0)) AS released_pence
       FROM (SELECT d.claim_id, d.from_on, d.to_on, d.made_at, CAST(b.route AS CHAR) AS payer, b.financial_year, e.kind, e.amount_pence
               FROM ${paidClaims} d JOIN budget_entry e ON e.claim_id = d.claim_id JOIN budget b ON b.id = e.budget_id
             UNION ALL
             SELECT d.claim_id, d.from_on, d.to_on, d.made_at, CAST(u.payer AS CHAR), u.financial_year, u.kind, u.amount_pence
               FROM ${paidClaims} d JOIN outside_entry u ON u.claim_id = d.claim_id) c
      GROUP BY c.claim_id, c.from_on, c.to_on, c.made_at, c.financial_year, c.payer
      ORDER BY ${asMade('c')}, c.financial_year, c.payer`,
    [...paidClaimsOf(placementId), ...paidClaimsOf(placementId)],
  );
  return rows.map((row) => ({
    claimId: row.claim_id,
    nights: { arrivesOn: row.from_on, departsOn: row.to_on },
    year: financialYear(row.financial_year),
    payer: row.payer,
    heldPence: pence(Number(row.held_pence)),
    spentPence: pence(Number(row.spent_pence)),
    releasedPence: pence(Number(row.released_pence)),
  }));
};

/** One statement, by the unique key of a budget. */
export const readBudgetsLeft: PreviewDatesDeps['readBudgetsLeft'] = async (
  tx,
  { partnershipId, routes, years },
) => {
  if (routes.length === 0 || years.length === 0) return [];
  const rows = await select<{ route: Route; financial_year: number; left_pence: string }>(
    tx,
    `SELECT route, financial_year,
            CAST(limit_pence AS SIGNED) - CAST(held_pence + spent_pence AS SIGNED) AS left_pence
       FROM budget WHERE partnership_id = ? AND route IN (?) AND financial_year IN (?)`,
    [partnershipId, routes, years],
  );
  return rows.map((row) => ({
    route: row.route,
    year: financialYear(row.financial_year),
    leftPence: pence(Number(row.left_pence)),
  }));
};

/** Whose claims these are, as far as the scope reaches; by their primary keys. */
export const readClaimReferences = async (
  tx: Tx,
  scope: Scope,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (claimIds.length === 0) return new Map();
  const { condition, values } = inScope(scope, 't');
  const rows = await select<{ id: string; reference: string }>(
    tx,
    `SELECT t.id, c.reference FROM offer t JOIN client c ON c.id = t.client_id WHERE t.id IN (?) AND ${condition}
      UNION ALL
     SELECT t.id, c.reference FROM placement t JOIN client c ON c.id = t.client_id WHERE t.id IN (?) AND ${condition}`,
    [claimIds, ...values, claimIds, ...values],
  );
  return new Map(rows.map(({ id, reference }) => [id, reference]));
};
