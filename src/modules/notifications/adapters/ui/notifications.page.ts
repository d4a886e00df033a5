import { z } from 'zod';

import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { makeMarkRead } from '../../application/mark-read.js';
import type { Notification, NotificationRepository, ReadNotifications } from '../../application/ports.js';
import { isSafetyNotice } from '../../domain/notice.js';
import { addressOfNotice, noticeText } from './notice-words.js';
import { NotificationsView } from './notifications.view.js';

/** What the page of notifications needs. */
export interface NotificationsPageDeps {
  readonly readNotifications: ReadNotifications;
  readonly countUnread: NotificationRepository['countUnread'];
  readonly markRead: ReturnType<typeof makeMarkRead>;
}

const path = '/notifications';
const readingPath = `${path}/reading`;
const rowsOnAPage = 25;
/** Between the ids of what was shown, in one field of the form. */
const seenBetween = ',';
const seenIds = z.array(identifier).min(1).max(rowsOnAPage);

const tagOf = ({ isRead, kind }: Notification): TagModel | null => {
  if (isRead) return null;
  return isSafetyNotice(kind) ? { text: 'New, safety', colour: 'red' } : { text: 'New', colour: 'blue' };
};

const show = async (
  deps: NotificationsPageDeps,
  tx: Tx,
  { actor, scope, query, frame, now, newKey }: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const after = identifier.safeParse(query['after']).data ?? null;
  const found = await deps.readNotifications(tx, actor.memberId, {
    after,
    limit: rowsOnAPage + 1,
    isUnreadOnly: false,
  });
  const shown = found.slice(0, rowsOnAPage);
  const unread = await deps.countUnread(tx, actor.memberId);
  const unreadShown = shown.filter(({ isRead }) => !isRead).map(({ notificationId }) => notificationId);
  const oldest = shown.at(-1);
  return {
    kind: 'page',
    page: NotificationsView({
      frame,
      summaryText:
        unread === 0 ? 'You have read everything.' : `${countOf(unread, 'notification')} you have not read.`,
      rows: shown.map((one) => ({
        key: one.notificationId,
        text: noticeText(one.kind),
        href: addressOfNotice(one, scope.kind === 'provider'),
        aboutText: one.reference ?? 'Somebody',
        placeText: one.placeName ?? '',
        whenText: agoText(one.toldAt, now),
        tag: tagOf(one),
      })),
      ...(unreadShown.length === 0
        ? {}
        : {
            reading: { action: readingPath, seen: unreadShown.join(seenBetween), idempotencyKey: newKey() },
          }),
      errors,
      paging: {
        ...(after === null ? {} : { previousHref: path }),
        ...(found.length > shown.length && oldest !== undefined
          ? { nextHref: `${path}?after=${oldest.notificationId}` }
          : {}),
      },
    }),
  };
};

/** What a member was told, and marking it read. */
export const notificationPages = (
  deps: NotificationsPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'read-own-notifications',
      auditedRead: { list: 'notifications' },
      read: (tx, input) => show(deps, tx, input, []),
    },
  ],
  forms: [
    defineForm({
      path: readingPath,
      permission: 'read-own-notifications',
      auditEvent: 'notifications.marked-read',
      auditedRead: { list: 'notifications' },
      standsOn: () => path,
      parse: (typed, { actor }) => {
        const seen = seenIds.safeParse((typed['seen'] ?? '').split(seenBetween));
        return seen.success
          ? { ok: true, command: { memberId: actor.memberId, notificationIds: seen.data } }
          : { ok: false, errors: overall('Use the button below the heading to mark what you see as read.') };
      },
      act: (tx, _input, command) => deps.markRead(tx, command),
      done: () => `${path}?done=marked-read`,
      explain: () => [],
      again: (tx, input, { errors }) => show(deps, tx, input, errors),
    }),
  ],
});
