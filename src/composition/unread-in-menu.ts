import type { Actor } from '../kernel/actor.js';
import { scopeFor } from '../kernel/permissions.js';
import type { Tx } from '../kernel/unit-of-work.js';
import type { NotificationRepository } from '../modules/notifications/application/ports.js';
import type { PageFrame } from '../ui/page-frame.js';
import { countOf } from '../ui/presenters/numbers.js';

/** More are not counted for the menu: nobody needs to know how many more. */
const atMost = 99;

const badgeOf = (unread: number): { readonly text: string; readonly spokenText: string } => ({
  text: unread > atMost ? `${atMost}+` : String(unread),
  spokenText:
    unread > atMost ? `more than ${atMost} not read` : `${countOf(unread, 'notification')} not read`,
});

/** Puts beside the menu's notifications how many the reader has not read; nothing where there are none. */
export const createCompleteFrame =
  ({ countUnread }: Pick<NotificationRepository, 'countUnread'>) =>
  async (tx: Tx, actor: Actor, frame: PageFrame): Promise<PageFrame> => {
    if (scopeFor(actor, 'read-own-notifications') === null) return frame;
    const unread = await countUnread(tx, actor.memberId, atMost + 1);
    if (unread === 0) return frame;
    return {
      ...frame,
      nav: frame.nav.map((item) =>
        item.key === 'notifications' ? { ...item, badge: badgeOf(unread) } : item,
      ),
    };
  };
