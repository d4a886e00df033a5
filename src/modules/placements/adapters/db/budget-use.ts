import type { Scope } from '../../../../kernel/actor.js';
import { financialYearEnd, financialYearStart } from '../../../../kernel/financial-year.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { ReadBudgetYear } from '../../application/budget-use.js';
import { heldClaimOf } from './held-claim.js';

/** Money is a partnership's own: a provider sees none. `alias` names the table that says whose it is. */
const ofPartnerships = (
  scope: Scope,
  alias: string,
): { readonly condition: string; readonly values: SqlValue[] } => {
  switch (scope.kind) {
    case 'national':
      return { condition: 'TRUE', values: [] };
    case 'partnership':
      return { condition: `${alias}.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'FALSE', values: [] };
  }
};

type Text<Name extends string> = Readonly<Record<Name, string>>;
interface Whose {
  readonly partnership_id: string;
  readonly route: Route;
}

const whose = ({ partnership_id, route }: Whose) => ({ partnershipId: partnership_id, route });

/** What holds money of its own in the stays that began in a year: a stay costs what everybody pays for it, with a budget or without. */
const begun = `(SELECT id AS placement_id, offer_id AS claim_id FROM placement
                  WHERE admitted_on >= ? AND admitted_on < ?
                 UNION ALL
                 SELECT x.placement_id, x.id FROM placement q JOIN extension x ON x.placement_id = q.id
                  WHERE q.admitted_on >= ? AND q.admitted_on < ?
                 UNION ALL
                 SELECT h.placement_id, h.id FROM placement q JOIN stay_change h ON h.placement_id = q.id
                  WHERE q.admitted_on >= ? AND q.admitted_on < ? AND h.holds_from_on IS NOT NULL
                 UNION ALL
                 SELECT r.placement_id, r.id FROM placement q JOIN stay_repair_part r ON r.placement_id = q.id
                  WHERE q.admitted_on >= ? AND q.admitted_on < ?)`;

/** Three statements, however many budgets. */
export const readBudgetYear: ReadBudgetYear = async (tx, scope, year, today) => {
  const budgets = ofPartnerships(scope, 'b');
  const uses = await select<
    Whose & Text<'name' | 'limit_pence' | 'held_pence' | 'spent_pence' | 'committed_pence'>
  >(
    tx,
    `SELECT b.partnership_id, p.name, b.route, b.limit_pence, b.held_pence, b.spent_pence,
            COALESCE(k.committed_pence, 0) AS committed_pence
       FROM budget b
       JOIN partnership p ON p.id = b.partnership_id
       LEFT JOIN (SELECT e.budget_id, SUM(e.amount_pence) AS committed_pence
                    FROM placement l JOIN budget_entry e ON e.kind = 'hold' AND e.claim_id = ${heldClaimOf('l')}
                   WHERE l.state = 'booked' GROUP BY e.budget_id) k ON k.budget_id = b.id
      WHERE b.financial_year = ? AND ${budgets.condition} ORDER BY p.name, b.route`,
    [year, ...budgets.values],
  );
  const decisions = ofPartnerships(scope, 'd');
  const approvals = await select<Whose & { readonly weeks: number; readonly weekly_rate_pence: number }>(
    tx,
    `SELECT d.partnership_id, COALESCE(s.payer, d.route) AS route, d.weeks,
            COALESCE(s.weekly_pence, d.weekly_rate_pence) AS weekly_rate_pence
       FROM referral r JOIN funding_decision d ON d.referral_id = r.id
       LEFT JOIN payer_share s ON s.agreement_id = d.id
      WHERE r.state = 'open' AND d.decision = 'approved' AND d.revoked_at IS NULL AND d.claimed_nights = 0
        AND d.decided_on <= ? AND d.expires_on > ? AND ${decisions.condition}
        AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.referral_id = d.referral_id AND o.funding_decision_id = d.id
              AND o.state = 'offered')
        AND NOT EXISTS (SELECT 1 FROM funding_decision n WHERE n.referral_id = d.referral_id AND n.answers_request_alone = 0
              AND (n.recorded_at > d.recorded_at OR (n.recorded_at = d.recorded_at AND n.id > d.id)))`,
    [today, today, ...decisions.values],
  );
  const stays = ofPartnerships(scope, 'l');
  const began: SqlValue[] = [financialYearStart(year), financialYearEnd(year)];
  const costs = await select<Whose & Text<'stays' | 'costed' | 'cost_pence'>>(
    tx,
    `SELECT l.partnership_id, l.route, COUNT(*) AS stays, COUNT(k.cost_pence) AS costed,
            COALESCE(SUM(k.cost_pence), 0) AS cost_pence
       FROM placement l
       LEFT JOIN (
         SELECT c.placement_id, SUM(IF(c.kind = 'post', 1, -1) * CAST(c.amount_pence AS SIGNED)) AS cost_pence
           FROM (SELECT g.placement_id, e.kind, e.amount_pence
                   FROM ${begun} g JOIN budget_entry e ON e.claim_id = g.claim_id
                  WHERE e.kind IN ('post', 'release')
                 UNION ALL
                 SELECT g.placement_id, o.kind, o.amount_pence
                   FROM ${begun} g JOIN outside_entry o ON o.claim_id = g.claim_id
                  WHERE o.kind IN ('post', 'release')) c
          GROUP BY c.placement_id
       ) k ON k.placement_id = l.id
      WHERE l.admitted_on >= ? AND l.admitted_on < ? AND ${stays.condition}
      GROUP BY l.partnership_id, l.route`,
    [...Array.from({ length: 9 }, () => began).flat(), ...stays.values],
  );
  return {
    uses: uses.map((row) => {
      const committedPence = Number(row.committed_pence);
      return {
        ...whose(row),
        partnershipName: row.name,
        limitPence: Number(row.limit_pence),
        heldPence: Number(row.held_pence) - committedPence,
        committedPence,
        spentPence: Number(row.spent_pence),
      };
    }),
    approvals: approvals.map((row) => ({
      ...whose(row),
      weeks: row.weeks,
      weeklyRatePence: row.weekly_rate_pence,
    })),
    costs: costs.map((row) => ({
      ...whose(row),
      stays: Number(row.stays),
      costedStays: Number(row.costed),
      costPence: Number(row.cost_pence),
    })),
  };
};
