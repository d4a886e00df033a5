import { stringify } from 'csv-stringify/sync';

import { bedSheetColumns, bedSheetHeadings, type SheetCells } from '../../domain/bed-sheet.js';
import { defuse } from './bed-sheet-text.js';

/** The sheet as a CSV file that spreadsheets open as it is meant: UTF-8 with its mark, commas, CRLF. */
export const writeBedSheet = (rows: readonly SheetCells[]): string =>
  stringify(
    [
      bedSheetColumns.map((column) => bedSheetHeadings[column]),
      ...rows.map((cells) => bedSheetColumns.map((column) => defuse(cells[column]))),
    ],
    { bom: true, record_delimiter: '\r\n' },
  );
