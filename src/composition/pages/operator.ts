import type { Form, Page } from '../../platform/http/define-page.js';
import { readTroubledMessages, type TroubledMessage } from '../../platform/outbox/outbox.js';
import { TroubledMessagesView, type TroubledMessageRow } from '../../ui/pages/troubled-messages.view.js';
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

/** What administrators look at: messages that could not be handled. Nothing on it is about a person. */
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
            isCut: messages.length > rowsAtMost,
            queuesHref: dashboardPath,
          }),
        };
      },
    },
  ],
  forms: [],
});
