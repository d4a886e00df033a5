import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** One row of a number. */
export interface MeasureRowModel {
  readonly key: string;
  readonly whenText: string;
  /** Null for beds and projects. */
  readonly who: { readonly text: string; readonly subText: string; readonly href: string | null } | null;
  /** Empty where it is nowhere. */
  readonly whereText: string;
  readonly countText: string;
}

/** The rows of a number. */
export interface MeasureRowsProps {
  readonly frame: PageFrame;
  readonly name: string;
  readonly periodText: string;
  readonly leadText: string;
  readonly backHref: string;
  /** Null where it is the year already. */
  readonly wholeYear: { readonly text: string; readonly href: string } | null;
  readonly notes: readonly { readonly term: string; readonly text: string }[];
  /** Why there are none, or what was typed and not read; empty otherwise. */
  readonly whyNot: string;
  readonly totalText: string;
  readonly rows: readonly MeasureRowModel[];
  readonly paging: Paging;
}

/** What a number is made of: each row, when, whose and what it counts for. */
export const MeasureRowsView = (props: MeasureRowsProps) => {
  const hasWho = props.rows.some(({ who }) => who !== null);
  const hasWhere = props.rows.some(({ whereText }) => whereText !== '');
  return (
    <PageLayout
      {...props.frame}
      title={`Rows of ${props.name.toLowerCase()} ${props.periodText}`}
      current="measures"
    >
      <PageHeading title={props.name} label={`Rows, ${props.periodText}`}>
        {props.totalText !== '' && (
          <p>
            {props.leadText}: <strong>{props.totalText}</strong>.
          </p>
        )}
        <p>
          <a href={props.backHref}>The number, its months and its definition</a>
          {props.wholeYear !== null && (
            <>
              {' · '}
              <a href={props.wholeYear.href}>{props.wholeYear.text}</a>
            </>
          )}
        </p>
      </PageHeading>
      {props.whyNot !== '' && (
        <Notification kind="information">
          <p>{props.whyNot}</p>
        </Notification>
      )}
      {props.notes.map(({ term, text }) => (
        <DefinitionNote key={term} term={term}>
          {text}
        </DefinitionNote>
      ))}
      {props.totalText !== '' &&
        (props.rows.length === 0 ? (
          <EmptyState title="Nothing of yours was counted" />
        ) : (
          <DataTable
            caption={`Rows of ${props.name.toLowerCase()}, ${props.periodText}`}
            isCaptionHidden
            columns={[
              { key: 'when', heading: 'Counts on' },
              ...(hasWho ? [{ key: 'who', heading: 'Person' }] : []),
              ...(hasWhere ? [{ key: 'where', heading: 'Place' }] : []),
              { key: 'count', heading: 'Counts for' },
            ]}
            rows={props.rows.map(({ key, whenText, who, whereText, countText }) => ({
              key,
              cells: [
                whenText,
                ...(hasWho
                  ? [
                      who === null ? (
                        '–'
                      ) : (
                        <>
                          {who.href === null ? (
                            who.text
                          ) : (
                            <a class="app-person" href={who.href}>
                              {who.text}
                            </a>
                          )}
                          {who.subText !== '' && <span class="app-sub">{who.subText}</span>}
                        </>
                      ),
                    ]
                  : []),
                ...(hasWhere ? [whereText] : []),
                countText,
              ],
            }))}
          />
        ))}
      <Pagination paging={props.paging} label="Pages of rows" />
    </PageLayout>
  );
};
