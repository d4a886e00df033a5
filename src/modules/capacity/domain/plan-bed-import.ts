import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import {
  bedSheetHeadings,
  nameKey,
  sheetDate,
  type BedAttributes,
  type BedSheetColumn,
  type CellError,
  type ParsedBedSheet,
  type SheetBed,
  type SheetProject,
} from './bed-sheet.js';

/** A project already kept, whoever runs it. */
export interface KnownProject {
  readonly projectId: string;
  readonly providerId: string;
  readonly name: string;
  readonly locality: string;
  readonly healthBoard: string;
  readonly typicalWeeks: number;
  readonly turnaroundNights: number;
  readonly version: number;
}

/** A bed already kept, with the nights on which people hold or have it. */
export interface KnownBed extends BedAttributes {
  readonly bedId: string;
  readonly projectId: string;
  readonly roomId: string | null;
  readonly label: string;
  readonly version: number;
  /** Moves with every claim; read before the nights. */
  readonly claimsVersion: string;
  /** First and last night ever held or stayed; null when there is none. */
  readonly firstNightOn: IsoDate | null;
  readonly lastNightOn: IsoDate | null;
  /** Somebody lives in it now, even on or after the day on which they were to leave. */
  readonly isLivedIn: boolean;
}

/** A room that is kept. */
export interface KnownRoom {
  readonly roomId: string;
  readonly projectId: string;
  readonly label: string;
}

/** Everything kept that the sheet may touch. */
export interface KnownCapacity {
  readonly providerId: string;
  readonly projects: readonly KnownProject[];
  readonly beds: readonly KnownBed[];
  readonly rooms: readonly KnownRoom[];
}

/** A bed that the sheet changes, and in which columns. */
export interface BedChange {
  readonly known: KnownBed;
  readonly sheet: SheetBed;
  readonly columns: readonly BedSheetColumn[];
}

/** A project that the sheet changes, and in which columns. */
export interface ProjectChange {
  readonly known: KnownProject;
  readonly sheet: SheetProject;
  readonly columns: readonly BedSheetColumn[];
}

/** What taking in a sheet would write; nothing of it where there are errors. */
export interface BedImportPlan {
  readonly projectsAdded: readonly SheetProject[];
  readonly projectsChanged: readonly ProjectChange[];
  readonly projectsUnchanged: number;
  readonly bedsAdded: readonly SheetBed[];
  /** In order of bed id, the order in which rows are locked everywhere. */
  readonly bedsChanged: readonly BedChange[];
  readonly bedsUnchanged: number;
  readonly errors: readonly CellError[];
}

const error = (row: number, column: BedSheetColumn, problem: string, accepted: string): CellError => ({
  row,
  column: bedSheetHeadings[column],
  problem,
  accepted,
});

const sameRoom = (a: string | null, b: string | null): boolean => nameKey(a ?? '') === nameKey(b ?? '');

const projectColumnsChanged = (known: KnownProject, sheet: SheetProject): readonly BedSheetColumn[] =>
  (['locality', 'healthBoard', 'typicalWeeks', 'turnaroundNights'] as const).filter(
    (column) => known[column] !== sheet[column],
  );

const attributeOf = {
  bedType: 'bedType',
  unitType: 'unitType',
  sex: 'sexDesignation',
  maxAdults: 'maxAdults',
  maxChildren: 'maxChildren',
  oldestChild: 'oldestChildYears',
  stepFree: 'isStepFree',
  wetRoom: 'hasWetRoom',
  opensOn: 'opensOn',
  closesOn: 'closesOn',
} as const satisfies Partial<Record<BedSheetColumn, keyof BedAttributes>>;

const bedColumnsChanged = (known: BedAttributes, sheet: BedAttributes): readonly BedSheetColumn[] => [
  ...(sameRoom(known.roomLabel, sheet.roomLabel) ? [] : (['room'] as const)),
  ...(
    ['bedType', 'unitType', 'sex', 'maxAdults', 'maxChildren', 'oldestChild', 'stepFree', 'wetRoom'] as const
  ).filter((column) => known[attributeOf[column]] !== sheet[attributeOf[column]]),
  ...(['opensOn', 'closesOn'] as const).filter((column) => known[column] !== sheet[column]),
];

const isNarrowerAge = (known: number | null, sheet: number | null): boolean =>
  sheet !== null && (known === null || sheet < known);

/** Whether a change takes away something that a person who has the bed may rest on. */
const takesAway = (column: BedSheetColumn, known: BedAttributes, sheet: BedAttributes): boolean => {
  switch (column) {
    case 'sex':
      return sheet.sexDesignation !== 'any';
    case 'maxAdults':
      return sheet.maxAdults < known.maxAdults;
    case 'maxChildren':
      return sheet.maxChildren < known.maxChildren;
    case 'oldestChild':
      return isNarrowerAge(known.oldestChildYears, sheet.oldestChildYears);
    case 'stepFree':
      return known.isStepFree === true;
    case 'wetRoom':
      return known.hasWetRoom === true;
    case 'room':
    case 'bedType':
    case 'unitType':
      return true;
    case 'project':
    case 'locality':
    case 'healthBoard':
    case 'typicalWeeks':
    case 'turnaroundNights':
    case 'bed':
    case 'opensOn':
    case 'closesOn':
      return false;
  }
};

/**
 * How a change of a bed comes: by the `sheet` of one person; `planned`, to be looked at, for a day on which whoever has the bed
 * now may have left; or `confirmed` by a second person.
 */
export type Standing = 'sheet' | 'planned' | 'confirmed';

/** Whether a change is a decision that fewer people could come: what the building is like is a fact, and recorded at once. */
const takesPlacesAway = (column: BedSheetColumn, known: BedAttributes, sheet: BedAttributes): boolean => {
  switch (column) {
    case 'closesOn':
      return sheet.closesOn !== null && (known.closesOn === null || sheet.closesOn < known.closesOn);
    case 'bedType':
    case 'unitType':
    case 'sex':
    case 'maxAdults':
    case 'maxChildren':
    case 'oldestChild':
      return takesAway(column, known, sheet);
    case 'room':
    case 'stepFree':
    case 'wetRoom':
    case 'opensOn':
    case 'project':
    case 'locality':
    case 'healthBoard':
    case 'typicalWeeks':
    case 'turnaroundNights':
    case 'bed':
      return false;
  }
};

/** What one person alone does not decide. */
const decidedByTwo = ({ known, sheet, columns }: BedChange): readonly CellError[] =>
  columns
    .filter((column) => takesPlacesAway(column, known, sheet))
    .map((column) =>
      error(
        sheet.row,
        column,
        'Fewer people could come to this bed, which two people decide',
        'what is recorded now; plan the change from the bed board, where it is looked at first',
      ),
    );

/** Nobody is left without the bed they hold: nights stay inside its opening, and it stays what they came for. */
const displacements = (
  { known, sheet, columns }: BedChange,
  importedOn: IsoDate,
  standing: Standing,
): readonly CellError[] => {
  const { firstNightOn, lastNightOn } = known;
  if (firstNightOn === null || lastNightOn === null) return [];
  const { row, opensOn, closesOn } = sheet;
  const errors: CellError[] = [];
  if (opensOn > firstNightOn) {
    errors.push(
      error(
        row,
        'opensOn',
        `Somebody has the bed on ${sheetDate(firstNightOn)}`,
        `a date not after ${sheetDate(firstNightOn)}`,
      ),
    );
  }
  if (closesOn !== null && closesOn <= lastNightOn) {
    errors.push(
      error(
        row,
        'closesOn',
        `Somebody has the bed on ${sheetDate(lastNightOn)}`,
        `a date from ${sheetDate(addNights(lastNightOn, 1))} on, or nothing`,
      ),
    );
  }
  if (standing === 'planned' || (lastNightOn < importedOn && !known.isLivedIn)) return errors;
  for (const column of columns.filter((changed) => takesAway(changed, known, sheet))) {
    errors.push(
      error(
        row,
        column,
        known.isLivedIn
          ? 'Somebody lives here and may depend on this'
          : `Somebody has the bed until ${sheetDate(addNights(lastNightOn, 1))} and may depend on this`,
        'no change here until they have left or been moved',
      ),
    );
  }
  return errors;
};

/** What stands against a change; a cell that somebody rests on is told of that first. */
const refusalsOf = (change: BedChange, importedOn: IsoDate, standing: Standing): readonly CellError[] => {
  const displaced = displacements(change, importedOn, standing);
  return standing === 'sheet'
    ? [
        ...displaced,
        ...decidedByTwo(change).filter(({ column }) => !displaced.some((told) => told.column === column)),
      ]
    : displaced;
};

/** A room with several beds is a shared room: the beds of the sheet, together with those it leaves as they are. */
const roomFaults = (
  sheetBeds: readonly SheetBed[],
  untouched: readonly (KnownBed & { projectKey: string })[],
) => {
  const key = (projectKey: string, room: string): string => `${projectKey}\n${nameKey(room)}`;
  const bedsIn = new Map<string, number>();
  const notShared = new Set<string>();
  const count = (projectKey: string, { roomLabel, unitType }: BedAttributes): void => {
    if (roomLabel === null) return;
    const room = key(projectKey, roomLabel);
    bedsIn.set(room, (bedsIn.get(room) ?? 0) + 1);
    if (unitType !== 'shared') notShared.add(room);
  };
  for (const bed of sheetBeds) count(nameKey(bed.projectName), bed);
  for (const bed of untouched) count(bed.projectKey, bed);
  return sheetBeds.flatMap((bed) => {
    if (bed.roomLabel === null) return [];
    const room = key(nameKey(bed.projectName), bed.roomLabel);
    return (bedsIn.get(room) ?? 0) > 1 && notShared.has(room)
      ? [
          error(
            bed.row,
            'room',
            `“${bed.roomLabel}” has several beds, but not all of them are of the type shared`,
            'a room of its own, or the unit type shared for every bed of the room',
          ),
        ]
      : [];
  });
};

/**
 * What an import would do, compared with what is kept: beds are known by project and name, and a bed the sheet
 * does not mention stays as it is. With any error the plan must not be carried out.
 */
export const planBedImport = (
  sheet: ParsedBedSheet,
  known: KnownCapacity,
  importedOn: IsoDate,
  standing: Standing = 'sheet',
): BedImportPlan => {
  const errors: CellError[] = [...sheet.errors];
  const projectByKey = new Map(known.projects.map((project) => [nameKey(project.name), project]));
  const keyOfProject = new Map(known.projects.map(({ projectId, name }) => [projectId, nameKey(name)]));
  const bedKey = (projectKey: string, label: string): string => `${projectKey}\n${nameKey(label)}`;
  const bedByKey = new Map(
    known.beds.map((bed) => [bedKey(keyOfProject.get(bed.projectId) ?? '', bed.label), bed]),
  );

  const projectsAdded: SheetProject[] = [];
  const projectsChanged: ProjectChange[] = [];
  let projectsUnchanged = 0;
  for (const project of sheet.projects) {
    const kept = projectByKey.get(nameKey(project.name));
    if (kept === undefined) projectsAdded.push(project);
    else if (kept.providerId !== known.providerId) {
      errors.push(
        error(project.row, 'project', 'Another provider has a project of this name', 'another name'),
      );
    } else {
      const columns = projectColumnsChanged(kept, project);
      if (columns.length === 0) projectsUnchanged += 1;
      else projectsChanged.push({ known: kept, sheet: project, columns });
    }
  }

  const bedsAdded: SheetBed[] = [];
  const bedsChanged: BedChange[] = [];
  const mentioned = new Set<string>();
  let bedsUnchanged = 0;
  for (const bed of sheet.beds) {
    const kept = bedByKey.get(bedKey(nameKey(bed.projectName), bed.label));
    if (kept === undefined) {
      bedsAdded.push(bed);
      continue;
    }
    mentioned.add(kept.bedId);
    const columns = bedColumnsChanged(kept, bed);
    if (columns.length === 0) bedsUnchanged += 1;
    else bedsChanged.push({ known: kept, sheet: bed, columns });
  }
  const untouched = known.beds
    .filter(({ bedId }) => !mentioned.has(bedId))
    .map((bed) => ({ ...bed, projectKey: keyOfProject.get(bed.projectId) ?? '' }));
  errors.push(
    ...bedsChanged.flatMap((change) => refusalsOf(change, importedOn, standing)),
    ...roomFaults(sheet.beds, untouched),
  );

  return {
    projectsAdded,
    projectsChanged,
    projectsUnchanged,
    bedsAdded,
    bedsChanged: bedsChanged.sort((a, b) => (a.known.bedId < b.known.bedId ? -1 : 1)),
    bedsUnchanged,
    errors: errors.sort((a, b) => a.row - b.row),
  };
};
