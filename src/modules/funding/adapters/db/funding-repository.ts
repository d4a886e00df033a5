import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { ReadLatestDecisions, ReadRoute } from '../../contract/funding.js';
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

/** Decisions on a referral follow one another: the one recorded last holds, whatever day it is dated. */
export const readLatestDecisions: ReadLatestDecisions = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<DecisionRow>(
    tx,
    `SELECT id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence, expires_on,
            decline_reason, decline_note, revoked_at, revoke_reason, revoke_note FROM funding_decision WHERE referral_id IN (?) ORDER BY recorded_at, id`,
    [referralIds],
  );
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
       weekly_rate_pence, expires_on, decline_reason, decline_note, decided_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      decidedBy,
    ],
  );
  await insertShares(tx, decision.fundingDecisionId, decision.shares);
};
