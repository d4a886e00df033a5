import { writeCsv } from '../../../../platform/csv/write-csv.js';
import { bedSheetColumns, bedSheetHeadings, type SheetCells } from '../../domain/bed-sheet.js';

/** The sheet as a CSV file that spreadsheets open as it is meant. */
export const writeBedSheet = (rows: readonly SheetCells[]): string =>
  writeCsv([
    bedSheetColumns.map((column) => bedSheetHeadings[column]),
    ...rows.map((cells) => bedSheetColumns.map((column) => cells[column])),
  ]);
