import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import {
  bedSheetHeadings,
  nameKey,
  parseBedSheet,
  toSheetCells,
  type BedSheetColumn,
  type CellError,
  type SheetBed,
  type SheetCells,
  type SheetProject,
  type SheetRow,
} from '../domain/bed-sheet.js';
import {
  planBedImport,
  type BedChange,
  type BedImportPlan,
  type KnownCapacity,
  type KnownRoom,
  type ProjectChange,
} from '../domain/plan-bed-import.js';

/** Where projects, rooms and beds are kept. Every write is scoped to one provider. */
export interface BedSheetRepository {
  /** The health boards that may be named. */
  healthBoards(tx: Tx): Promise<readonly string[]>;
  /** The provider's own capacity, and of other providers' projects those with one of the names. */
  known(tx: Tx, providerId: string, projectNames: readonly string[]): Promise<KnownCapacity>;
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

export interface ImportBedsDeps {
  readonly sheets: BedSheetRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

export interface ImportBeds {
  readonly rows: readonly SheetRow[];
  /** Says what would happen and changes nothing. */
  readonly isDryRun: boolean;
  /** Today, in the United Kingdom. */
  readonly importedOn: IsoDate;
}

export type ImportBedsRefusal =
  | { readonly code: 'not-found' }
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      /** The first two hundred, by row. */
      readonly errors: readonly CellError[];
    }
  | { readonly code: 'changed-since-you-read-it' };

/** What an import did, or would do. */
export type ImportedBeds = {
  readonly isDryRun: boolean;
  readonly projectsAdded: number;
  readonly projectsChanged: number;
  readonly projectsUnchanged: number;
  readonly bedsAdded: number;
  readonly bedsChanged: number;
  readonly bedsUnchanged: number;
  readonly changes: readonly ImportedChange[];
};

/** One line of the sheet that makes a difference. `bed` is null for the project itself. */
export type ImportedChange = {
  readonly row: number;
  readonly project: string;
  readonly bed: string | null;
  readonly change: 'added' | 'changed';
  /** Headings of the columns that change. */
  readonly columns: readonly string[];
};

const mostErrorsShown = 200;

const sheetHasErrors = (errors: readonly CellError[]) =>
  refuse({
    code: 'sheet-has-errors' as const,
    errorCount: errors.length,
    errors: errors.slice(0, mostErrorsShown),
  });

const nameTaken = (row: number, column: 'project' | 'bed') =>
  sheetHasErrors([
    {
      row,
      column: bedSheetHeadings[column],
      problem: 'This name is taken',
      accepted: 'a name that differs by more than capitals, accents or emoji',
    },
  ]);

const headings = (columns: readonly BedSheetColumn[]): readonly string[] =>
  columns.map((column) => bedSheetHeadings[column]);

const summaryOf = (plan: BedImportPlan, isDryRun: boolean): ImportedBeds => {
  const projectChange = (
    { row, name }: SheetProject,
    columns: readonly BedSheetColumn[] | null,
  ): ImportedChange => ({
    row,
    project: name,
    bed: null,
    change: columns === null ? 'added' : 'changed',
    columns: headings(columns ?? []),
  });
  const bedChange = (
    { row, projectName, label }: SheetBed,
    columns: readonly BedSheetColumn[] | null,
  ): ImportedChange => ({
    row,
    project: projectName,
    bed: label,
    change: columns === null ? 'added' : 'changed',
    columns: headings(columns ?? []),
  });
  const changes = [
    ...plan.projectsAdded.map((project) => projectChange(project, null)),
    ...plan.projectsChanged.map(({ sheet, columns }) => projectChange(sheet, columns)),
    ...plan.bedsAdded.map((bed) => bedChange(bed, null)),
    ...plan.bedsChanged.map(({ sheet, columns }) => bedChange(sheet, columns)),
  ].sort((a, b) => a.row - b.row);
  return {
    isDryRun,
    projectsAdded: plan.projectsAdded.length,
    projectsChanged: plan.projectsChanged.length,
    projectsUnchanged: plan.projectsUnchanged,
    bedsAdded: plan.bedsAdded.length,
    bedsChanged: plan.bedsChanged.length,
    bedsUnchanged: plan.bedsUnchanged,
    changes,
  };
};

const projectFacts = (project: Omit<SheetProject, 'row'>): { readonly [key: string]: Plain } => ({
  name: project.name,
  locality: project.locality,
  healthBoard: project.healthBoard,
  typicalWeeks: project.typicalWeeks,
  turnaroundNights: project.turnaroundNights,
});

const bedFacts = (project: Omit<SheetProject, 'row'>, bed: Parameters<typeof toSheetCells>[1]) => {
  const cells = toSheetCells(project, bed);
  return (columns: readonly BedSheetColumn[]): { readonly [key: string]: Plain } =>
    Object.fromEntries(columns.map((column) => [column, cells[column]]));
};

const bedColumns: readonly BedSheetColumn[] = [
  'bed',
  'room',
  'bedType',
  'unitType',
  'sex',
  'maxAdults',
  'maxChildren',
  'oldestChild',
  'stepFree',
  'wetRoom',
  'opensOn',
  'closesOn',
];

/** Ids of projects and rooms, those kept and those made on the way, by the names the sheet uses. */
const namesOf = (known: KnownCapacity) => {
  const roomKey = (projectId: string, label: string): string => `${projectId}\n${nameKey(label)}`;
  const projects = new Map(known.projects.map(({ projectId, name }) => [nameKey(name), projectId]));
  const rooms = new Map(
    known.rooms.map(({ projectId, label, roomId }) => [roomKey(projectId, label), roomId]),
  );
  return {
    addProject: (name: string, projectId: string): void => {
      projects.set(nameKey(name), projectId);
    },
    projectId: (name: string): string => {
      const projectId = projects.get(nameKey(name));
      if (projectId === undefined) throw new Error(`A bed of the sheet has no project: ${name}`);
      return projectId;
    },
    room: (projectId: string, label: string): string | undefined => rooms.get(roomKey(projectId, label)),
    addRoom: ({ roomId, projectId, label }: KnownRoom): void => {
      rooms.set(roomKey(projectId, label), roomId);
    },
  };
};

/**
 * Takes in a sheet of projects and beds: the whole of it or nothing. A provider reaches its own projects only.
 * A bed with a known name is changed in what differs, unless that would leave somebody without the bed they
 * hold; a bed the sheet does not mention stays. Reading the same sheet twice changes nothing the second time.
 */
export const makeImportBeds =
  ({ sheets, newId, audit, events }: ImportBedsDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { rows, isDryRun, importedOn }: ImportBeds,
  ): Promise<Outcome<ImportedBeds, ImportBedsRefusal>> => {
    if (scope.kind !== 'provider') return refuse({ code: 'not-found' });
    const { providerId } = scope;
    const parsed = parseBedSheet(rows, await sheets.healthBoards(tx));
    const known = await sheets.known(
      tx,
      providerId,
      parsed.projects.map(({ name }) => name),
    );
    const plan = planBedImport(parsed, known, importedOn);
    if (plan.errors.length > 0) return sheetHasErrors(plan.errors);
    const summary = summaryOf(plan, isDryRun);
    if (isDryRun) return done(summary);

    const names = namesOf(known);
    const touched = new Set<string>();
    /** The room of a bed, made when it is new; undefined when somebody made it meanwhile. */
    const roomIdOf = async (projectId: string, label: string | null): Promise<string | null | undefined> => {
      if (label === null) return null;
      const kept = names.room(projectId, label);
      if (kept !== undefined) return kept;
      const room = { roomId: newId(), projectId, label };
      if (!(await sheets.insertRoom(tx, room))) return undefined;
      names.addRoom(room);
      return room.roomId;
    };

    for (const project of plan.projectsAdded) {
      const projectId = newId();
      if (!(await sheets.insertProject(tx, providerId, projectId, project, importedOn))) {
        return nameTaken(project.row, 'project');
      }
      names.addProject(project.name, projectId);
      touched.add(projectId);
      await audit(tx, {
        action: 'capacity.project-added',
        subjectKind: 'project',
        subjectId: projectId,
        version: 1,
        after: projectFacts(project),
      });
    }
    for (const change of plan.projectsChanged) {
      if (!(await sheets.updateProject(tx, providerId, change)))
        return refuse({ code: 'changed-since-you-read-it' });
      touched.add(change.known.projectId);
      await audit(tx, {
        action: 'capacity.project-changed',
        subjectKind: 'project',
        subjectId: change.known.projectId,
        version: change.known.version + 1,
        before: projectFacts(change.known),
        after: projectFacts({ ...change.sheet, name: change.known.name }),
      });
    }
    const projectOf = new Map(parsed.projects.map((project) => [nameKey(project.name), project]));
    for (const change of plan.bedsChanged) {
      const { known: kept, sheet, columns } = change;
      const project = projectOf.get(nameKey(sheet.projectName));
      if (project === undefined) throw new Error(`A bed of the sheet has no project: ${sheet.projectName}`);
      const roomId = await roomIdOf(kept.projectId, sheet.roomLabel);
      if (roomId === undefined || !(await sheets.updateBed(tx, change, roomId))) {
        return refuse({ code: 'changed-since-you-read-it' });
      }
      touched.add(kept.projectId);
      await audit(tx, {
        action: 'capacity.bed-changed',
        subjectKind: 'bed_unit',
        subjectId: kept.bedId,
        version: kept.version + 1,
        before: bedFacts(project, kept)(columns),
        after: bedFacts(project, sheet)(columns),
      });
    }
    for (const bed of plan.bedsAdded) {
      const projectId = names.projectId(bed.projectName);
      const project = projectOf.get(nameKey(bed.projectName));
      if (project === undefined) throw new Error(`A bed of the sheet has no project: ${bed.projectName}`);
      const bedId = newId();
      const roomId = await roomIdOf(projectId, bed.roomLabel);
      if (roomId === undefined) return refuse({ code: 'changed-since-you-read-it' });
      if (!(await sheets.insertBed(tx, bedId, projectId, roomId, bed))) return nameTaken(bed.row, 'bed');
      touched.add(projectId);
      await audit(tx, {
        action: 'capacity.bed-added',
        subjectKind: 'bed_unit',
        subjectId: bedId,
        version: 1,
        after: { projectId, ...bedFacts(project, bed)(bedColumns) },
      });
    }
    for (const projectId of touched) await events(tx, availabilityChangedV1.make({ projectId }));
    return done(summary);
  };

/** The sheet of everything the scope reaches: a provider's own projects and beds, or all of them. */
export const makeExportBeds =
  ({ sheets }: Pick<ImportBedsDeps, 'sheets'>) =>
  (tx: Tx, scope: Scope): Promise<readonly SheetCells[]> =>
    sheets.sheet(tx, scope);
