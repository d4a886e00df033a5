import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { select } from '../../../../platform/db/sql.js';
import type {
  FundingStep,
  ListRequests,
  ReadFundingHistory,
  ReadFundingNotices,
} from '../../application/request-ports.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { PayerShare } from '../../domain/payers.js';
import { readShares, sharesOfAgreement } from './payer-shares.js';
import { requestColumns, toRequest, withLatestStep, type RequestRow } from './request-repository.js';

/** Requests of a partnership that wait, by the key of the index; ids are in order of time. */
export const listRequests: ListRequests = async (tx, scope, { after, limit, isWithoutProposed = false }) => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<RequestRow & { readonly client_id: string; readonly reference: string }>(
    tx,
    `SELECT ${requestColumns}, c.id AS client_id, c.reference
       FROM funding_request q
       JOIN referral r ON r.id = q.referral_id
       JOIN client c ON c.id = r.client_id
       ${withLatestStep}
      WHERE q.partnership_id = ? AND q.answered_at IS NULL AND q.id > ?
        AND (r.state = 'open' OR r.closed_reason = 'placed')
        ${isWithoutProposed ? 'AND NOT EXISTS (SELECT 1 FROM funding_proposal z WHERE z.open_referral_id = q.referral_id)' : ''}
      ORDER BY q.id LIMIT ?`,
    [scope.partnershipId, after ?? '', limit],
  );
  return rows.map((row) => ({ ...toRequest(row), clientId: row.client_id, reference: row.reference }));
};

/** Steps shown at most; a referral has a handful. */
const stepsAtMost = 100;

interface StepRow {
  readonly at: Date;
  readonly by_name: string | null;
  readonly kind: FundingStep['kind'];
  readonly on_day: IsoDate | null;
  readonly expires_on: IsoDate | null;
  readonly weeks: number | null;
  readonly weekly_rate_pence: number | string | null;
  readonly route: Route | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly agreement_id: string | null;
}

const toStep = (row: StepRow, shares: ReadonlyMap<string, readonly PayerShare[]>): readonly FundingStep[] => {
  const { kind, reason, note } = row;
  const told = { at: row.at, by: row.by_name };
  const asked = {
    weeks: row.weeks ?? 0,
    // A number beside a null in a union comes as text.
    weeklyRatePence: Number(row.weekly_rate_pence ?? 0),
    route: row.route ?? '',
    ...sharesOfAgreement(shares, row.agreement_id ?? ''),
  };
  switch (kind) {
    case 'requested':
      return [{ ...told, ...asked, kind, note: note ?? '' }];
    case 'takeover-asked':
    case 'taken-over':
      return row.on_day === null || row.route === null
        ? []
        : [
            {
              ...told,
              ...sharesOfAgreement(shares, row.agreement_id ?? ''),
              ...{ kind, fromOn: row.on_day, note, route: row.route },
              weeklyRatePence: pence(asked.weeklyRatePence),
              fundingDecisionId: kind === 'taken-over' ? row.agreement_id : null,
            },
          ];
    case 'listed':
      return row.on_day === null ? [] : [{ ...told, kind, panelOn: row.on_day }];
    case 'deferred':
    case 'revoked':
    case 'notice-given':
      return [{ ...told, kind, reason: reason ?? 'other', note }];
    case 'proposed':
      return [{ ...told, ...asked, kind, note }];
    case 'withdrawn':
    case 'answered':
    case 'returned':
    case 'overtaken':
    case 'takeover-returned':
    case 'notice-lifted':
      return [{ ...told, kind, note }];
    case 'approved':
      return row.on_day === null || row.expires_on === null
        ? []
        : [{ ...told, ...asked, kind, decidedOn: row.on_day, expiresOn: row.expires_on }];
    case 'declined':
      return row.on_day === null ? [] : [{ ...told, kind, decidedOn: row.on_day, reason, note }];
  }
};

/** One statement over requests, their steps, decisions and what was taken back; nothing of it is ever changed. */
export const readFundingHistory: ReadFundingHistory = async (tx, scope, referralId) => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<StepRow>(
    tx,
    `SELECT h.at, m.display_name AS by_name, h.kind, h.on_day, h.expires_on, h.weeks, h.weekly_rate_pence, h.route,
            h.reason, h.note, h.agreement_id
       FROM (
         SELECT q.recorded_at AS at, q.requested_by AS by_id, 'requested' AS kind, q.requested_on AS on_day,
                NULL AS expires_on, q.weeks, q.weekly_rate_pence, q.route, NULL AS reason, q.reason AS note, 1 AS place,
                NULL AS agreement_id
           FROM funding_request q WHERE q.referral_id = ? AND q.partnership_id = ?
         UNION ALL SELECT s.recorded_at, s.recorded_by, s.kind, s.panel_on, NULL, NULL, NULL, NULL, s.reason, s.note, 2, NULL
           FROM funding_request q JOIN funding_request_step s ON s.funding_request_id = q.id
          WHERE q.referral_id = ? AND q.partnership_id = ? AND s.kind <> 'decided'
         UNION ALL SELECT d.recorded_at, d.decided_by, IF(t.id IS NULL, d.decision, 'taken-over'),
                IF(t.id IS NULL, d.decided_on, t.from_on), d.expires_on, d.weeks, d.weekly_rate_pence, d.route,
                d.decline_reason, COALESCE(t.reason, d.decline_note), 3, d.id
           FROM funding_decision d
           LEFT JOIN funding_takeover t ON t.referral_id = d.referral_id AND t.funding_decision_id = d.id
          WHERE d.referral_id = ? AND d.partnership_id = ?
         UNION ALL SELECT t.proposed_at, t.proposed_by, 'takeover-asked', t.from_on, NULL, NULL, t.weekly_rate_pence,
                t.route, NULL, t.reason, 2, t.id
           FROM funding_takeover t WHERE t.referral_id = ? AND t.partnership_id = ?
         UNION ALL SELECT t.answered_at, t.answered_by, 'takeover-returned', NULL, NULL, NULL, NULL, NULL, NULL,
                t.answer_note, 2, NULL
           FROM funding_takeover t WHERE t.referral_id = ? AND t.partnership_id = ? AND t.answer = 'returned'
         UNION ALL SELECT d.revoked_at, d.revoked_by, 'revoked', NULL, NULL, NULL, NULL, NULL, d.revoke_reason,
                d.revoke_note, 4, NULL
           FROM funding_decision d
          WHERE d.referral_id = ? AND d.partnership_id = ? AND d.revoked_at IS NOT NULL
         UNION ALL SELECT f.proposed_at, f.proposed_by, 'proposed', f.decided_on, NULL, f.weeks, f.weekly_rate_pence,
                f.route, NULL, f.exceptional_reason, 2, f.id
           FROM funding_proposal f WHERE f.referral_id = ? AND f.partnership_id = ?
         UNION ALL SELECT f.answered_at, f.answered_by, f.answer, NULL, NULL, NULL, NULL, NULL, NULL,
                f.answer_note, 2, NULL
           FROM funding_proposal f
          WHERE f.referral_id = ? AND f.partnership_id = ? AND f.answer IN ('returned', 'overtaken')
         UNION ALL SELECT n.recorded_at, n.recorded_by, CONCAT('notice-', n.kind), NULL, NULL, NULL, NULL, NULL,
                n.reason, n.note, 5, NULL
           FROM funding_decision d JOIN funding_notice n ON n.funding_decision_id = d.id
          WHERE d.referral_id = ? AND d.partnership_id = ?
       ) h
       LEFT JOIN member m ON m.id = h.by_id
      ORDER BY h.at DESC, h.place DESC LIMIT ${stepsAtMost}`,
    Array.from({ length: 9 }, () => [referralId, scope.partnershipId]).flat(),
  );
  const shares = await readShares(
    tx,
    rows.flatMap(({ agreement_id }) => agreement_id ?? []),
  );
  return rows.flatMap((row) => toStep(row, shares));
};

/** The notice that stands on each referral's booked bed, by the last row of each decision. */
export const readFundingNotices: ReadFundingNotices = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<{
    referral_id: string;
    recorded_at: Date;
    reason: string | null;
    note: string | null;
  }>(
    tx,
    `SELECT d.referral_id, n.recorded_at, n.reason, n.note
       FROM funding_decision d JOIN funding_notice n ON n.funding_decision_id = d.id
      WHERE d.referral_id IN (?) AND d.claimed_nights > 0 AND n.kind = 'given'
        AND NOT EXISTS (SELECT 1 FROM funding_notice x
                         WHERE x.funding_decision_id = n.funding_decision_id AND x.step > n.step)`,
    [referralIds],
  );
  return new Map(
    rows.map(({ referral_id, recorded_at, reason, note }) => [
      referral_id,
      { on: londonDate(recorded_at), reason: reason ?? 'other', note },
    ]),
  );
};
