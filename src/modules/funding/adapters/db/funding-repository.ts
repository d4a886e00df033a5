import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type {
  ReadLatestDecisions,
  ReadRoute,
  ReadStayDecisions,
  ReadStayWeighing,
} from '../../contract/funding.js';
import { insertShares, readShares, sharesOfAgreement } from './payer-shares.js';
import { fundingDeclineReasons, revokeReasons, type FundingDecision } from '../../domain/funding.js';

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
  readonly decline_reason: string | null;
  readonly decline_note: string | null;
  readonly revoked_at: Date | null;
  readonly revoke_reason: string | null;
  readonly revoke_note: string | null;
}

// A reason that a later release took off the list is told as another one.
const declinedOf = ({ decline_reason, decline_note }: DecisionRow): FundingDecision['declined'] =>
  decline_reason === null
    ? null
    : {
        reason: fundingDeclineReasons.find((known) => known === decline_reason) ?? 'other',
        note: decline_note,
      };

const revokedOf = ({
  revoked_at,
  revoke_reason,
  revoke_note,
}: DecisionRow): Pick<FundingDecision, 'revoked'> =>
  revoked_at === null
    ? {}
    : {
        revoked: {
          on: londonDate(revoked_at),
          reason: revokeReasons.find((known) => known === revoke_reason) ?? 'other',
          note: revoke_note,
        },
      };

const toDecision = (row: DecisionRow): FundingDecision => ({
  fundingDecisionId: row.id,
  referralId: row.referral_id,
  partnershipId: row.partnership_id,
  route: row.route,
  decision: row.decision,
  decidedOn: row.decided_on,
  weeks: row.weeks,
  weeklyRatePence: pence(row.weekly_rate_pence),
  declined: declinedOf(row),
  expiresOn: row.expires_on,
  ...revokedOf(row),
});

const decisionColumns = `d.id, d.referral_id, d.partnership_id, d.route, d.decision, d.decided_on, d.weeks, d.weekly_rate_pence,
  d.expires_on, d.decline_reason, d.decline_note, d.revoked_at, d.revoke_reason, d.revoke_note`;

/** The last row of each referral, with who pays what. */
const latestOf = async (
  tx: Tx,
  rows: readonly DecisionRow[],
): Promise<ReadonlyMap<string, FundingDecision>> => {
  const latest = new Map(rows.map((row) => [row.referral_id, toDecision(row)]));
  const shares = await readShares(
    tx,
    [...latest.values()].map(({ fundingDecisionId }) => fundingDecisionId),
  );
  if (shares.size === 0) return latest;
  return new Map(
    [...latest].map(([referralId, decision]) => [
      referralId,
      { ...decision, ...sharesOfAgreement(shares, decision.fundingDecisionId) },
    ]),
  );
};

/**
 * Decisions on a referral follow one another: the one recorded last holds, whatever day it is dated. A no to more nights
 * of a booking or stay leaves the yes before it as it is.
 */
export const readLatestDecisions: ReadLatestDecisions = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<DecisionRow>(
    tx,
    `SELECT ${decisionColumns} FROM funding_decision d
      WHERE d.referral_id IN (?) AND d.answers_request_alone = 0 ORDER BY d.recorded_at, d.id`,
    [referralIds],
  );
  return latestOf(tx, rows);
};

/** By the referral's keys of both tables; a referral has a handful of decisions. */
export const readStayDecisions: ReadStayDecisions = async (tx, { referralId, fundingDecisionId }) => {
  const rows = await select<DecisionRow & { readonly is_takeover: number }>(
    tx,
    `SELECT ${decisionColumns}, t.id IS NOT NULL AS is_takeover FROM funding_decision d
       LEFT JOIN funding_takeover t ON t.referral_id = d.referral_id AND t.funding_decision_id = d.id
      WHERE d.referral_id = ? AND d.decision = 'approved' ORDER BY d.recorded_at, d.id`,
    [referralId],
  );
  const index = rows.findIndex(({ id }) => id === fundingDecisionId);
  const row = rows[index];
  if (row === undefined) throw new Error(`No approval ${fundingDecisionId} of referral ${referralId}.`);
  const before = rows.slice(0, index + 1).filter(({ is_takeover }) => is_takeover === 0);
  const [restsOn] = (await latestOf(tx, [row])).values();
  const [first] = (await latestOf(tx, [before.at(-1) ?? row])).values();
  if (restsOn === undefined || first === undefined) throw new Error(`No approval ${fundingDecisionId}.`);
  return { restsOn, first };
};

/** By the referral's keys of both tables, as {@link readStayDecisions} reads them. */
export const readStayWeighing: ReadStayWeighing = async (tx, { referralId, placementId }) => {
  const rows = await select<DecisionRow & { readonly taken_over_id: string | null }>(
    tx,
    `SELECT ${decisionColumns}, t.placement_id AS taken_over_id FROM funding_decision d
       LEFT JOIN funding_takeover t ON t.referral_id = d.referral_id AND t.funding_decision_id = d.id
      WHERE d.referral_id = ? AND d.decision = 'approved' AND d.revoked_at IS NULL
      ORDER BY d.recorded_at, d.id`,
    [referralId],
  );
  const weighing = rows.filter(
    ({ taken_over_id: takenOver }) => takenOver === null || takenOver === placementId,
  );
  return {
    decision: (await latestOf(tx, weighing.slice(-1))).get(referralId) ?? null,
    ofOneStay: new Set(rows.flatMap(({ id, taken_over_id }) => (taken_over_id === null ? [] : [id]))),
  };
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
       weekly_rate_pence, expires_on, decline_reason, decline_note, answers_request_alone, decided_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      decision.declined?.reason ?? null,
      decision.declined?.note ?? null,
      decision.answersRequestAlone === true ? 1 : 0,
      decidedBy,
    ],
  );
  await insertShares(tx, decision.fundingDecisionId, decision.shares);
};
