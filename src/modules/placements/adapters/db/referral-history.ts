import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { Refuser } from '../../domain/offer.js';

/** Steps shown at most; a referral has a dozen. */
const stepsAtMost = 100;

interface StepRow {
  readonly at: Date;
  readonly action: string;
  readonly by_name: string | null;
  readonly note: string | null;
  readonly closed_reason: string | null;
  readonly project_name: string | null;
  readonly bed_label: string | null;
  readonly refused_by: Refuser | null;
  readonly refusal_reason: string | null;
  readonly end_kind: 'planned' | 'unplanned' | null;
  readonly end_reason: string | null;
}

/** One step in the story of a referral, with where it happened and why, as far as it happened somewhere for a reason. */
export interface HistoryStep {
  readonly at: Date;
  readonly action: string;
  readonly by: string | null;
  /** What somebody wrote about it. */
  readonly note: string | null;
  /** Why a referral was closed, as coded. */
  readonly closedReason: string | null;
  readonly place: { readonly projectName: string; readonly bedLabel: string | null } | null;
  readonly refusal: { readonly by: Refuser; readonly reason: string } | null;
  readonly ending: { readonly kind: 'planned' | 'unplanned' | null; readonly reason: string } | null;
}

const toStep = (row: StepRow): HistoryStep => ({
  at: row.at,
  action: row.action,
  by: row.by_name,
  note: row.note,
  closedReason: row.closed_reason,
  place: row.project_name === null ? null : { projectName: row.project_name, bedLabel: row.bed_label },
  refusal:
    row.refused_by === null || row.refusal_reason === null
      ? null
      : { by: row.refused_by, reason: row.refusal_reason },
  ending: row.end_reason === null ? null : { kind: row.end_kind, reason: row.end_reason },
});

/** What happened to a referral, its funding, offers and placements, by the audit record, newest first. */
export const readReferralHistory = async (
  tx: Tx,
  scope: Scope,
  referralId: string,
): Promise<readonly HistoryStep[]> => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<StepRow>(
    tx,
    `SELECT s.at, s.action, m.display_name AS by_name, s.note, s.closed_reason, p.name AS project_name,
            u.label AS bed_label, s.refused_by, s.refusal_reason, s.end_kind, s.end_reason
       FROM (
         SELECT a.id, a.at, a.action, a.actor_id, a.reason AS note,
                IF(a.action = 'referrals.referral-closed', JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.reason')), NULL)
                  AS closed_reason,
                NULL AS project_id, NULL AS bed_id, NULL AS refused_by, NULL AS refusal_reason, NULL AS end_kind,
                NULL AS end_reason
           FROM referral r JOIN audit a ON a.subject_kind = 'referral' AND a.subject_id = r.id
          WHERE r.id = ? AND r.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL,
                CONVERT(JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.projectId')) USING ascii), NULL, NULL, NULL, NULL, NULL
           FROM referral r JOIN audit a ON a.subject_kind = 'referral_places' AND a.subject_id = r.id
          WHERE r.id = ? AND r.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL
           FROM funding_decision f JOIN audit a ON a.subject_kind = 'funding_decision' AND a.subject_id = f.id
          WHERE f.referral_id = ? AND f.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL
           FROM funding_request q JOIN audit a ON a.subject_kind = 'funding_request' AND a.subject_id = q.id
          WHERE q.referral_id = ? AND q.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, q.project_id, NULL, NULL, NULL, NULL, NULL
           FROM suitability_request q JOIN audit a ON a.subject_kind = 'suitability_request' AND a.subject_id = q.id
          WHERE q.referral_id = ? AND q.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id,
                IF(a.action = 'placements.offer-withdrawn', a.reason, NULL), NULL, o.project_id, o.bed_id,
                IF(a.action = 'placements.offer-declined', o.refused_by, NULL),
                IF(a.action = 'placements.offer-declined', o.refusal_reason, NULL), NULL, NULL
           FROM offer o JOIN audit a ON a.subject_kind = 'offer' AND a.subject_id = o.id
          WHERE o.referral_id = ? AND o.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, p.project_id, p.bed_id, NULL, NULL,
                IF(a.action = 'placements.person-discharged', p.end_kind, NULL),
                IF(a.action IN ('placements.person-discharged', 'placements.never-started'), p.end_reason, NULL)
           FROM offer o
           JOIN placement p ON p.offer_id = o.id
           JOIN audit a ON a.subject_kind = 'placement' AND a.subject_id = p.id AND a.version > 1
          WHERE o.referral_id = ? AND o.partnership_id = ?
       ) s
       LEFT JOIN member m ON m.id = s.actor_id
       LEFT JOIN project p ON p.id = s.project_id
       LEFT JOIN bed_unit u ON u.id = s.bed_id
      ORDER BY s.at DESC, s.id DESC LIMIT ${stepsAtMost}`,
    Array.from({ length: 7 }, () => [referralId, scope.partnershipId]).flat(),
  );
  return rows.map(toStep);
};
