import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { makeChooseMail } from '../../application/choose-mail.js';
import type { ReadMailChoice } from '../../application/mail-ports.js';
import { mailChoices } from '../../domain/mail.js';

/** What the routes of mail need. */
export interface MailRouteDeps {
  readonly isMailOn: boolean;
  readonly readMailChoice: ReadMailChoice;
  readonly chooseMail: ReturnType<typeof makeChooseMail>;
}

const choice = z
  .enum(mailChoices)
  .describe('immediately: a mail for each notification; daily: one at eight in the morning; none');

/** When the member wants mail about notifications. */
export const mailRoutes = (deps: MailRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/notifications/mail',
      operationId: 'readMailChoice',
      tag: 'Notifications',
      summary:
        'When the member wants mail that says something is new, and whether this installation sends any',
      permission: 'read-own-notifications',
      auditEvent: null,
      reply: z.object({
        choice,
        isMailOn: z.boolean().describe('Whether this installation sends mail at all'),
        address: z.string().describe('Where it goes: the address the member signs in with'),
      }),
      refusals: {},
    },
    async (tx, { actor }) =>
      done({ ...(await deps.readMailChoice(tx, actor.memberId)), isMailOn: deps.isMailOn }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/notifications/mail',
      operationId: 'chooseMail',
      tag: 'Notifications',
      summary: 'Choose when mail comes; notifications stand in the service whatever is chosen',
      permission: 'read-own-notifications',
      auditEvent: 'notifications.mail-chosen',
      replyStatus: 201,
      body: z.strictObject({ choice }),
      reply: z.object({ choice }),
      refusals: {},
    },
    (tx, { body, actor }) => deps.chooseMail(tx, { memberId: actor.memberId, choice: body.choice }),
  ),
];
