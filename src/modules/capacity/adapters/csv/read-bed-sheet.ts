import type { Outcome } from '../../../../kernel/outcome.js';
import { readSheet, type SheetLimits, type SheetUnreadable } from '../../../../platform/csv/read-sheet.js';
import { bedSheetColumns, bedSheetHeadings, mostErrorsTold, type SheetRow } from '../../domain/bed-sheet.js';

/** Set for this service: nearly four times the beds of the whole country. */
export const bedSheetLimits: SheetLimits = { maxBytes: 1_000_000, maxRows: 2_000 };

/** Reads a file of projects and beds as {@link readSheet} reads any. */
export const readBedSheet = (
  bytes: Uint8Array,
  limits: SheetLimits = bedSheetLimits,
): Outcome<readonly SheetRow[], SheetUnreadable> =>
  readSheet(
    bytes,
    { columns: bedSheetColumns, headings: bedSheetHeadings, rowIs: 'bed', mostErrorsTold },
    limits,
  );
