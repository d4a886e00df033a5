import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import { parseBedSheet, type SheetCells, type SheetRow } from '../domain/bed-sheet.js';
import { planBedImport, type Standing } from '../domain/plan-bed-import.js';
import { applyBedImport, sheetHasErrors, type ApplyRefusal } from './apply-bed-import.js';
import type { BedSheetRepository } from './bed-sheet-repository.js';
import type { ReadArrivedClaims } from './ports.js';
import { importedBeds, type ImportedBeds } from './imported-beds.js';

/** What taking in and giving out sheets need. */
export interface ImportBedsDeps {
  readonly sheets: BedSheetRepository;
  readonly readArrivedClaims: ReadArrivedClaims;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** The rows of a sheet, on trial or in earnest. */
export interface ImportBeds {
  readonly rows: readonly SheetRow[];
  /** Says what would happen and changes nothing. */
  readonly isDryRun: boolean;
  /** Today, in the United Kingdom. */
  readonly importedOn: IsoDate;
  /** Of one person, unless said otherwise. */
  readonly standing?: Standing;
}

/** Why a sheet was not taken in. Only a provider has projects of its own to take in. */
export type ImportBedsRefusal = { readonly code: 'not-found' } | ApplyRefusal;

/**
 * Takes in a sheet of projects and beds: the whole of it or nothing. A provider reaches its own projects only.
 * A bed with a known name is changed in what differs, unless that would leave somebody without the bed they
 * hold or live in, or takes places away without a second person (ADR 0047); a bed the sheet does not mention stays. Reading the same sheet twice changes nothing the second time.
 */
export const makeImportBeds =
  ({ sheets, readArrivedClaims, newId, audit, events }: ImportBedsDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { rows, isDryRun, importedOn, standing = 'sheet' }: ImportBeds,
  ): Promise<Outcome<ImportedBeds, ImportBedsRefusal>> => {
    if (scope.kind !== 'provider') return refuse({ code: 'not-found' });
    const { providerId } = scope;
    const parsed = parseBedSheet(rows, await sheets.healthBoards(tx));
    const { projects } = parsed;
    const known = await sheets.known(
      tx,
      providerId,
      projects.map(({ name }) => name),
      await readArrivedClaims(tx, importedOn),
    );
    const plan = planBedImport(parsed, known, importedOn, standing);
    if (plan.errors.length > 0) return sheetHasErrors(plan.errors);
    const summary = importedBeds(plan, isDryRun);
    if (isDryRun) return done(summary);
    const applied = await applyBedImport(
      tx,
      { sheets, newId, audit },
      { providerId, importedOn, known, projects, plan },
    );
    if (!applied.ok) return applied;
    for (const projectId of applied.touched) await events(tx, availabilityChangedV1.make({ projectId }));
    return done(summary);
  };

/** The sheet of everything the scope reaches: a provider's own projects and beds, or all of them. */
export const makeExportBeds =
  ({ sheets }: Pick<ImportBedsDeps, 'sheets'>) =>
  (tx: Tx, scope: Scope): Promise<readonly SheetCells[]> =>
    sheets.sheet(tx, scope);
