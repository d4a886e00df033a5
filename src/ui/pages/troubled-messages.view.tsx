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

/** The messages an operator should look at. */
export interface TroubledMessagesProps {
  readonly frame: PageFrame;
  readonly rows: readonly TroubledMessageRow[];
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

/** Messages that failed and are tried again, and messages that were set aside because nobody could read them. */
export const TroubledMessagesView = ({ frame, rows, isCut, queuesHref }: TroubledMessagesProps) => (
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
    <p>
      <a href={queuesHref}>Look at the queues</a>
    </p>
  </PageLayout>
);
