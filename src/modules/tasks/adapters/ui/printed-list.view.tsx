import { DataTable } from '../../../../ui/components/data-table.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One part of the list: a table, or the sentence that there is nobody. */
export interface ListPart {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly emptyText: string;
}

/** What is kept on paper for when the service cannot be reached. */
export interface PrintedListProps {
  readonly frame: PageFrame;
  readonly madeText: string;
  readonly shredText: string;
  readonly backHref: string;
  readonly parts: readonly ListPart[];
}

/** Plain tables that print on white paper, and can be read when the page was saved without anything else. */
export const PrintedListView = (props: PrintedListProps) => (
  <PageLayout {...props.frame} title="List for when systems are down" current="today">
    <p class="app-back">
      <a href={props.backHref}>Back to today</a>
    </p>
    <PageHeading title="List for when systems are down">
      <p>
        <strong>{props.madeText}</strong> <strong>{props.shredText}</strong>
      </p>
    </PageHeading>
    <p class="app-not-printed">
      Print this page or save it in the morning, and keep it locked away. It names people: no more of them
      than is needed to go on working by telephone.
    </p>
    <p>
      Telephone numbers are not kept in this service. Write those you need beside the names of partnerships
      and projects here.
    </p>
    {props.parts.map((part) => (
      <section key={part.title} aria-label={part.title}>
        <h2 class="app-section-title">
          {part.title} ({part.rows.length})
        </h2>
        {part.rows.length === 0 ? (
          <p>{part.emptyText}</p>
        ) : (
          <DataTable
            caption={part.title}
            isCaptionHidden
            columns={part.headings.map((heading) => ({ key: heading, heading }))}
            rows={part.rows}
          />
        )}
      </section>
    ))}
  </PageLayout>
);
