import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One person whom one planned change would move. */
export interface BedChangePersonRow {
  readonly key: string;
  readonly reference: string;
  readonly href: string;
  /** Absent for readers who may not see names. */
  readonly name?: string | undefined;
  readonly band: TagModel;
  /** "Would lose the place suggested now". */
  readonly kindText: string;
  /** "Larch House · Room 5". */
  readonly bedText: string;
  /** "Who can come: Women only". */
  readonly changedText: string;
  /** "Not agreed yet; from 11 Jan 2027". */
  readonly startsText: string;
  readonly lookedText: string;
  readonly placesHref: string;
}

/** The page of people whom planned changes would move. */
export interface BedChangePeopleProps {
  readonly frame: PageFrame;
  readonly rows: readonly BedChangePersonRow[];
}

const Person = ({ row }: { readonly row: BedChangePersonRow }) => (
  <>
    <a href={row.href}>{row.name ?? row.reference}</a>
    {row.name !== undefined && <span class="app-sub">{row.reference}</span>}
    <Tag text={row.band.text} colour={row.band.colour} />
  </>
);

/** Which of a partnership's own people would lose their suggestion, or have another, by what providers plan. */
export const BedChangePeopleView = ({ frame, rows }: BedChangePeopleProps) => (
  <PageLayout {...frame} title="Planned changes of beds" current="bed-changes">
    <PageHeading title="Planned changes of beds">
      <p>
        Providers plan that a bed closes, or takes fewer people. Here are your people who would not keep what
        is suggested to them. Nothing has changed for them yet, and whoever has an offer or a bed keeps it.
      </p>
    </PageHeading>
    {rows.length === 0 ? (
      <EmptyState title="Nobody of yours is touched">
        <p>No change that is planned would take a suggestion from one of your people.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Your people whom a planned change would move, those who would lose most first"
        columns={[
          { key: 'person', heading: 'Person' },
          { key: 'what', heading: 'What it would mean' },
          { key: 'bed', heading: 'Bed that changes' },
        ]}
        rows={rows.map((row) => ({
          key: row.key,
          cells: [
            <Person row={row} />,
            <>
              {row.kindText}
              <span class="app-sub">{row.lookedText}</span>
              <span class="app-sub">
                <a href={row.placesHref}>
                  Who can go where
                  <span class="visually-hidden">{`: ${row.name ?? row.reference}`}</span>
                </a>
              </span>
            </>,
            <>
              {row.bedText}
              <span class="app-sub">{row.changedText}</span>
              <span class="app-sub">{row.startsText}</span>
            </>,
          ],
        }))}
      />
    )}
  </PageLayout>
);
