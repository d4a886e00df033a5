import { select, selectOne } from '../../../../platform/db/sql.js';
import type {
  Notification,
  Occurrences,
  ReadNotifications,
  ReadRecipients,
} from '../../application/ports.js';
import { noticeKinds, type FundingOccurrence, type Notice } from '../../domain/notice.js';

interface FundingRow extends Omit<FundingOccurrence, 'isRevoked'> {
  readonly is_revoked: number;
}

/** What messages are about, as it stands now. */
export const occurrences: Occurrences = {
  offer: (tx, offerId) =>
    selectOne(
      tx,
      `SELECT id AS offerId, state, partnership_id AS partnershipId, provider_id AS providerId FROM offer WHERE id = ?`,
      [offerId],
    ),
  placement: (tx, placementId) =>
    selectOne(
      tx,
      `SELECT id AS placementId, state, end_kind AS endKind, departs_on AS departsOn,
              partnership_id AS partnershipId
         FROM placement WHERE id = ?`,
      [placementId],
    ),
  async funding(tx, referralId) {
    // What was touched last: a revoking comes after the decision it takes back.
    const row = await selectOne<FundingRow>(
      tx,
      `SELECT referral_id AS referralId, id AS decisionId, decision, revoked_at IS NOT NULL AS is_revoked,
              partnership_id AS partnershipId
         FROM funding_decision WHERE referral_id = ?
        ORDER BY GREATEST(recorded_at, COALESCE(revoked_at, recorded_at)) DESC, id DESC LIMIT 1`,
      [referralId],
    );
    if (row === null) return null;
    const { is_revoked, ...decision } = row;
    return { ...decision, isRevoked: is_revoked === 1 };
  },
};

/** By the index of an organisation's members. */
export const readRecipients: ReadRecipients = async (tx, { to, roles }) => {
  const [column, organisationId] =
    to.kind === 'partnership' ? ['partnership_id', to.partnershipId] : ['provider_id', to.providerId];
  const members = await select<{ readonly id: string }>(
    tx,
    `SELECT id FROM member WHERE ${column} = ? AND role IN (?) AND disabled_at IS NULL ORDER BY id`,
    [organisationId, roles],
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

const toNotification = (row: NotificationRow): readonly Notification[] => {
  const kind = noticeKinds.find((known) => known === row.kind);
  return kind === undefined
    ? []
    : [
        {
          notificationId: row.id,
          kind,
          subject: { kind: row.subject_kind, id: row.subject_id },
          reference: row.reference,
          placeName: row.place_name,
          toldAt: row.told_at,
          isRead: row.read_at !== null,
        },
      ];
};

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
  return rows.flatMap(toNotification);
};
