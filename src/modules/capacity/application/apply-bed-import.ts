import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Refused } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import {
  bedColumns,
  bedSheetHeadings,
  mostErrorsTold,
  nameKey,
  toSheetCells,
  type BedSheetColumn,
  type CellError,
  type SheetBed,
  type SheetProject,
} from '../domain/bed-sheet.js';
import type {
  BedChange,
  BedImportPlan,
  KnownCapacity,
  KnownRoom,
  ProjectChange,
} from '../domain/plan-bed-import.js';
import type { BedSheetRepository } from './bed-sheet-repository.js';

/** Why a sheet was not taken in: cells that are wrong, the first hundred by row, or a change by somebody else. */
export type ApplyRefusal =
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      readonly errors: readonly CellError[];
    }
  | { readonly code: 'changed-since-you-read-it' };

/** The refusal of a sheet over its cells. */
export const sheetHasErrors = (errors: readonly CellError[]) =>
  refuse({
    code: 'sheet-has-errors' as const,
    errorCount: errors.length,
    errors: errors.slice(0, mostErrorsTold),
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

const changedMeanwhile = refuse({ code: 'changed-since-you-read-it' });

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

/** Everything the writing of one sheet goes by. `touched` gathers the projects whose nights may have changed. */
interface Work {
  readonly tx: Tx;
  readonly sheets: BedSheetRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly providerId: string;
  readonly importedOn: IsoDate;
  readonly names: ReturnType<typeof namesOf>;
  /** A project as the sheet has it, by the name a bed of the sheet uses. */
  readonly projectOf: (name: string) => SheetProject;
  readonly touched: Set<string>;
}

type Refusal = Refused<ApplyRefusal> | null;

const addProject = async (work: Work, project: SheetProject): Promise<Refusal> => {
  const { tx, sheets, newId, audit, providerId, importedOn, names, touched } = work;
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
  return null;
};

const changeProject = async (work: Work, change: ProjectChange): Promise<Refusal> => {
  const { tx, sheets, audit, providerId, touched } = work;
  const { known, sheet } = change;
  if (!(await sheets.updateProject(tx, providerId, change))) return changedMeanwhile;
  touched.add(known.projectId);
  await audit(tx, {
    action: 'capacity.project-changed',
    subjectKind: 'project',
    subjectId: known.projectId,
    version: known.version + 1,
    before: projectFacts(known),
    after: projectFacts({ ...sheet, name: known.name }),
  });
  return null;
};

/** The room of a bed, made when it is new; undefined when somebody made it meanwhile. */
const roomIdOf = async (
  { tx, sheets, newId, names }: Work,
  projectId: string,
  label: string | null,
): Promise<string | null | undefined> => {
  if (label === null) return null;
  const kept = names.room(projectId, label);
  if (kept !== undefined) return kept;
  const room = { roomId: newId(), projectId, label };
  if (!(await sheets.insertRoom(tx, room))) return undefined;
  names.addRoom(room);
  return room.roomId;
};

const changeBed = async (work: Work, change: BedChange): Promise<Refusal> => {
  const { tx, sheets, audit, projectOf, touched } = work;
  const { known, sheet, columns } = change;
  const roomId = await roomIdOf(work, known.projectId, sheet.roomLabel);
  if (roomId === undefined || !(await sheets.updateBed(tx, change, roomId))) return changedMeanwhile;
  touched.add(known.projectId);
  const project = projectOf(sheet.projectName);
  await audit(tx, {
    action: 'capacity.bed-changed',
    subjectKind: 'bed_unit',
    subjectId: known.bedId,
    version: known.version + 1,
    before: bedFacts(project, known)(columns),
    after: bedFacts(project, sheet)(columns),
  });
  return null;
};

const addBed = async (work: Work, bed: SheetBed): Promise<Refusal> => {
  const { tx, sheets, newId, audit, names, projectOf, touched } = work;
  const projectId = names.projectId(bed.projectName);
  const bedId = newId();
  const roomId = await roomIdOf(work, projectId, bed.roomLabel);
  if (roomId === undefined) return changedMeanwhile;
  if (!(await sheets.insertBed(tx, bedId, projectId, roomId, bed))) return nameTaken(bed.row, 'bed');
  touched.add(projectId);
  await audit(tx, {
    action: 'capacity.bed-added',
    subjectKind: 'bed_unit',
    subjectId: bedId,
    version: 1,
    after: { projectId, ...bedFacts(projectOf(bed.projectName), bed)(bedColumns) },
  });
  return null;
};

/** What the writing of a sheet is handed. */
export interface ApplyBedImport {
  readonly providerId: string;
  readonly importedOn: IsoDate;
  readonly known: KnownCapacity;
  readonly projects: readonly SheetProject[];
  readonly plan: BedImportPlan;
}

/**
 * Writes a plan: new projects, changed ones, changed beds, new beds. Gives the projects it touched, or the first
 * reason why the whole of it must not be.
 */
export const applyBedImport = async (
  tx: Tx,
  deps: Pick<Work, 'sheets' | 'newId' | 'audit'>,
  { providerId, importedOn, known, projects, plan }: ApplyBedImport,
): Promise<Refused<ApplyRefusal> | { readonly ok: true; readonly touched: ReadonlySet<string> }> => {
  const byName = new Map(projects.map((project) => [nameKey(project.name), project]));
  const projectOf = (name: string): SheetProject => {
    const project = byName.get(nameKey(name));
    if (project === undefined) throw new Error(`A bed of the sheet has no project: ${name}`);
    return project;
  };
  const touched = new Set<string>();
  const work: Work = { tx, ...deps, providerId, importedOn, names: namesOf(known), projectOf, touched };
  const steps = [
    ...plan.projectsAdded.map((project) => () => addProject(work, project)),
    ...plan.projectsChanged.map((change) => () => changeProject(work, change)),
    ...plan.bedsChanged.map((change) => () => changeBed(work, change)),
    ...plan.bedsAdded.map((bed) => () => addBed(work, bed)),
  ];
  for (const step of steps) {
    const refusal = await step();
    if (refusal !== null) return refusal;
  }
  return { ok: true, touched };
};
