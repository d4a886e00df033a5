import type { Outcome } from '../../../../kernel/outcome.js';
import {
  readSheet,
  type CsvRow,
  type SheetLimits,
  type SheetUnreadable,
} from '../../../../platform/csv/read-sheet.js';
import { writeCsv } from '../../../../platform/csv/write-csv.js';
import {
  figureSheetColumns,
  figureSheetHeadings,
  mostFaultsTold,
  optionalFigureColumns,
  type FigureColumn,
} from '../../domain/figure-sheet.js';

/** Set for this service: a release is some dozens of figures. */
export const figureSheetLimits: SheetLimits = { maxBytes: 300_000, maxRows: 500 };

/** Reads a file of figures as {@link readSheet} reads any. */
export const readFigureSheet = (
  bytes: Uint8Array,
): Outcome<readonly CsvRow<FigureColumn>[], SheetUnreadable> =>
  readSheet(
    bytes,
    {
      ...{ columns: figureSheetColumns, headings: figureSheetHeadings, optional: optionalFigureColumns },
      ...{ rowIs: 'figure', mostErrorsTold: mostFaultsTold },
    },
    figureSheetLimits,
  );

/** A sheet to begin with: the headings, and two lines that show what is taken. */
export const figureSheetTemplate = (): string =>
  writeCsv([
    figureSheetColumns.map((column) => figureSheetHeadings[column]),
    ...[
      ['all', '442'],
      ['adp', '330'],
    ].map(([route = '', figure = '']) => [
      ...['placements_approved', '2024-04-01', '2024-09-30', 'Scotland', route, '', figure],
      ...['R10', '2024-12-17', 'published', ''],
      'Public Health Scotland, 10th interim monitoring report, 17 December 2024',
    ]),
  ]);
