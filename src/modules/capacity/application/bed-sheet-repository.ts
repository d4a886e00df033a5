import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { SheetBed, SheetCells, SheetProject } from '../domain/bed-sheet.js';
import type { BedChange, KnownCapacity, KnownRoom, ProjectChange } from '../domain/plan-bed-import.js';

/** Where projects, rooms and beds are kept. Every write is scoped to one provider. */
export interface BedSheetRepository {
  /** The health boards that may be named. */
  healthBoards(tx: Tx): Promise<readonly string[]>;
  /** The provider's own capacity, and of other providers' projects those with one of the names. */
  known(
    tx: Tx,
    providerId: string,
    projectNames: readonly string[],
    /** Claims of people who have arrived and not left. */
    arrived: ReadonlySet<string>,
  ): Promise<KnownCapacity>;
  /** Every project the scope reaches, each with its beds, in the order of the sheet. */
  sheet(tx: Tx, scope: Scope): Promise<readonly SheetCells[]>;
  /** False when the name was taken meanwhile. */
  insertProject(
    tx: Tx,
    providerId: string,
    projectId: string,
    project: SheetProject,
    importedOn: IsoDate,
  ): Promise<boolean>;
  /** False when somebody changed it since it was read. */
  updateProject(tx: Tx, providerId: string, change: ProjectChange): Promise<boolean>;
  /** False when the name was taken meanwhile. */
  insertRoom(tx: Tx, room: KnownRoom): Promise<boolean>;
  /** False when the name was taken meanwhile. */
  insertBed(tx: Tx, bedId: string, projectId: string, roomId: string | null, bed: SheetBed): Promise<boolean>;
  /** False when somebody changed or claimed it since it was read. */
  updateBed(tx: Tx, change: BedChange, roomId: string | null): Promise<boolean>;
}
