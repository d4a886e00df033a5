import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { NotificationRepository } from '../../application/ports.js';

/** What members were told. The members of an organisation are few: one statement finds them, one writes. */
export const notificationRepository: NotificationRepository = {
  async tell(tx, { kind, cause, subject, to, roles }, newId) {
    const [column, organisationId] =
      to.kind === 'partnership' ? ['partnership_id', to.partnershipId] : ['provider_id', to.providerId];
    const members = await select<{ readonly id: string }>(
      tx,
      `SELECT id FROM member WHERE ${column} = ? AND role IN (?) AND disabled_at IS NULL ORDER BY id`,
      [organisationId, roles],
    );
    if (members.length === 0) return 0;
    return execute(
      tx,
      `INSERT IGNORE INTO notification (id, member_id, cause, kind, subject_kind, subject_id, told_at) VALUES
         ${members.map(() => '(?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))').join(', ')}`,
      members.flatMap(({ id }) => [newId(), id, cause, kind, subject.kind, subject.id]),
    );
  },

  async countUnread(tx, memberId) {
    const row = await selectOne<{ readonly n: string }>(
      tx,
      'SELECT COUNT(*) AS n FROM notification WHERE member_id = ? AND read_at IS NULL',
      [memberId],
    );
    return Number(row?.n ?? 0);
  },

  markRead(tx, memberId, upTo) {
    return execute(
      tx,
      `UPDATE notification SET read_at = UTC_TIMESTAMP(6) WHERE member_id = ? AND id <= ? AND read_at IS NULL`,
      [memberId, upTo],
    );
  },
};
