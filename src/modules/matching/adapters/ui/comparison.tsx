import { DataTable } from '../../../../ui/components/data-table.js';

/** Two ways of assigning, or two policies, beside each other. */
export interface ComparisonModel {
  readonly caption: string;
  readonly headings: readonly [string, string];
  readonly rows: readonly { readonly what: string; readonly now: string; readonly then: string }[];
}

/** Two runs, figure by figure. */
export const Comparison = ({ caption, headings, rows }: ComparisonModel) => (
  <DataTable
    caption={caption}
    columns={[
      { key: 'what', heading: 'What' },
      { key: 'now', heading: headings[0], isNumber: true },
      { key: 'then', heading: headings[1], isNumber: true },
    ]}
    rows={rows.map(({ what, now, then }) => ({ key: what, cells: [what, now, then] }))}
    staysTable
  />
);
