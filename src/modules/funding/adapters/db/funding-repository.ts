import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { ReadLatestDecisions, ReadRoute } from '../../contract/funding.js';
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

/** Decisions on a referral follow one another: the latest by its day, then by when it was recorded, is the one that holds. */
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

/** The route a decision is on. @throws when there is no such decision. */
export const readRoute: ReadRoute = async (tx, fundingDecisionId) => {
  const row = await selectOne<{ route: Route }>(tx, 'SELECT route FROM funding_decision WHERE id = ?', [
    fundingDecisionId,
  ]);
  if (row === null) throw new Error(`No funding decision ${fundingDecisionId}.`);
  return row.route;
};

/** Adds a decision; one before it stays as it was. */
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
