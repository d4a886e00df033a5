import { parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { longestTurnaroundNights } from './availability.js';
import {
  bedTypes,
  sexDesignations,
  unitTypes,
  type BedType,
  type SexDesignation,
  type UnitType,
} from './unit.js';

/** The columns of the sheet in which projects and beds come in and go out, with their headings, in order. */
export const bedSheetHeadings = {
  project: 'Project',
  locality: 'Locality',
  healthBoard: 'Health board',
  typicalWeeks: 'Typical weeks',
  turnaroundNights: 'Turnaround nights',
  bed: 'Bed',
  room: 'Room',
  bedType: 'Bed type',
  unitType: 'Unit type',
  sex: 'Sex',
  maxAdults: 'Max adults',
  maxChildren: 'Max children',
  oldestChild: 'Oldest child (years)',
  stepFree: 'Step-free',
  wetRoom: 'Wet room',
  opensOn: 'Opens on',
  closesOn: 'Closes on',
} as const;

/** A column, by what it means rather than by its heading. */
export type BedSheetColumn = keyof typeof bedSheetHeadings;

/** In the order in which a sheet is written; it is read in any. */
export const bedSheetColumns: readonly BedSheetColumn[] = [
  'project',
  'locality',
  'healthBoard',
  'typicalWeeks',
  'turnaroundNights',
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

/** Those of a line that describe its bed. */
export const bedColumns: readonly BedSheetColumn[] = bedSheetColumns.slice(bedSheetColumns.indexOf('bed'));

/** The cells of one line as typed; an empty text for one left empty. */
export type SheetCells = Readonly<Record<BedSheetColumn, string>>;

/** One line of the sheet. `row` is the number a spreadsheet shows beside it; the headings are row 1. */
export interface SheetRow {
  readonly row: number;
  readonly cells: SheetCells;
}

/** A date as people write it in a sheet: 31/03/2027. */
export const sheetDate = (on: IsoDate): string => on.split('-').reverse().join('/');

/** What is wrong with one cell, and what would be taken instead. `column` is the heading. */
export type CellError = {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
  readonly accepted: string;
};

/** How many of the errors of a sheet are told, beside the count of all: what one sitting can mend. */
export const mostErrorsTold = 100;

/** A project as the first of its lines has it. Units: weeks, nights. */
export interface SheetProject {
  readonly row: number;
  readonly name: string;
  readonly locality: string;
  readonly healthBoard: string;
  readonly typicalWeeks: number;
  readonly turnaroundNights: number;
}

/** What the sheet says about a bed; all of it, so that a sheet written out and read again changes nothing. */
export interface BedAttributes {
  readonly roomLabel: string | null;
  readonly bedType: BedType;
  readonly unitType: UnitType;
  readonly sexDesignation: SexDesignation;
  readonly maxAdults: number;
  readonly maxChildren: number;
  readonly oldestChildYears: number | null;
  readonly isStepFree: boolean | null;
  readonly hasWetRoom: boolean | null;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate | null;
}

/** A bed as its line has it. */
export interface SheetBed extends BedAttributes {
  readonly row: number;
  readonly projectName: string;
  readonly label: string;
}

/** What a sheet says, and every cell that could not be read. */
export interface ParsedBedSheet {
  readonly projects: readonly SheetProject[];
  readonly beds: readonly SheetBed[];
  readonly errors: readonly CellError[];
}

/**
 * Two names with one key are one name: capitals, accents and emoji do not tell them apart, as the database's
 * unique keys do not. Source: collation utf8mb4_unicode_ci, in which every character beyond the basic plane
 * weighs the same.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .trim();

type Read<T> = { readonly value: T } | { readonly problem: string; readonly accepted: string };
type Reader<T> = (text: string) => Read<T>;

const wrong = (problem: string, accepted: string) => ({ problem, accepted });

/** What was typed, as far as it helps to find it again: a cell can hold the whole file. */
const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

const words =
  (mostCharacters: number): Reader<string> =>
  (text) => {
    const accepted = `1 to ${mostCharacters} characters on one line`;
    if (text === '') return wrong('Nothing is entered', accepted);
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return wrong('The text runs over several lines', accepted);
    const length = Array.from(text).length;
    return length > mostCharacters ? wrong(`The text has ${length} characters`, accepted) : { value: text };
  };

const optional =
  <T>(read: Reader<T>): Reader<T | null> =>
  (text) => {
    if (text === '') return { value: null };
    const result = read(text);
    return 'value' in result ? result : wrong(result.problem, `${result.accepted}, or nothing`);
  };

const wholeNumber =
  (least: number, most: number): Reader<number> =>
  (text) => {
    const accepted = `a whole number from ${least} to ${most}`;
    if (text === '') return wrong('Nothing is entered', accepted);
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? { value }
      : wrong(`“${short(text)}” is not such a number`, accepted);
  };

const oneOf = <T extends string>(
  choices: readonly T[],
  also: Readonly<Record<string, T>> = {},
): Reader<T> => {
  const accepted = `one of: ${choices.map((choice) => choice.replace(/_/g, ' ')).join(', ')}`;
  const known = new Map<string, T>([
    ...choices.map((choice): [string, T] => [choice.replace(/_/g, ' '), choice]),
    ...Object.entries(also),
  ]);
  return (text) => {
    if (text === '') return wrong('Nothing is entered', accepted);
    const value = known.get(text.toLowerCase().replace(/[_\s-]+/g, ' '));
    return value === undefined ? wrong(`“${short(text)}” is not known`, accepted) : { value };
  };
};

const yesWords = new Set(['yes', 'y', 'true', '1']);
const noWords = new Set(['no', 'n', 'false', '0']);
const unknownWords = new Set(['', 'unknown', 'not known']);

const yesOrNo: Reader<boolean | null> = (text) => {
  const word = text.toLowerCase();
  if (unknownWords.has(word)) return { value: null };
  if (yesWords.has(word)) return { value: true };
  return noWords.has(word)
    ? { value: false }
    : wrong(`“${short(text)}” is neither yes nor no`, 'yes, no, or nothing where it is not known');
};

const ukDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

const date: Reader<IsoDate> = (text) => {
  const accepted = 'a date from 1900 to 2199, day first (31/03/2027) or as 2027-03-31';
  if (text === '') return wrong('Nothing is entered', accepted);
  const [, day = '', month = '', year = ''] = ukDate.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const value = parseIsoDate(iso);
  return value === null ? wrong(`“${short(text)}” is not a date of the calendar`, accepted) : { value };
};

const oneOfBoards =
  (healthBoards: readonly string[]): Reader<string> =>
  (text) => {
    const board = healthBoards.find((name) => nameKey(name) === nameKey(text));
    if (board !== undefined) return { value: board };
    const problem = text === '' ? 'Nothing is entered' : `“${short(text)}” is not a health board`;
    return wrong(problem, `one of: ${healthBoards.join(', ')}`);
  };

const readProject = {
  name: words(200),
  locality: words(200),
  weeks: wholeNumber(1, 208),
  nights: wholeNumber(0, longestTurnaroundNights),
};
const readBed = {
  label: words(80),
  room: optional(words(80)),
  bedType: oneOf(bedTypes),
  unitType: oneOf(unitTypes, { family: 'family_unit' }),
  sex: oneOf(sexDesignations, { mixed: 'any', men: 'male', women: 'female' }),
  adults: wholeNumber(1, 10),
  children: wholeNumber(0, 10),
  oldestChild: optional(wholeNumber(0, 17)),
  yesOrNo,
  opensOn: date,
  closesOn: optional(date),
};

/** Reads cells of one row and gathers what is wrong with them. */
const rowReader = ({ row, cells }: SheetRow) => {
  const errors: CellError[] = [];
  const reject = (column: BedSheetColumn, problem: string, accepted: string): void => {
    errors.push({ row, column: bedSheetHeadings[column], problem, accepted });
  };
  const read = <T>(column: BedSheetColumn, reader: Reader<T>): T | undefined => {
    const result = reader(cells[column]);
    if ('value' in result) return result.value;
    reject(column, result.problem, result.accepted);
    return undefined;
  };
  return { errors, reject, read };
};

type RowReader = ReturnType<typeof rowReader>;

const parseProject = (
  { row }: SheetRow,
  { read }: RowReader,
  healthBoards: readonly string[],
): SheetProject | null => {
  const name = read('project', readProject.name);
  const locality = read('locality', readProject.locality);
  const healthBoard = read('healthBoard', oneOfBoards(healthBoards));
  const typicalWeeks = read('typicalWeeks', readProject.weeks);
  const turnaroundNights = read('turnaroundNights', readProject.nights);
  return name === undefined ||
    locality === undefined ||
    healthBoard === undefined ||
    typicalWeeks === undefined ||
    turnaroundNights === undefined
    ? null
    : { row, name, locality, healthBoard, typicalWeeks, turnaroundNights };
};

const checkFit = (bed: SheetBed, { reject }: RowReader): void => {
  const { unitType, roomLabel, maxAdults, maxChildren, oldestChildYears, opensOn, closesOn } = bed;
  if (unitType === 'shared' && roomLabel === null) {
    reject('room', 'A bed in a shared room needs its room', 'the name of the room');
  }
  if (unitType !== 'family_unit' && maxAdults !== 1) {
    reject('maxAdults', 'Only a family unit takes more than one adult', '1');
  }
  if (unitType !== 'family_unit' && maxChildren !== 0) {
    reject('maxChildren', 'Only a family unit takes children', '0');
  }
  if (maxChildren === 0 && oldestChildYears !== null) {
    reject('oldestChild', 'The unit takes no children', 'nothing');
  }
  if (closesOn !== null && closesOn <= opensOn) {
    reject(
      'closesOn',
      `It would close before it opens on ${sheetDate(opensOn)}`,
      `a date after ${sheetDate(opensOn)}, or nothing`,
    );
  }
};

const parseBed = (sheetRow: SheetRow, reader: RowReader): SheetBed | null => {
  const { row, cells } = sheetRow;
  const { read, reject } = reader;
  if (cells.bed === '') {
    if (bedColumns.some((column) => cells[column] !== '')) {
      reject('bed', 'The bed has no name', 'a name, or a row with the project alone');
    }
    return null;
  }
  const label = read('bed', readBed.label);
  const roomLabel = read('room', readBed.room);
  const bedType = read('bedType', readBed.bedType);
  const unitType = read('unitType', readBed.unitType);
  const sexDesignation = read('sex', readBed.sex);
  const maxAdults = read('maxAdults', readBed.adults);
  const maxChildren = read('maxChildren', readBed.children);
  const oldestChildYears = read('oldestChild', readBed.oldestChild);
  const isStepFree = read('stepFree', readBed.yesOrNo);
  const hasWetRoom = read('wetRoom', readBed.yesOrNo);
  const opensOn = read('opensOn', readBed.opensOn);
  const closesOn = read('closesOn', readBed.closesOn);
  if (
    label === undefined ||
    roomLabel === undefined ||
    bedType === undefined ||
    unitType === undefined ||
    sexDesignation === undefined ||
    maxAdults === undefined ||
    maxChildren === undefined ||
    oldestChildYears === undefined ||
    isStepFree === undefined ||
    hasWetRoom === undefined ||
    opensOn === undefined ||
    closesOn === undefined
  ) {
    return null;
  }
  const attributes = {
    roomLabel,
    bedType,
    unitType,
    sexDesignation,
    maxAdults,
    maxChildren,
    oldestChildYears,
  };
  const bed = {
    row,
    projectName: cells.project,
    label,
    ...attributes,
    isStepFree,
    hasWetRoom,
    opensOn,
    closesOn,
  };
  checkFit(bed, reader);
  return bed;
};

const projectColumns = ['locality', 'healthBoard', 'typicalWeeks', 'turnaroundNights'] as const;

const differencesWithin = (first: SheetProject, again: SheetProject): readonly CellError[] =>
  projectColumns
    .filter((column) => first[column] !== again[column])
    .map((column) => ({
      row: again.row,
      column: bedSheetHeadings[column],
      problem: `“${again[column]}” here, but “${first[column]}” in row ${first.row} of the same project`,
      accepted: 'the same in every row of a project',
    }));

/**
 * Reads every cell of the sheet and says of each wrong one what is wrong and what would be taken. Nothing is
 * compared with what is already kept; that is the plan's work. A row without a bed describes its project alone.
 */
export const parseBedSheet = (rows: readonly SheetRow[], healthBoards: readonly string[]): ParsedBedSheet => {
  const projects = new Map<string, SheetProject>();
  const rowOfBed = new Map<string, number>();
  const beds: SheetBed[] = [];
  const errors: CellError[] = [];
  for (const sheetRow of rows) {
    const reader = rowReader(sheetRow);
    const project = parseProject(sheetRow, reader, healthBoards);
    const bed = parseBed(sheetRow, reader);
    const projectKey = nameKey(sheetRow.cells.project);
    if (project !== null) {
      const first = projects.get(projectKey);
      if (first === undefined) projects.set(projectKey, project);
      else reader.errors.push(...differencesWithin(first, project));
    }
    if (bed !== null) {
      const bedKey = `${projectKey}\n${nameKey(bed.label)}`;
      const firstRow = rowOfBed.get(bedKey);
      if (firstRow !== undefined) {
        reader.reject(
          'bed',
          `Row ${firstRow} has this bed already`,
          'a name that differs by more than capitals, accents or emoji',
        );
      }
      rowOfBed.set(bedKey, firstRow ?? bed.row);
      beds.push(bed);
    }
    errors.push(...reader.errors);
  }
  return { projects: [...projects.values()], beds, errors };
};

const flag = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');
const choice = (value: string): string => value.replace(/_/g, ' ');

/** The cells of one row, in the words in which they can be read again; a project without beds has one row. */
export const toSheetCells = (
  project: Omit<SheetProject, 'row'>,
  bed: (BedAttributes & { readonly label: string }) | null,
): SheetCells => ({
  project: project.name,
  locality: project.locality,
  healthBoard: project.healthBoard,
  typicalWeeks: String(project.typicalWeeks),
  turnaroundNights: String(project.turnaroundNights),
  bed: bed?.label ?? '',
  room: bed?.roomLabel ?? '',
  bedType: choice(bed?.bedType ?? ''),
  unitType: choice(bed?.unitType ?? ''),
  sex: bed?.sexDesignation ?? '',
  maxAdults: bed === null ? '' : String(bed.maxAdults),
  maxChildren: bed === null ? '' : String(bed.maxChildren),
  oldestChild: bed?.oldestChildYears == null ? '' : String(bed.oldestChildYears),
  stepFree: flag(bed?.isStepFree ?? null),
  wetRoom: flag(bed?.hasWetRoom ?? null),
  opensOn: bed?.opensOn ?? '',
  closesOn: bed?.closesOn ?? '',
});
