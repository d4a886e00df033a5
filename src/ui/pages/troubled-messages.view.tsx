import { DataTable } from '../components/data-table.js';
import { EmptyState } from '../components/empty-state.js';
import { PageHeading } from '../components/page-heading.js';
import { Tag, type TagModel } from '../components/tag.js';
import { PageLayout } from '../layout/page-layout.js';
import type { PageFrame } from '../page-frame.js';

/** One message that could not be handled; nothing in it is about a person. */
export interface TroubledMessageRow {
  /** Its number, which stands in the logs too. */
  readonly id: string;
  /** What happened and in which version, `placements.offer-made, version 1`. */
  readonly topicText: string;
  readonly consumer: string;
  readonly occurredText: string;
  readonly attempts: number;
  readonly faultText: string;
  readonly state: TagModel;
  /** What happens next, in a sentence. */
  readonly nextText: string;
}

/** One mail that was given up, or failed and is tried again. Ids and codes only. */
export interface TroubledMailRow {
  readonly id: string;
  readonly memberId: string;
  readonly writtenText: string;
  readonly tries: number;
  readonly faultText: string;
  readonly state: TagModel;
  readonly nextText: string;
}

/** The messages an operator should look at. */
export interface TroubledMessagesProps {
  readonly frame: PageFrame;
  readonly rows: readonly TroubledMessageRow[];
  /** Mails that were not taken; left out where no mail is sent. */
  readonly mails?: readonly TroubledMailRow[] | undefined;
  /** Whether there are more than are shown. */
  readonly isCut: boolean;
  /** Where the queues themselves can be looked at. */
  readonly queuesHref: string;
}

const columns = [
  { key: 'id', heading: 'Number' },
  { key: 'topic', heading: 'What happened' },
  { key: 'consumer', heading: 'For' },
  { key: 'occurred', heading: 'When' },
  { key: 'attempts', heading: 'Tries', isNumber: true },
  { key: 'fault', heading: 'What went wrong' },
  { key: 'next', heading: 'What happens next' },
];

const TroubledMails = ({ mails }: { readonly mails: readonly TroubledMailRow[] }) => (
  <>
    <h2>Mail that was not taken</h2>
    <p>
      What these members were told stands in the service all the same. A mail that was given up is not sent
      any more: put right what its code says, and the next one goes.
    </p>
    <DataTable
      caption="Mails that failed or were given up, the latest first"
      isCaptionHidden
      columns={[
        { key: 'id', heading: 'Number' },
        { key: 'member', heading: 'Member' },
        { key: 'written', heading: 'When' },
        { key: 'tries', heading: 'Tries', isNumber: true },
        { key: 'fault', heading: 'What the mail server said' },
        { key: 'next', heading: 'What happens next' },
      ]}
      rows={mails.map((mail) => ({
        key: mail.id,
        cells: [
          mail.id,
          mail.memberId,
          mail.writtenText,
          mail.tries,
          mail.faultText,
          <>
            <Tag {...mail.state} /> {mail.nextText}
          </>,
        ],
      }))}
    />
  </>
);

/** Messages that failed and are tried again, and messages that were set aside because nobody could read them. */
export const TroubledMessagesView = ({
  frame,
  rows,
  mails = [],
  isCut,
  queuesHref,
}: TroubledMessagesProps) => (
  <PageLayout {...frame} title="Messages" current="messages">
    <PageHeading title="Messages that could not be handled">
      <p>
        Every change tells others what happened, by a message. One that fails is tried again by itself, at
        longer and longer intervals. One that nobody can read is set aside: it needs a release that reads it.
      </p>
    </PageHeading>
    {rows.length === 0 ? (
      <EmptyState title="Every message has been handled or is on its way.">
        <p>Nothing to do here.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Messages that failed or were set aside, oldest first"
        isCaptionHidden
        columns={columns}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            row.id,
            row.topicText,
            row.consumer,
            row.occurredText,
            row.attempts,
            row.faultText,
            <>
              <Tag {...row.state} /> {row.nextText}
            </>,
          ],
        }))}
      />
    )}
    {isCut && <p class="app-note">There are more. These are the oldest.</p>}
    {mails.length > 0 && <TroubledMails mails={mails} />}
    <p>
      <a href={queuesHref}>Look at the queues</a>
    </p>
  </PageLayout>
);
