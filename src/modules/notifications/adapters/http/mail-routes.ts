import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { ProblemTable } from '../../../../platform/http/problem.js';
import type { makeChooseMail } from '../../application/choose-mail.js';
import type { ReadLastMail, ReadMailChoice } from '../../application/mail-ports.js';
import type { makeSendMailAgain, SendMailAgainRefusal } from '../../application/send-mail-again.js';
import { mailChoices } from '../../domain/mail.js';

/** What the routes of mail need. */
export interface MailRouteDeps {
  readonly isMailOn: boolean;
  readonly readMailChoice: ReadMailChoice;
  readonly chooseMail: ReturnType<typeof makeChooseMail>;
  readonly readLastMail: ReadLastMail;
  readonly sendMailAgain: ReturnType<typeof makeSendMailAgain>;
}

/** What is said where no mail is sent once more. */
export const sendAgainProblems: ProblemTable<SendMailAgainRefusal> = {
  'mail-off': {
    status: 409,
    title: 'This installation sends no mail',
    remedy: 'Ask whoever runs the service to set its mail server.',
  },
  'no-mail-chosen': {
    status: 409,
    title: 'You have chosen to get no mail',
    remedy: 'Choose immediately or daily first.',
  },
  'no-mail-yet': {
    status: 409,
    title: 'No mail has been written to you, so there is none to send again',
    remedy: 'The first one comes with the next notification, as you chose.',
  },
  'mail-on-its-way': {
    status: 409,
    title: 'The last mail is still on its way',
    remedy: 'Wait until it is sent or given up; it is tried again by itself.',
  },
};

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
        last: z
          .object({
            writtenAt: z.iso.datetime().describe('When it was written'),
            tries: z.int().describe('How often the mail server was asked to take it'),
            outcome: z
              .enum(['sent', 'given_up', 'not_wanted'])
              .nullable()
              .describe('What came of it; null while it is on its way'),
          })
          .nullable()
          .describe('The last mail; null where none is kept'),
      }),
      refusals: {},
    },
    async (tx, { actor }) => {
      const last = await deps.readLastMail(tx, actor.memberId);
      return done({
        ...(await deps.readMailChoice(tx, actor.memberId)),
        isMailOn: deps.isMailOn,
        last:
          last === null
            ? null
            : { writtenAt: last.writtenAt.toISOString(), tries: last.tries, outcome: last.outcome },
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/notifications/mail/again',
      operationId: 'sendMailAgain',
      tag: 'Notifications',
      summary: 'Have the last mail sent once more',
      permission: 'read-own-notifications',
      auditEvent: 'notifications.mail-sent-again',
      replyStatus: 201,
      body: z.strictObject({}),
      reply: z.object({ address: z.string().describe('Where it goes') }),
      refusals: sendAgainProblems,
    },
    (tx, { actor }) => deps.sendMailAgain(tx, { memberId: actor.memberId }),
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
