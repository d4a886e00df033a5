import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { NotificationRepository } from '../../application/ports.js';

/** What members were told; the members of an organisation are few, so one statement writes. */
export const notificationRepository: NotificationRepository = {
  async tell(tx, { kind, cause, subject }, memberIds, newId) {
    if (memberIds.length === 0) return;
    // Not IGNORE: that would swallow a kind too long or a member unknown as well.
    await execute(
      tx,
      `INSERT INTO notification (id, member_id, cause, kind, subject_kind, subject_id, told_at) VALUES
         ${memberIds.map(() => '(?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))').join(', ')}
         ON DUPLICATE KEY UPDATE id = notification.id`,
      memberIds.flatMap((memberId) => [newId(), memberId, cause, kind, subject.kind, subject.id]),
    );
  },

  async countUnread(tx, memberId, atMost) {
    const row = await selectOne<{ readonly n: string }>(
      tx,
      `SELECT COUNT(*) AS n FROM (SELECT id FROM notification WHERE member_id = ? AND read_at IS NULL
         ${atMost === undefined ? '' : 'LIMIT ?'}) unread`,
      atMost === undefined ? [memberId] : [memberId, atMost],
    );
    return Number(row?.n ?? 0);
  },

  async markRead(tx, memberId, notificationIds) {
    if (notificationIds.length === 0) return 0;
    return execute(
      tx,
      'UPDATE notification SET read_at = UTC_TIMESTAMP(6) WHERE member_id = ? AND id IN (?) AND read_at IS NULL',
      [memberId, notificationIds],
    );
  },
};

/** Forgets up to `atMost` notifications that were told so many days ago, read or not. Gives how many. */
export const forgetNotifications = (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM notification WHERE told_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY told_at LIMIT ?',
    [days, atMost],
  );
