import type { ComponentChildren } from 'preact';
import { classNames } from '../class-names.js';

/** One column; numbers are set flush right. */
export interface Column {
  readonly key: string;
  readonly heading: string;
  readonly isNumber?: boolean;
}

/** One row: a cell for each column, the first of them the row's heading. */
export interface Row {
  readonly key: string;
  readonly cells: readonly ComponentChildren[];
  /** Whether it belongs with the row above, as another thing about the same. */
  readonly isContinued?: boolean;
}

/** A table with a caption that says what it shows. On a narrow screen each row becomes a card with its headings repeated. */
export interface DataTableProps {
  readonly caption: string;
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly totals?: Row | undefined;
  /** Rows stay rows on a narrow screen: for small tables of numbers. */
  readonly staysTable?: boolean;
}

const cellsOf = (columns: readonly Column[], row: Row) =>
  row.cells.map((content, index) => {
    const column = columns[index];
    const className = column?.isNumber === true ? 'app-number' : undefined;
    return index === 0 ? (
      <th scope="row" role="rowheader" key={column?.key} class={className}>
        {content}
      </th>
    ) : (
      <td role="cell" key={column?.key} class={className} data-label={column?.heading}>
        {content}
      </td>
    );
  });

/** The table. Roles are written out because changing `display` takes them away in some browsers. */
export const DataTable = ({
  caption,
  isCaptionHidden,
  columns,
  rows,
  totals,
  staysTable,
}: DataTableProps) => (
  <table class={classNames('ds_table app-table', staysTable !== true && 'app-table--stacks')} role="table">
    <caption>
      <span class={isCaptionHidden === true ? 'visually-hidden' : undefined}>{caption}</span>
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th
            scope="col"
            role="columnheader"
            key={column.key}
            class={column.isNumber === true ? 'app-number' : undefined}
          >
            {column.heading}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((row) => (
        <tr role="row" key={row.key} class={row.isContinued === true ? 'app-table__continued' : undefined}>
          {cellsOf(columns, row)}
        </tr>
      ))}
    </tbody>
    {totals !== undefined && (
      <tfoot role="rowgroup">
        <tr role="row">{cellsOf(columns, totals)}</tr>
      </tfoot>
    )}
  </table>
);
