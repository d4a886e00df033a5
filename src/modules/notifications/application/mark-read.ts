import type { AppendAudit } from '../../../kernel/audit.js';
import { done, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NotificationRepository } from './ports.js';

/** Marks read what a member was told up to one notification; what comes meanwhile stays unread. Twice is as once. */
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
    command: { readonly memberId: string; readonly upTo: string },
  ): Promise<Outcome<{ read: number }, never>> => {
    const read = await notifications.markRead(tx, command.memberId, command.upTo);
    if (read > 0) {
      await audit(tx, {
        action: 'notifications.marked-read',
        subjectKind: 'member',
        subjectId: command.memberId,
        version: null,
        after: { upTo: command.upTo, read },
      });
    }
    return done({ read });
  };
