import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { identifier, paging } from '../../../../platform/http/schemas.js';
import type { makeMarkRead } from '../../application/mark-read.js';
import type { NotificationRepository, ReadNotifications } from '../../application/ports.js';
import { isSafetyNotice, noticeKinds } from '../../domain/notice.js';

/** What the routes of notifications need. */
export interface NotificationRouteDeps {
  readonly readNotifications: ReadNotifications;
  readonly countUnread: NotificationRepository['countUnread'];
  readonly markRead: ReturnType<typeof makeMarkRead>;
}

const notification = z.object({
  notificationId: identifier.describe('The notification'),
  kind: z.enum(noticeKinds).describe('What happened'),
  subjectKind: z.enum(['offer', 'placement', 'referral']).describe('What it happened to'),
  subjectId: identifier.describe('The offer, placement or referral'),
  reference: z.string().nullable().describe('The person’s reference'),
  placeName: z.string().nullable().describe('The project; null where it is about none'),
  toldAt: z.iso.datetime().describe('When the member was told'),
  isSafety: z.boolean().describe('Whether somebody’s safety rests on it'),
  isRead: z.boolean().describe('Whether the member has marked it read'),
});

/** What the member was told, and that they have read it. */
export const notificationRoutes = (deps: NotificationRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/notifications',
      operationId: 'listNotifications',
      tag: 'Notifications',
      summary: 'What the member was told, newest first',
      permission: 'read-own-notifications',
      auditEvent: null,
      auditedRead: { list: 'notifications' },
      query: z.strictObject({
        ...paging,
        unread: z.enum(['yes']).optional().describe('yes: those not read alone'),
      }),
      reply: z.object({
        unread: z.int().describe('How many are not read'),
        items: z.array(notification).describe('At most limit, newest first'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {
        'page-unknown': {
          status: 400,
          title: 'That is not the mark of a page',
          remedy: 'Send the next of an earlier answer, or none for the first page.',
          pointer: '/query/after',
        },
      },
    },
    async (tx, { query: { after = null, limit, unread }, actor }) => {
      if (after !== null && !identifier.safeParse(after).success) return refuse({ code: 'page-unknown' });
      const found = await deps.readNotifications(tx, actor.memberId, {
        after,
        limit: limit + 1,
        isUnreadOnly: unread === 'yes',
      });
      const items = found.slice(0, limit);
      return done({
        unread: await deps.countUnread(tx, actor.memberId),
        items: items.map(({ subject, toldAt, ...one }) => ({
          ...one,
          subjectKind: subject.kind,
          subjectId: subject.id,
          toldAt: toldAt.toISOString(),
          isSafety: isSafetyNotice(one.kind),
        })),
        next: found.length > limit ? (items.at(-1)?.notificationId ?? null) : null,
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/notifications/reading',
      operationId: 'markNotificationsRead',
      tag: 'Notifications',
      summary: 'Mark read the notifications the member saw; what they did not see stays unread',
      permission: 'read-own-notifications',
      auditEvent: 'notifications.marked-read',
      replyStatus: 201,
      body: z.strictObject({
        notificationIds: z
          .array(identifier)
          .min(1)
          .max(200)
          .describe('Those that were read; another member’s are passed over'),
      }),
      reply: z.object({ read: z.int().describe('How many were marked now') }),
      refusals: {},
    },
    (tx, { body, actor }) =>
      deps.markRead(tx, { memberId: actor.memberId, notificationIds: body.notificationIds }),
  ),
];
