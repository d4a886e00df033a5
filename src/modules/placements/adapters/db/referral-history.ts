import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { Refuser } from '../../domain/offer.js';

interface StepRow {
  readonly id: number | string;
  readonly actor_role: string;
  readonly organisation: string | null;
  readonly after_json: unknown;
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
  /** Its place in the order: the mark of a page. */
  readonly stepId: string;
  /** In which role somebody acted, and for whom they work. */
  readonly role: string;
  readonly organisation: string | null;
  /** What the record keeps of it, unread: only coded values of known steps are told. */
  readonly after: unknown;
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

const leavingAsRecorded = z.object({ kind: z.enum(['planned', 'unplanned']), reason: z.string() });

/** A leaving that was put right since is told as it was recorded, in its own step. */
const endingOf = (row: StepRow, after: unknown): HistoryStep['ending'] => {
  const recorded = leavingAsRecorded.safeParse(after);
  if (row.action === 'placements.person-discharged' && recorded.success) return recorded.data;
  return row.end_reason === null ? null : { kind: row.end_kind, reason: row.end_reason };
};

const unread = ({ after_json }: StepRow): unknown =>
  typeof after_json === 'string' ? JSON.parse(after_json) : after_json;

const toStep = (row: StepRow): HistoryStep => ({
  stepId: String(row.id),
  role: row.actor_role,
  organisation: row.organisation,
  after: unread(row),
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
  ending: endingOf(row, unread(row)),
});

/** Which steps are asked for: before one of them, newest first. */
export interface HistoryQuery {
  readonly before: string | null;
  readonly limit: number;
}

type Owner = 'partnership_id' | 'provider_id';

/** What a referral and its money went through; whoever looks after the person sees it. */
const ofReferral = `SELECT a.id, a.at, a.action, a.actor_id, a.reason AS note,
                IF(a.action = 'referrals.referral-closed', JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.reason')), NULL)
                  AS closed_reason,
                NULL AS project_id, NULL AS bed_id, NULL AS refused_by, NULL AS refusal_reason, NULL AS end_kind,
                NULL AS end_reason
           FROM referral r JOIN audit a ON a.subject_kind = 'referral' AND a.subject_id = r.id
          WHERE r.id = ? AND r.partnership_id = ?`;
const ofPlaces = `SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL,
                CONVERT(JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.projectId')) USING ascii), NULL, NULL, NULL, NULL, NULL
           FROM referral r JOIN audit a ON a.subject_kind = 'referral_places' AND a.subject_id = r.id
          WHERE r.id = ? AND r.partnership_id = ?`;
const ofDecisions = `SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL
           FROM funding_decision f JOIN audit a ON a.subject_kind = 'funding_decision' AND a.subject_id = f.id
          WHERE f.referral_id = ? AND f.partnership_id = ?`;
const ofRequests = `SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL
           FROM funding_request q JOIN audit a ON a.subject_kind = 'funding_request' AND a.subject_id = q.id
          WHERE q.referral_id = ? AND q.partnership_id = ?`;
const ofProposals = `SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL, NULL, NULL, NULL, NULL, NULL, NULL
           FROM funding_proposal q JOIN audit a ON a.subject_kind = 'funding_proposal' AND a.subject_id = q.id
          WHERE q.referral_id = ? AND q.partnership_id = ?`;

/** What was asked of a project, offered to it, and stayed there: either side sees its own. */
const ofQuestions = (
  owner: Owner,
): string => `SELECT a.id, a.at, a.action, a.actor_id, a.reason AS note, NULL AS closed_reason,
                q.project_id, NULL AS bed_id, NULL AS refused_by, NULL AS refusal_reason, NULL AS end_kind,
                NULL AS end_reason
           FROM suitability_request q JOIN audit a ON a.subject_kind = 'suitability_request' AND a.subject_id = q.id
          WHERE q.referral_id = ? AND q.${owner} = ?`;
const ofOffers = (owner: Owner): string => `SELECT a.id, a.at, a.action, a.actor_id,
                IF(a.action = 'placements.offer-withdrawn', a.reason, NULL), NULL, o.project_id, o.bed_id,
                IF(a.action = 'placements.offer-declined', o.refused_by, NULL),
                IF(a.action = 'placements.offer-declined', o.refusal_reason, NULL), NULL, NULL
           FROM offer o JOIN audit a ON a.subject_kind = 'offer' AND a.subject_id = o.id
          WHERE o.referral_id = ? AND o.${owner} = ?`;
const ofStays = (owner: Owner): string => `SELECT a.id, a.at, a.action, a.actor_id, a.reason, NULL,
                IF(a.action = 'placements.person-admitted', COALESCE(p.started_project_id, p.project_id), p.project_id),
                IF(a.action = 'placements.person-admitted', COALESCE(p.started_bed_id, p.bed_id), p.bed_id), NULL, NULL,
                IF(a.action = 'placements.person-discharged', p.end_kind, NULL),
                IF(a.action IN ('placements.person-discharged', 'placements.never-started'), p.end_reason, NULL)
           FROM offer o
           JOIN placement p ON p.offer_id = o.id
           JOIN audit a ON a.subject_kind = 'placement' AND a.subject_id = p.id AND a.version > 1
          WHERE o.referral_id = ? AND o.${owner} = ?`;

const sourcesOf = (scope: Scope): { readonly parts: readonly string[]; readonly ownerId: string } | null => {
  switch (scope.kind) {
    case 'partnership':
      return {
        parts: [
          ...[ofReferral, ofPlaces, ofDecisions, ofRequests, ofProposals],
          ...[ofQuestions('partnership_id'), ofOffers('partnership_id'), ofStays('partnership_id')],
        ],
        ownerId: scope.partnershipId,
      };
    case 'provider':
      return {
        parts: [ofQuestions('provider_id'), ofOffers('provider_id'), ofStays('provider_id')],
        ownerId: scope.providerId,
      };
    case 'national':
      return null;
  }
};

/**
 * What happened to a referral, its funding, offers and placements, by the audit record, newest first; for a provider what it
 * was asked and offered and what became of that, and nothing besides. Rows of the record are numbered in order, so the number
 * is the mark of a page.
 */
export const readReferralHistory = async (
  tx: Tx,
  scope: Scope,
  referralId: string,
  { before, limit }: HistoryQuery,
): Promise<readonly HistoryStep[]> => {
  const sources = sourcesOf(scope);
  if (sources === null) return [];
  const { parts, ownerId } = sources;
  const rows = await select<StepRow>(
    tx,
    `SELECT s.id, k.actor_role, COALESCE(n.name, v.name) AS organisation, k.after_json, s.at, s.action,
            m.display_name AS by_name, s.note, s.closed_reason, p.name AS project_name,
            u.label AS bed_label, s.refused_by, s.refusal_reason, s.end_kind, s.end_reason
       FROM (${parts.join(' UNION ALL ')}) s
       JOIN audit k ON k.id = s.id
       LEFT JOIN member m ON m.id = s.actor_id
       LEFT JOIN partnership n ON n.id = m.partnership_id
       LEFT JOIN provider v ON v.id = m.provider_id
       LEFT JOIN project p ON p.id = s.project_id
       LEFT JOIN bed_unit u ON u.id = s.bed_id
      WHERE (? IS NULL OR s.id < ?)
      ORDER BY s.id DESC LIMIT ${limit}`,
    [...parts.flatMap(() => [referralId, ownerId]), before, before],
  );
  return rows.map(toStep);
};
