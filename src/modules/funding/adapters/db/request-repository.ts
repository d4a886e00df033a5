import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { FundingRequests, RequestStep, RevokeDecision } from '../../application/request-ports.js';
import type { FundingAsked, ReadFundingAsked, ReadOpenRequests } from '../../contract/requests.js';
import { deferReasons, type FundingRequest, type RequestStanding } from '../../domain/request.js';

/** A request with the last thing that happened to it. */
export interface RequestRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly route: Route;
  readonly weeks: number;
  readonly weekly_rate_pence: number;
  readonly reason: string;
  readonly requested_on: IsoDate;
  readonly version: number;
  readonly step_kind: RequestStep['kind'] | null;
  readonly panel_on: IsoDate | null;
  readonly step_reason: string | null;
  readonly step_note: string | null;
  readonly is_proposed: number;
}

const standingOf = (row: RequestRow): RequestStanding => {
  const { step_kind, panel_on, step_reason, step_note } = row;
  if (row.is_proposed === 1) return { state: 'proposed' };
  if (step_kind === 'answered') return { state: 'answered', note: step_note ?? '' };
  if (step_kind === 'listed' && panel_on !== null) return { state: 'listed', panelOn: panel_on };
  if (step_kind !== 'deferred') return { state: 'requested' };
  // A reason that a later release took off the list is told as another one.
  const reason = deferReasons.find((known) => known === step_reason) ?? 'other';
  return { state: 'deferred', reason, note: step_note };
};

/** A row as the domain knows it. */
export const toRequest = (row: RequestRow): FundingRequest => ({
  requestId: row.id,
  referralId: row.referral_id,
  partnershipId: row.partnership_id,
  route: row.route,
  weeks: row.weeks,
  weeklyRatePence: pence(row.weekly_rate_pence),
  reason: row.reason,
  requestedOn: row.requested_on,
  standing: standingOf(row),
  version: row.version,
});

/** A request `q` with its latest step `s`. */
export const requestColumns = `q.id, q.referral_id, q.partnership_id, q.route, q.weeks, q.weekly_rate_pence, q.reason,
  q.requested_on, q.version, s.kind AS step_kind, s.panel_on, s.reason AS step_reason, s.note AS step_note,
  EXISTS (SELECT 1 FROM funding_proposal z WHERE z.open_referral_id = q.open_referral_id) AS is_proposed`;
/** Joins its latest step to a request `q`. */
export const withLatestStep = `LEFT JOIN funding_request_step s ON s.id =
  (SELECT MAX(x.id) FROM funding_request_step x WHERE x.funding_request_id = q.id)`;

/** The requests of these referrals that wait for an answer. */
export const readOpenRequests: ReadOpenRequests = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<RequestRow>(
    tx,
    `SELECT ${requestColumns} FROM funding_request q ${withLatestStep} WHERE q.open_referral_id IN (?)`,
    [referralIds],
  );
  return new Map(rows.map((row) => [row.referral_id, toRequest(row)]));
};

/** Open requests, and approvals proposed without one. Two statements. */
export const readFundingAsked: ReadFundingAsked = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const proposed = await select<{ referral_id: string; decided_on: IsoDate }>(
    tx,
    'SELECT referral_id, decided_on FROM funding_proposal WHERE open_referral_id IN (?)',
    [referralIds],
  );
  return new Map<string, FundingAsked>([
    ...proposed.map(({ referral_id, decided_on }): [string, FundingAsked] => [
      referral_id,
      { requestedOn: decided_on, standing: { state: 'proposed' } },
    ]),
    ...(await readOpenRequests(tx, referralIds)),
  ]);
};

const findOpen = async (tx: Tx, referralId: string): Promise<FundingRequest | null> =>
  (await readOpenRequests(tx, [referralId])).get(referralId) ?? null;

/** Requests on MariaDB or MySQL: a unique key keeps one open for a referral, a guarded update takes each step once. */
export const mariadbFundingRequests: FundingRequests = {
  findOpen,

  async insert(tx, request, requestedBy) {
    try {
      await execute(
        tx,
        `INSERT INTO funding_request (id, referral_id, partnership_id, route, weeks, weekly_rate_pence, reason,
           requested_on, requested_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          request.requestId,
          request.referralId,
          request.partnershipId,
          request.route,
          request.weeks,
          request.weeklyRatePence,
          request.reason,
          request.requestedOn,
          requestedBy,
          request.version,
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'funding_request_one_open') return false;
      throw error;
    }
  },

  async step(tx, { requestId, version }, step, recordedBy) {
    const waitsOn = step.kind !== 'withdrawn' && step.kind !== 'decided';
    const moved = await execute(
      tx,
      `UPDATE funding_request SET version = version + 1, answered_at = IF(?, NULL, UTC_TIMESTAMP(6))
        WHERE id = ? AND version = ? AND answered_at IS NULL`,
      [waitsOn, requestId, version],
    );
    if (moved !== 1) return false;
    await execute(
      tx,
      `INSERT INTO funding_request_step (funding_request_id, kind, panel_on, reason, note, funding_decision_id,
         recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        requestId,
        step.kind,
        step.kind === 'listed' ? step.panelOn : null,
        step.kind === 'deferred' ? step.reason : null,
        'note' in step ? step.note : null,
        step.kind === 'decided' ? step.fundingDecisionId : null,
        recordedBy,
      ],
    );
    return true;
  },
};

/** A guarded update has the last word: nights taken at the same moment keep the yes, or find none. */
export const revokeDecision: RevokeDecision = async (tx, { fundingDecisionId, reason, note, revokedBy }) => {
  const revoked = await execute(
    tx,
    `UPDATE funding_decision
        SET revoked_at = UTC_TIMESTAMP(6), revoked_by = ?, revoke_reason = ?, revoke_note = ?
      WHERE id = ? AND decision = 'approved' AND revoked_at IS NULL AND claimed_nights = 0`,
    [revokedBy, reason, note, fundingDecisionId],
  );
  if (revoked === 1) return { claimedNights: 0 };
  const row = await selectOne<{ claimed: string }>(
    tx,
    'SELECT claimed_nights AS claimed FROM funding_decision WHERE id = ? AND claimed_nights > 0',
    [fundingDecisionId],
  );
  if (row === null) throw new Error(`Funding decision ${fundingDecisionId} could not be taken back.`);
  return { claimedNights: Number(row.claimed) };
};
