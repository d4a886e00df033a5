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
  readonly facts: unknown;
  readonly actor_provider_id: string | null;
  readonly begun_by: string | null;
  readonly begun_for: string | null;
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
  /** The provider that whoever acted works for; null for everybody else. */
  readonly providerId: string | null;
  /** Who asked for what somebody else answered in this step, and for whom they work; null where one person did it all. */
  readonly begunBy: { readonly name: string; readonly organisation: string | null } | null;
  /** What the record keeps of it, and the row it is about, unread: only coded values of known steps are told. */
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

const parsed = (json: unknown): unknown => (typeof json === 'string' ? JSON.parse(json) : json);

/** What the row says besides; what the record keeps of the step itself comes first. */
const unread = ({ after_json, facts }: StepRow): unknown => {
  const [after, besides] = [parsed(after_json), parsed(facts)];
  if (besides === null || typeof besides !== 'object') return after;
  return { ...besides, ...(typeof after === 'object' ? after : {}) };
};

const toStep = (row: StepRow): HistoryStep => ({
  stepId: String(row.id),
  role: row.actor_role,
  organisation: row.organisation,
  providerId: row.actor_provider_id,
  begunBy: row.begun_by === null ? null : { name: row.begun_by, organisation: row.begun_for },
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
  /**
   * Whether whoever asks is named for the person's record, which has been restricted: who may see it, and since when,
   * is theirs alone.
   */
  readonly isNamed?: boolean;
}

type Owner = 'partnership_id' | 'provider_id';

/** What a part of the story tells of its steps besides what the record does; what it does not name, it does not know. */
const columns = [
  'note',
  'closed_reason',
  'project_id',
  'bed_id',
  'refused_by',
  'refusal_reason',
  'end_kind',
  'end_reason',
  'begun_by_id',
  'facts',
] as const;

const part = (
  told: Partial<Readonly<Record<(typeof columns)[number] | 'action' | 'actor_id', string>>>,
  from: string,
): string =>
  `SELECT a.id, a.at, ${told.action ?? 'a.action'} AS action, ${told.actor_id ?? 'a.actor_id'} AS actor_id,
          ${columns.map((column) => `${told[column] ?? 'NULL'} AS ${column}`).join(', ')}
     ${from}`;

/** A value of what the record keeps of a step, as an id. */
const idIn = (name: string): string =>
  `CONVERT(JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.${name}')) USING ascii)`;

/** What a referral and its money went through; whoever looks after the person sees it. */
const ofReferral = part(
  {
    note: 'a.reason',
    closed_reason: `IF(a.action = 'referrals.referral-closed', JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.reason')), NULL)`,
    begun_by_id: 't.asked_by',
    facts: `IF(t.id IS NULL, NULL, JSON_OBJECT('fromName', f.name, 'toName', g.name))`,
  },
  `FROM referral r
   JOIN audit a ON a.subject_kind = 'referral' AND a.subject_id = r.id
   LEFT JOIN referral_transfer t ON a.action = 'referrals.transfer-accepted' AND t.id = ${idIn('transferId')}
   LEFT JOIN partnership f ON f.id = t.from_partnership_id
   LEFT JOIN partnership g ON g.id = t.to_partnership_id
  WHERE r.id = ? AND r.partnership_id = ?`,
);
const ofTransfers = part(
  {
    note: 'a.reason',
    begun_by_id: 't.asked_by',
    facts: `JSON_OBJECT('fromName', f.name, 'toName', g.name)`,
  },
  `FROM referral r
   JOIN referral_transfer t ON t.referral_id = r.id
   JOIN audit a ON a.subject_kind = 'referral_transfer' AND a.subject_id = t.id
   JOIN partnership f ON f.id = t.from_partnership_id
   JOIN partnership g ON g.id = t.to_partnership_id
  WHERE r.id = ? AND r.partnership_id = ?`,
);
/** Of the person, what no step of a referral says; their answers about equality stand apart (docs/adr/0027). */
const ofPerson = part(
  {},
  `FROM referral r
   JOIN audit a ON a.subject_kind = 'client' AND a.subject_id = r.client_id
    AND a.action IN ('referrals.death-recorded', 'referrals.death-taken-back')
  WHERE r.id = ? AND r.partnership_id = ?`,
);
const ofDisclosures = part(
  {},
  `FROM referral r JOIN audit a ON a.subject_kind = 'referral_disclosure' AND a.subject_id = r.id
  WHERE r.id = ? AND r.partnership_id = ?`,
);
const ofPlaces = part(
  { note: 'a.reason', project_id: idIn('projectId') },
  `FROM referral r JOIN audit a ON a.subject_kind = 'referral_places' AND a.subject_id = r.id
  WHERE r.id = ? AND r.partnership_id = ?`,
);
const ofDecisions = part(
  { note: 'a.reason' },
  `FROM funding_decision f JOIN audit a ON a.subject_kind = 'funding_decision' AND a.subject_id = f.id
  WHERE f.referral_id = ? AND f.partnership_id = ?`,
);
const ofRequests = part(
  { note: 'a.reason' },
  `FROM funding_request q JOIN audit a ON a.subject_kind = 'funding_request' AND a.subject_id = q.id
  WHERE q.referral_id = ? AND q.partnership_id = ?`,
);
const ofProposals = part(
  { note: 'a.reason' },
  `FROM funding_proposal q JOIN audit a ON a.subject_kind = 'funding_proposal' AND a.subject_id = q.id
  WHERE q.referral_id = ? AND q.partnership_id = ?`,
);
/** Whoever answers says nothing of who pays or why: what was asked for does. */
const ofTakeovers = part(
  {
    note: `IF(a.action = 'funding.takeover-confirmed', t.reason, a.reason)`,
    begun_by_id: 't.proposed_by',
    facts: `JSON_OBJECT('fromOn', t.from_on, 'toOn', t.to_on, 'payingRoute', t.route,
              'weeklyRatePence', t.weekly_rate_pence, 'shares', JSON_EXTRACT(asked.after_json, '$.shares'))`,
  },
  `FROM funding_takeover t
   JOIN audit a ON a.subject_kind = 'funding_takeover' AND a.subject_id = t.id
   LEFT JOIN audit asked ON asked.subject_kind = 'funding_takeover' AND asked.subject_id = t.id AND asked.version = 1
  WHERE t.referral_id = ? AND t.partnership_id = ?`,
);
const ofOverrides = part(
  {
    note: `IF(a.action = 'placements.override-confirmed', q.reason, a.reason)`,
    project_id: 'u.project_id',
    bed_id: 'q.bed_id',
    begun_by_id: 'q.asked_by',
  },
  `FROM asked_override q
   JOIN audit a ON a.subject_kind = 'asked_override' AND a.subject_id = q.id
   JOIN bed_unit u ON u.id = q.bed_id
  WHERE q.referral_id = ? AND q.partnership_id = ?`,
);
/** Of an offer to somebody else, that it was made although this person lost a place by it: not to whom, where, or by whom. */
const ofPassingOver = part(
  { action: `'placements.passed-over'`, actor_id: 'NULL' },
  `FROM offer_override v
   JOIN referral r ON r.id = v.passed_over_referral_id
   JOIN asked_override q ON q.offer_id = v.offer_id
   JOIN audit a ON a.subject_kind = 'asked_override' AND a.subject_id = q.id
    AND a.action = 'placements.override-confirmed'
  WHERE v.passed_over_referral_id = ? AND r.partnership_id = ?`,
);
const ofRestriction = part(
  { note: 'a.reason' },
  `FROM referral r JOIN audit a ON a.subject_kind = 'client_restriction' AND a.subject_id = r.client_id
  WHERE r.id = ? AND r.partnership_id = ?`,
);
const ofOpenings = part(
  { note: 'a.reason' },
  `FROM referral r
   JOIN client_restriction_opening o ON o.client_id = r.client_id
   JOIN audit a ON a.subject_kind = 'client_restriction_opening' AND a.subject_id = o.id
  WHERE r.id = ? AND r.partnership_id = ?`,
);

/** What was asked of a project, offered to it, and stayed there: either side sees its own. */
const ofQuestions = (owner: Owner): string =>
  part(
    { note: 'a.reason', project_id: 'q.project_id' },
    `FROM suitability_request q JOIN audit a ON a.subject_kind = 'suitability_request' AND a.subject_id = q.id
    WHERE q.referral_id = ? AND q.${owner} = ?`,
  );
const ofOffers = (owner: Owner): string =>
  part(
    {
      note: `IF(a.action = 'placements.offer-withdrawn', a.reason, NULL)`,
      project_id: 'o.project_id',
      bed_id: 'o.bed_id',
      refused_by: `IF(a.action = 'placements.offer-declined', o.refused_by, NULL)`,
      refusal_reason: `IF(a.action = 'placements.offer-declined', o.refusal_reason, NULL)`,
    },
    `FROM offer o JOIN audit a ON a.subject_kind = 'offer' AND a.subject_id = o.id
    WHERE o.referral_id = ? AND o.${owner} = ?`,
  );
/**
 * A step that took two people is recorded of the second. A repair was weighed for the version before it; whoever was to go on
 * goes by the last move that was accepted until then, in the same transaction.
 */
const ofStays = (owner: Owner): string =>
  part(
    {
      note: 'a.reason',
      project_id: `IF(a.action = 'placements.person-admitted', COALESCE(p.started_project_id, p.project_id), p.project_id)`,
      bed_id: `IF(a.action = 'placements.person-admitted', COALESCE(p.started_bed_id, p.bed_id), p.bed_id)`,
      end_kind: `IF(a.action = 'placements.person-discharged', p.end_kind, NULL)`,
      end_reason: `IF(a.action IN ('placements.person-discharged', 'placements.never-started'), p.end_reason, NULL)`,
      begun_by_id: `IF(a.action = 'placements.stay-handed-on',
          (SELECT y.proposed_by FROM provider_move y
            WHERE y.placement_id = p.id AND y.answer = 'accepted' AND y.answered_at <= a.at
            ORDER BY y.answered_at DESC LIMIT 1), x.proposed_by)`,
    },
    `FROM offer o
     JOIN placement p ON p.offer_id = o.id
     JOIN audit a ON a.subject_kind = 'placement' AND a.subject_id = p.id AND a.version > 1
     LEFT JOIN stay_repair x
       ON x.placement_id = p.id AND x.placement_version = a.version - 1 AND x.answer = 'confirmed'
    WHERE o.referral_id = ? AND o.${owner} = ?`,
  );
const ofRepairs = (owner: Owner): string =>
  part(
    {
      ...{ note: 'a.reason', project_id: 'p.project_id', bed_id: 'p.bed_id', begun_by_id: 'x.proposed_by' },
      facts: `JSON_OBJECT('kind', x.kind, 'dayOn', x.day_on)`,
    },
    `FROM placement p
     JOIN stay_repair x ON x.placement_id = p.id
     JOIN audit a ON a.subject_kind = 'stay_repair' AND a.subject_id = x.id
    WHERE p.referral_id = ? AND p.${owner} = ?`,
  );
const ofLeaves = (owner: Owner): string =>
  part(
    { project_id: 'p.project_id' },
    `FROM placement p
     JOIN leave_spell x ON x.placement_id = p.id
     JOIN audit a ON a.subject_kind = 'leave_spell' AND a.subject_id = x.id
    WHERE p.referral_id = ? AND p.${owner} = ?`,
  );
/** A provider is told what it recorded itself. */
const ofLeavingSafely = (owner: Owner): string =>
  part(
    { project_id: 'p.project_id' },
    `FROM placement p
     JOIN safety_record x ON x.placement_id = p.id
     JOIN audit a ON a.subject_kind = 'safety_record' AND a.subject_id = x.id
    WHERE p.referral_id = ? AND p.${owner} = ?${
      owner === 'provider_id'
        ? ' AND EXISTS (SELECT 1 FROM member w WHERE w.id = a.actor_id AND w.provider_id = p.provider_id)'
        : ''
    }`,
  );
/** Of the two providers, the one that is left and the one that is asked see it alike; `?` is either. */
const ofMoves = (owner: Owner): string =>
  part(
    {
      note: `IF(a.action = 'placements.provider-move-accepted', y.reason, a.reason)`,
      ...{ project_id: 'y.project_id', bed_id: 'y.bed_id', begun_by_id: 'y.proposed_by' },
      facts: `JSON_OBJECT('movesOn', y.moves_on, 'untilOn', y.departs_on, 'weeklyRatePence', y.weekly_rate_pence,
                'fromProject', j.name)`,
    },
    `FROM placement p
     JOIN provider_move y ON y.placement_id = p.id
     JOIN audit a ON a.subject_kind = 'provider_move' AND a.subject_id = y.id
     LEFT JOIN project j ON j.id = p.project_id
    WHERE p.referral_id = ? AND ? IN (${owner === 'provider_id' ? 'y.from_provider_id, y.provider_id' : 'y.partnership_id'})`,
  );

const ofBothSides = (owner: Owner): readonly string[] =>
  [ofQuestions, ofOffers, ofStays, ofRepairs, ofLeaves, ofLeavingSafely, ofMoves].map((of) => of(owner));

const sourcesOf = (
  scope: Scope,
  isNamed: boolean,
): { readonly parts: readonly string[]; readonly ownerId: string } | null => {
  switch (scope.kind) {
    case 'partnership':
      return {
        parts: [
          ...[ofReferral, ofTransfers, ofPerson, ofDisclosures, ofPlaces],
          ...[ofDecisions, ofRequests, ofProposals, ofTakeovers, ofOverrides, ofPassingOver],
          ...(isNamed ? [ofRestriction, ofOpenings] : []),
          ...ofBothSides('partnership_id'),
        ],
        ownerId: scope.partnershipId,
      };
    case 'provider':
      return { parts: ofBothSides('provider_id'), ownerId: scope.providerId };
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
  { before, limit, isNamed = false }: HistoryQuery,
): Promise<readonly HistoryStep[]> => {
  const sources = sourcesOf(scope, isNamed);
  if (sources === null) return [];
  const { parts, ownerId } = sources;
  const rows = await select<StepRow>(
    tx,
    `SELECT s.id, k.actor_role, COALESCE(n.name, v.name) AS organisation, m.provider_id AS actor_provider_id,
            k.after_json, s.facts, s.at, s.action, m.display_name AS by_name, s.note, s.closed_reason,
            p.name AS project_name, u.label AS bed_label, s.refused_by, s.refusal_reason, s.end_kind, s.end_reason,
            b.display_name AS begun_by, COALESCE(bn.name, bv.name) AS begun_for
       FROM (${parts.join(' UNION ALL ')}) s
       JOIN audit k ON k.id = s.id
       LEFT JOIN member m ON m.id = s.actor_id
       LEFT JOIN partnership n ON n.id = m.partnership_id
       LEFT JOIN provider v ON v.id = m.provider_id
       LEFT JOIN member b ON b.id = s.begun_by_id AND b.id <> s.actor_id
       LEFT JOIN partnership bn ON bn.id = b.partnership_id
       LEFT JOIN provider bv ON bv.id = b.provider_id
       LEFT JOIN project p ON p.id = s.project_id
       LEFT JOIN bed_unit u ON u.id = s.bed_id
      WHERE (? IS NULL OR s.id < ?)
      ORDER BY s.id DESC LIMIT ${limit}`,
    [...parts.flatMap(() => [referralId, ownerId]), before, before],
  );
  return rows.map(toStep);
};
