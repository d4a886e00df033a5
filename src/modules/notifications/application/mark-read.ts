import type { AppendAudit } from '../../../kernel/audit.js';
import { done, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NotificationRepository } from './ports.js';

/** Marks read the notifications a member saw; what they did not see stays unread, in whatever order it was told. Twice is as once. */
export const makeMarkRead =
  ({
    notifications,
    audit,
  }: {
    readonly notifications: NotificationRepository;
    readonly audit: AppendAudit;
  }) =>
  async (
    tx: Tx,
    command: { readonly memberId: string; readonly notificationIds: readonly string[] },
  ): Promise<Outcome<{ read: number }, never>> => {
    const read = await notifications.markRead(tx, command.memberId, command.notificationIds);
    if (read > 0) {
      await audit(tx, {
        action: 'notifications.marked-read',
        subjectKind: 'member',
        subjectId: command.memberId,
        version: null,
        after: { read },
      });
    }
    return done({ read });
  };
