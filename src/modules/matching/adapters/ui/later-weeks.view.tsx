import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** One person the plan is for. */
export interface LaterRow {
  readonly referralId: string;
  readonly reference: string;
  readonly href: string;
  /** Absent for readers who may not see names. */
  readonly name?: string | undefined;
  readonly band: TagModel;
  /** "Around 4 Jan 2027"; null where the plan has no bed for them. */
  readonly whenText: string | null;
  /** The project; or why there is none. */
  readonly placeText: string;
  readonly placesHref: string;
}

/** The page of later weeks. */
export interface LaterWeeksProps {
  readonly frame: PageFrame;
  readonly waitingListHref: string;
  /** When it was worked out; null before the first plan. */
  readonly madeText: string | null;
  /** The whole country in a few sentences: how many, how many the plan places, how many more could be. */
  readonly summary: readonly string[];
  /** By urgency: ready and without a bed, placed by this plan, and more at most; empty where nobody is, or it was not kept. */
  readonly bands: readonly { readonly text: string; readonly cells: readonly string[] }[];
  readonly rows: readonly LaterRow[];
  readonly paging: Paging;
}

const Person = ({ row }: { readonly row: LaterRow }) => (
  <>
    <a href={row.href}>{row.name ?? row.reference}</a>
    {row.name !== undefined && <span class="app-sub">{row.reference}</span>}
    <Tag text={row.band.text} colour={row.band.colour} />
  </>
);

/** Who could go where in the weeks after those for which offers are made: a plan, and how far it could be from the best. */
export const LaterWeeksView = ({
  frame,
  waitingListHref,
  madeText,
  summary,
  bands,
  rows,
  paging,
}: LaterWeeksProps) => (
  <PageLayout {...frame} title="Later weeks" current="later-weeks">
    <PageHeading title="Later weeks">
      <p>
        For people who are ready and for whom no bed comes free soon enough to be offered now. This is a plan,
        and not an offer: it is worked out anew every hour, and nobody is promised anything by it. Offers are
        made from the <a href={waitingListHref}>waiting list</a>.
      </p>
    </PageHeading>
    {madeText === null ? (
      <EmptyState title="No plan yet">
        <p>It is worked out every hour, by itself.</p>
      </EmptyState>
    ) : (
      <>
        <h2 class="app-section-title">In all of Scotland</h2>
        {summary.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {bands.length > 0 && (
          <>
            <DataTable
              caption="By urgency"
              columns={[
                { key: 'band', heading: 'Urgency' },
                { key: 'people', heading: 'Ready and without a bed', isNumber: true },
                { key: 'placed', heading: 'Placed by this plan', isNumber: true },
                { key: 'most', heading: 'More at most', isNumber: true },
              ]}
              rows={bands.map(({ text, cells }) => ({ key: text, cells: [text, ...cells] }))}
            />
            <p class="app-sub">
              More at most: in any plan that places as many people of each more pressing urgency as this one
              does.
            </p>
          </>
        )}
        <p class="app-sub">{madeText}</p>
        <h2 class="app-section-title">Your people</h2>
        {rows.length === 0 ? (
          <EmptyState title="Nobody to plan for">
            <p>Everybody of your partnership who is ready has a suggestion, an offer or a bed.</p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="People of your partnership, in the order of the waiting list"
              columns={[
                { key: 'person', heading: 'Person' },
                { key: 'when', heading: 'Could arrive' },
                { key: 'where', heading: 'Where' },
              ]}
              rows={rows.map((row) => ({
                key: row.referralId,
                cells: [
                  <Person row={row} />,
                  row.whenText ?? 'Not within these weeks',
                  <>
                    {row.placeText}
                    {row.whenText === null && (
                      <span class="app-sub">
                        <a href={row.placesHref}>
                          Who can go where
                          <span class="visually-hidden">{`: ${row.name ?? row.reference}`}</span>
                        </a>
                      </span>
                    )}
                  </>,
                ],
              }))}
            />
            <Pagination paging={paging} label="Pages of later weeks" />
          </>
        )}
      </>
    )}
  </PageLayout>
);
