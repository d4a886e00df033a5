import { select, selectOne } from '../../../../platform/db/sql.js';
import { atHomeIn } from '../../../identity/contract/home.js';
import type {
  Notification,
  Occurrences,
  ReadNotifications,
  ReadRecipients,
} from '../../application/ports.js';
import {
  noticeKinds,
  type FundingNoticeOccurrence,
  type FundingOccurrence,
  type Notice,
  type PlacementOccurrence,
} from '../../domain/notice.js';

interface PlacementRow extends Omit<PlacementOccurrence, 'actedBy' | 'isOfMoneyAlone' | 'unpaidNights'> {
  readonly unpaid_nights: number | string;
  readonly actor_role: string | null;
  readonly action: string | null;
  readonly actor_provider_id: string | null;
}

const sideOf = (role: string | null): PlacementOccurrence['actedBy'] => {
  if (role === 'coordinator' || role === 'approver') return 'partnership';
  return role === 'provider_staff' || role === 'provider_manager' ? 'provider' : null;
};

interface FundingNoticeRow extends Omit<FundingNoticeOccurrence, 'booking'> {
  readonly placement_id: string | null;
  readonly provider_id: string | null;
}

interface FundingAskedRow {
  readonly partnership_id: string;
  readonly request_id: string | null;
  readonly answered_version: number | null;
  readonly proposal_id: string | null;
  readonly proposed_by: string | null;
  readonly takeover_id: string | null;
  readonly takeover_by: string | null;
}

interface FundingRow extends Omit<FundingOccurrence, 'isRevoked' | 'confirms'> {
  readonly is_revoked: number;
  readonly proposal_by: string | null;
  readonly takeover_by: string | null;
}

/** What messages are about, as it stands now. */
export const occurrences: Occurrences = {
  offer: (tx, offerId) =>
    selectOne(
      tx,
      `SELECT id AS offerId, state, partnership_id AS partnershipId, provider_id AS providerId,
              made_by AS madeBy, refused_by AS refusedBy
         FROM offer WHERE id = ?`,
      [offerId],
    ),
  async awaitedOffer(tx, offerId) {
    const row = await selectOne<{
      readonly partnershipId: string;
      readonly providerId: string;
      readonly madeBy: string;
      readonly tried: number;
    }>(
      tx,
      `SELECT o.partnership_id AS partnershipId, o.provider_id AS providerId, o.made_by AS madeBy,
              o.remind_at IS NULL OR EXISTS
                (SELECT 1 FROM offer_try t WHERE t.offer_id = o.id AND t.tried_at >= o.remind_at AND t.whom <> 'partnership') AS tried
         FROM offer o WHERE o.id = ? AND o.state = 'offered' AND o.expires_at > UTC_TIMESTAMP(6)`,
      [offerId],
    );
    if (row === null) return null;
    const { tried, ...offer } = row;
    return { offerId, ...offer, isTried: tried === 1 };
  },
  async placement(tx, placementId) {
    // Each step wrote its version to the record with who took it: one row by that key.
    const row = await selectOne<PlacementRow>(
      tx,
      `SELECT t.id AS placementId, t.version, t.state, t.end_kind AS endKind, t.end_reason AS endReason,
              t.partnership_id AS partnershipId, t.provider_id AS providerId,
              GREATEST(0, COALESCE(DATEDIFF(t.ended_on, t.departs_on), 0)) AS unpaid_nights, a.actor_role, a.action,
              b.provider_id AS actor_provider_id
         FROM placement t
         LEFT JOIN audit a ON a.subject_kind = 'placement' AND a.subject_id = t.id AND a.version = t.version
         LEFT JOIN member b ON b.id = a.actor_id
        WHERE t.id = ?`,
      [placementId],
    );
    if (row === null) return null;
    const { actor_role, action, actor_provider_id, unpaid_nights, ...placement } = row;
    const isOfMoneyAlone = action === 'placements.stay-taken-over';
    // What another provider did, such as recording a death where the person lived, is news to this one.
    const isOther = actor_provider_id !== null && actor_provider_id !== placement.providerId;
    return {
      ...placement,
      unpaidNights: Number(unpaid_nights),
      actedBy: isOther ? null : sideOf(actor_role),
      isOfMoneyAlone,
    };
  },
  async funding(tx, referralId) {
    // What was touched last: a revoking comes after the decision it takes back.
    const row = await selectOne<FundingRow>(
      tx,
      `SELECT d.referral_id AS referralId, d.id AS decisionId, d.decision, d.revoked_at IS NOT NULL AS is_revoked,
              d.partnership_id AS partnershipId, f.proposed_by AS proposal_by, t.proposed_by AS takeover_by
         FROM funding_decision d
         LEFT JOIN funding_proposal f ON f.funding_decision_id = d.id
         LEFT JOIN funding_takeover t ON t.referral_id = d.referral_id AND t.funding_decision_id = d.id
        WHERE d.referral_id = ?
        ORDER BY GREATEST(d.recorded_at, COALESCE(d.revoked_at, d.recorded_at)) DESC, d.id DESC LIMIT 1`,
      [referralId],
    );
    if (row === null) return null;
    const { is_revoked, proposal_by, takeover_by, ...decision } = row;
    const confirms =
      takeover_by !== null
        ? { what: 'takeover' as const, proposedBy: takeover_by }
        : proposal_by !== null
          ? { what: 'proposal' as const, proposedBy: proposal_by }
          : null;
    return { ...decision, isRevoked: is_revoked === 1, confirms };
  },
  async fundingNotice(tx, referralId) {
    const row = await selectOne<FundingNoticeRow>(
      tx,
      `SELECT d.referral_id AS referralId, d.id AS decisionId, n.step, n.kind, d.partnership_id AS partnershipId,
              t.id AS placement_id, t.provider_id
         FROM funding_decision d
         JOIN funding_notice n ON n.funding_decision_id = d.id
         LEFT JOIN offer o ON o.referral_id = d.referral_id AND o.state = 'accepted'
                          AND o.funding_decision_id = d.id
         LEFT JOIN placement t ON t.offer_id = o.id AND t.state = 'booked'
        WHERE d.referral_id = ? ORDER BY n.recorded_at DESC, n.step DESC, t.id DESC LIMIT 1`,
      [referralId],
    );
    if (row === null) return null;
    const { placement_id, provider_id, ...notice } = row;
    return {
      ...notice,
      booking:
        placement_id === null || provider_id === null
          ? null
          : { placementId: placement_id, providerId: provider_id },
    };
  },
  async fundingAsked(tx, referralId) {
    const row = await selectOne<FundingAskedRow>(
      tx,
      `SELECT r.partnership_id, q.id AS request_id, IF(s.kind = 'answered', q.version, NULL) AS answered_version,
              f.id AS proposal_id, f.proposed_by, t.id AS takeover_id, t.proposed_by AS takeover_by
         FROM referral r
         LEFT JOIN funding_request q ON q.open_referral_id = r.id
         LEFT JOIN funding_request_step s ON s.id =
           (SELECT MAX(x.id) FROM funding_request_step x WHERE x.funding_request_id = q.id)
         LEFT JOIN funding_proposal f ON f.open_referral_id = r.id
         LEFT JOIN funding_takeover t ON t.open_referral_id = r.id
        WHERE r.id = ?`,
      [referralId],
    );
    if (row === null) return null;
    const { partnership_id: partnershipId, request_id: requestId, proposal_id, proposed_by } = row;
    const { answered_version: answeredVersion, takeover_id, takeover_by } = row;
    return {
      ...{ referralId, partnershipId, requestId, answeredVersion },
      takeover:
        takeover_id === null || takeover_by === null
          ? null
          : { takeoverId: takeover_id, proposedBy: takeover_by },
      proposal:
        proposal_id === null || proposed_by === null
          ? null
          : { proposalId: proposal_id, proposedBy: proposed_by },
    };
  },
  fundingReturned: (tx, returnedId) =>
    selectOne(
      tx,
      `SELECT f.id AS returnedId, 'proposal' AS what, f.referral_id AS referralId, f.partnership_id AS partnershipId,
              f.version, f.proposed_by AS askedBy, f.answered_by AS answeredBy
         FROM funding_proposal f WHERE f.id = ? AND f.answer = 'returned'
       UNION ALL
       SELECT t.id, 'takeover', t.referral_id, t.partnership_id, t.version, t.proposed_by, t.answered_by
         FROM funding_takeover t WHERE t.id = ? AND t.answer = 'returned'
       UNION ALL
       SELECT q.id, 'request', q.referral_id, q.partnership_id, q.version, q.requested_by, s.recorded_by
         FROM funding_request q
         JOIN funding_request_step s ON s.id =
           (SELECT MAX(x.id) FROM funding_request_step x WHERE x.funding_request_id = q.id)
        WHERE q.id = ? AND s.kind = 'deferred'`,
      [returnedId, returnedId, returnedId],
    ),
  suitability: (tx, requestId) =>
    selectOne(
      tx,
      `SELECT q.id AS requestId, q.version, q.referral_id AS referralId, s.kind AS latest,
              q.partnership_id AS partnershipId, q.provider_id AS providerId
         FROM suitability_request q
         LEFT JOIN suitability_step s ON s.id =
           (SELECT MAX(x.id) FROM suitability_step x WHERE x.suitability_request_id = q.id)
        WHERE q.id = ?`,
      [requestId],
    ),
  async recordOpened(tx, openingId) {
    const rows = await select<{
      readonly referral_id: string;
      readonly partnership_id: string;
      readonly named: string | null;
    }>(
      tx,
      `SELECT z.referral_id, c.partnership_id, y.member_id AS named
         FROM client_restriction_opening z JOIN client c ON c.id = z.client_id
         LEFT JOIN client_restriction_reader y ON y.client_id = z.client_id
        WHERE z.id = ?`,
      [openingId],
    );
    const [first] = rows;
    return first === undefined
      ? null
      : {
          openingId,
          referralId: first.referral_id,
          partnershipId: first.partnership_id,
          named: rows.flatMap(({ named }) => (named === null ? [] : [named])),
        };
  },
  transfer: (tx, transferId) =>
    selectOne(
      tx,
      `SELECT t.id AS transferId, t.state, t.referral_id AS referralId, t.from_partnership_id AS fromPartnershipId,
              t.to_partnership_id AS toPartnershipId, t.asked_by_partnership_id AS askedByPartnershipId
         FROM referral_transfer t WHERE t.id = ?`,
      [transferId],
    ),
  providerMove: (tx, moveId) =>
    selectOne(
      tx,
      `SELECT m.id AS moveId, m.placement_id AS placementId, COALESCE(m.answer, 'asked') AS state,
              m.partnership_id AS partnershipId, m.from_provider_id AS fromProviderId, m.provider_id AS providerId,
              m.proposed_by AS proposedBy
         FROM provider_move m WHERE m.id = ?`,
      [moveId],
    ),
  override: (tx, overrideId) =>
    selectOne(
      tx,
      `SELECT a.id AS overrideId, a.referral_id AS referralId, a.partnership_id AS partnershipId, a.answer,
              a.asked_by AS askedBy
         FROM asked_override a WHERE a.id = ?`,
      [overrideId],
    ),
  repair: (tx, repairId) =>
    selectOne(
      tx,
      `SELECT r.id AS repairId, r.placement_id AS placementId, COALESCE(r.answer, 'proposed') AS state,
              p.provider_id AS providerId, r.proposed_by AS proposedBy, r.answered_by AS answeredBy
         FROM stay_repair r JOIN placement p ON p.id = r.placement_id WHERE r.id = ?`,
      [repairId],
    ),
  suggestion: (tx, referralId) =>
    selectOne(
      tx,
      `SELECT r.id AS referralId, r.partnership_id AS partnershipId, s.bed_id AS bedId, s.arrives_on AS arrivesOn
         FROM referral r
         JOIN suggestion s ON s.run_id = (SELECT MAX(id) FROM match_run) AND s.referral_id = r.id
        WHERE r.id = ? AND r.state = 'open'
          AND JSON_UNQUOTE(JSON_EXTRACT(s.explanation, '$.state')) IN ('suggested', 'no-place')`,
      [referralId],
    ),
  async partnershipOf(tx, referralId) {
    const row = await selectOne<{ readonly partnership_id: string }>(
      tx,
      `SELECT partnership_id FROM referral WHERE id = ? AND state = 'open'`,
      [referralId],
    );
    return row?.partnership_id ?? null;
  },
};

/** By the index of an organisation's members; those of none are few. */
export const readRecipients: ReadRecipients = async (tx, { to, roles, onlyTo, besides, notTo }) => {
  const { condition, values } = atHomeIn(to);
  const [are, whom] = onlyTo === undefined ? ['role', roles] : ['id', onlyTo];
  const members = await select<{ readonly id: string }>(
    tx,
    `SELECT id FROM member WHERE ${condition} AND (${are} IN (?) OR id = ?) AND id <> ? AND disabled_at IS NULL
      ORDER BY id`,
    [...values, whom.length === 0 ? [''] : whom, besides ?? '', notTo ?? ''],
  );
  return members.map(({ id }) => id);
};

interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly subject_kind: Notice['subject']['kind'];
  readonly subject_id: string;
  readonly told_at: Date;
  readonly read_at: Date | null;
  readonly reference: string | null;
  readonly place_name: string | null;
}

const toNotification = (row: NotificationRow): Notification => ({
  notificationId: row.id,
  kind: noticeKinds.find((known) => known === row.kind) ?? 'other',
  subject: { kind: row.subject_kind, id: row.subject_id },
  reference: row.reference,
  placeName: row.place_name,
  toldAt: row.told_at,
  isRead: row.read_at !== null,
});

/** Ids are in order of telling, so the id is the mark of a page. Only the member's own rows are reached. */
export const readNotifications: ReadNotifications = async (tx, memberId, { after, limit, isUnreadOnly }) => {
  const rows = await select<NotificationRow>(
    tx,
    `SELECT n.id, n.kind, n.subject_kind, n.subject_id, n.told_at, n.read_at, c.reference, j.name AS place_name
       FROM notification n
       LEFT JOIN offer o ON n.subject_kind = 'offer' AND o.id = n.subject_id
       LEFT JOIN placement t ON n.subject_kind = 'placement' AND t.id = n.subject_id
       LEFT JOIN referral r ON n.subject_kind = 'referral' AND r.id = n.subject_id
       LEFT JOIN client c ON c.id = COALESCE(o.client_id, t.client_id, r.client_id)
       LEFT JOIN project j ON j.id = COALESCE(o.project_id, t.project_id)
      WHERE n.member_id = ? AND (? IS NULL OR n.id < ?) ${isUnreadOnly ? 'AND n.read_at IS NULL' : ''}
      ORDER BY n.id DESC LIMIT ${limit}`,
    [memberId, after, after],
  );
  return rows.map(toNotification);
};
