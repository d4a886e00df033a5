import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { CellError, SheetRow } from '../domain/bed-sheet.js';
import type { ImportBedsRefusal, makeImportBeds } from './import-beds.js';
import type { ImportedBeds } from './imported-beds.js';

/** Why a file gives no rows. */
export type SheetUnreadable =
  | { readonly code: 'sheet-too-large'; readonly maxBytes: number; readonly maxRows: number }
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      readonly errors: readonly CellError[];
    };

/** What taking in a file needs. */
export interface TakeInBedSheetDeps {
  /** Turns a spreadsheet's file into rows, or says what cannot be read. */
  readonly readSheet: (bytes: Uint8Array) => Outcome<readonly SheetRow[], SheetUnreadable>;
  readonly importBeds: ReturnType<typeof makeImportBeds>;
}

/** A file, on trial or in earnest. */
export interface TakeInBedSheet {
  /** The file as it came. */
  readonly bytes: Uint8Array;
  /** Says what would happen and changes nothing. */
  readonly isDryRun: boolean;
  readonly importedOn: IsoDate;
}

/** Why a file was not taken in: unreadable, or wrong in its cells. */
export type TakeInBedSheetRefusal = SheetUnreadable | ImportBedsRefusal;

/** Reads a file of projects and beds and takes it in: the whole of it or nothing. */
export const makeTakeInBedSheet =
  ({ readSheet, importBeds }: TakeInBedSheetDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { bytes, isDryRun, importedOn }: TakeInBedSheet,
  ): Promise<Outcome<ImportedBeds, TakeInBedSheetRefusal>> => {
    const rows = readSheet(bytes);
    return rows.ok ? importBeds(tx, scope, { rows: rows.value, isDryRun, importedOn }) : rows;
  };

/** The use case, for those who are handed it. */
export type TakeInBeds = ReturnType<typeof makeTakeInBedSheet>;
