import {
  bedSheetColumns,
  type SheetCells,
  type SheetRow,
} from '../../../src/modules/capacity/domain/bed-sheet.js';

export const boards = ['NHS Highland', 'NHS Western Isles'];

/** The cells of an ordinary single bed, with some of them changed. */
export const aBed = (changes: Partial<SheetCells> = {}): SheetCells => ({
  project: 'Taigh na Mara',
  locality: 'Steòrnabhagh',
  healthBoard: 'NHS Western Isles',
  typicalWeeks: '26',
  turnaroundNights: '1',
  bed: 'Leabaidh 1',
  room: '',
  bedType: 'rehab',
  unitType: 'single',
  sex: 'any',
  maxAdults: '1',
  maxChildren: '0',
  oldestChild: '',
  stepFree: 'yes',
  wetRoom: '',
  opensOn: '2026-04-01',
  closesOn: '',
  ...changes,
});

/** A row with the project alone. */
export const aProject = (changes: Partial<SheetCells> = {}): SheetCells => {
  const empty = Object.fromEntries(bedSheetColumns.map((column) => [column, ''])) as Record<
    keyof SheetCells,
    string
  >;
  const { project, locality, healthBoard, typicalWeeks, turnaroundNights } = aBed(changes);
  return { ...empty, project, locality, healthBoard, typicalWeeks, turnaroundNights };
};

/** Rows numbered as a spreadsheet does: the first beneath the headings is row 2. */
export const rowsOf = (...cells: readonly SheetCells[]): SheetRow[] =>
  cells.map((each, index) => ({ row: index + 2, cells: each }));
