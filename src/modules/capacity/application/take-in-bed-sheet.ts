import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { CellError, SheetRow } from '../domain/bed-sheet.js';
import type { ImportBedsRefusal, ImportedBeds, makeImportBeds } from './import-beds.js';

export type SheetUnreadable =
  | { readonly code: 'sheet-too-large'; readonly maxBytes: number; readonly maxRows: number }
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      readonly errors: readonly CellError[];
    };

export interface TakeInBedSheetDeps {
  /** Turns a spreadsheet's file into rows, or says what cannot be read. */
  readonly readSheet: (bytes: Uint8Array) => Outcome<readonly SheetRow[], SheetUnreadable>;
  readonly importBeds: ReturnType<typeof makeImportBeds>;
}

export interface TakeInBedSheet {
  /** The file as it came. */
  readonly bytes: Uint8Array;
  /** Says what would happen and changes nothing. */
  readonly isDryRun: boolean;
  readonly importedOn: IsoDate;
}

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

export type TakeInBeds = ReturnType<typeof makeTakeInBedSheet>;
