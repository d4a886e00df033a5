import type { IsoDate } from '../../../kernel/iso-date.js';
import { maxDate, minDate } from '../../../kernel/iso-date.js';
import type { UnitCalendar } from './availability.js';
import type { BedSheetColumn, SheetCells } from './bed-sheet.js';
import type { BedUnit } from './unit.js';

/** What of a bed can be planned; what the building is like is a fact, and recorded at once. */
export const plannableColumns = [
  'room',
  'bedType',
  'unitType',
  'sex',
  'maxAdults',
  'maxChildren',
  'oldestChild',
  'closesOn',
] as const satisfies readonly BedSheetColumn[];

/** One of {@link plannableColumns}. */
export type PlannableColumn = (typeof plannableColumns)[number];

/** The cells of a bed that a change sets, as the sheet of beds would have them. */
export type PlannedCells = Readonly<Partial<Record<PlannableColumn, string>>>;

/** Of what was asked, what differs from the bed as it is. */
export const cellsThatDiffer = (now: SheetCells, asked: PlannedCells): PlannedCells =>
  Object.fromEntries(
    plannableColumns.flatMap((column) => {
      const cell = asked[column];
      return cell === undefined || cell === now[column] ? [] : [[column, cell]];
    }),
  );

/** A closing carries its own day and can be recorded before it; any other change counts from when it is recorded. */
export const canBeRecorded = (cells: PlannedCells, startsOn: IsoDate, today: IsoDate): boolean =>
  startsOn <= today || Object.keys(cells).every((column) => column === 'closesOn');

/** What of a unit a change sets. */
export type ChangedUnit = Pick<
  BedUnit,
  | 'roomId'
  | 'bedType'
  | 'unitType'
  | 'sexDesignation'
  | 'maxAdults'
  | 'maxChildren'
  | 'oldestChildYears'
  | 'closesOn'
>;

/** A unit and its nights as they would be with a change: whom it takes from the first night shown, and none after its closing. */
export const withBedChange = ({ unit, runs }: UnitCalendar, changed: ChangedUnit): UnitCalendar => {
  const { closesOn } = changed;
  const after = { ...unit, ...changed };
  if (closesOn === null) return { unit: after, runs };
  return {
    unit: after,
    runs: runs.flatMap((run) => {
      const endsOn = maxDate(run.fromOn, minDate(run.toOn, closesOn));
      return [
        { ...run, toOn: endsOn },
        { fromOn: endsOn, toOn: run.toOn, state: 'not_open' as const, claimId: null },
      ].filter(({ fromOn, toOn }) => fromOn < toOn);
    }),
  };
};
