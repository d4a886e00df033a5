import { readTroubledMails } from '../../modules/notifications/adapters/db/mail-lists.js';
import type { TroubledMail } from '../../modules/notifications/application/mail-ports.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import { readTroubledMessages, type TroubledMessage } from '../../platform/outbox/outbox.js';
import {
  TroubledMessagesView,
  type TroubledMailRow,
  type TroubledMessageRow,
} from '../../ui/pages/troubled-messages.view.js';
import { agoText } from '../../ui/presenters/ago-text.js';
import { timeOfDay } from '../../ui/presenters/time-of-day.js';
import { dashboardPath } from '../queue-dashboard.js';

/** Rows of the page; more are a fault of the whole service and not of single messages. */
const rowsAtMost = 100;

const rowOf = (message: TroubledMessage, now: Date): TroubledMessageRow => ({
  id: message.id,
  topicText: `${message.topic}, version ${message.version}`,
  consumer: message.consumer,
  occurredText: agoText(message.occurredAt, now),
  attempts: message.attempts,
  faultText: message.fault,
  ...(message.nextTryAt === null
    ? {
        state: { text: 'Set aside', colour: 'red' },
        nextText:
          message.refusal === 'unknown-version'
            ? 'Taken up by itself once a worker runs that reads this version.'
            : 'Nothing by itself. Tell those who make the service its number.',
      }
    : { state: { text: 'Tried again', colour: 'yellow' }, nextText: `At ${timeOfDay(message.nextTryAt)}.` }),
});

const rowOfMail = (mail: TroubledMail, now: Date): TroubledMailRow => ({
  id: mail.mailId,
  memberId: mail.memberId,
  writtenText: agoText(mail.writtenAt, now),
  tries: mail.tries,
  faultText: mail.fault,
  ...(mail.nextTryAt === null
    ? { state: { text: 'Given up', colour: 'red' }, nextText: 'Nothing by itself.' }
    : { state: { text: 'Tried again', colour: 'yellow' }, nextText: `At ${timeOfDay(mail.nextTryAt)}.` }),
});

/** What administrators look at: messages that could not be handled, and mails that were not taken. Nothing on it is about a person. */
export const createOperatorPages = (): {
  readonly pages: readonly Page[];
  readonly forms: readonly Form[];
} => ({
  pages: [
    {
      path: '/admin/messages',
      permission: 'operate-service',
      async read(tx, { frame, now }) {
        const messages = await readTroubledMessages(tx, rowsAtMost + 1);
        const rows = messages.slice(0, rowsAtMost).map((message) => rowOf(message, now));
        return {
          kind: 'page',
          page: TroubledMessagesView({
            frame,
            rows,
            mails: (await readTroubledMails(tx, rowsAtMost)).map((mail) => rowOfMail(mail, now)),
            isCut: messages.length > rowsAtMost,
            queuesHref: dashboardPath,
          }),
        };
      },
    },
  ],
  forms: [],
});
