import { longDate } from '../../../../ui/presenters/dates.js';
import type { Option } from '../../../../ui/forms/form-state.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { plannableColumns, type PlannableColumn, type PlannedCells } from '../../domain/bed-change.js';
import { bedTypes, unitTypes } from '../../domain/unit.js';
import { bedTypeTexts } from './board-filters.js';

const spaced = (value: string): string => value.replace(/_/g, ' ');
const sexTexts = {
  any: 'Women and men',
  female: 'Women only',
  male: 'Men only',
  flexible: 'Decided for each stay',
} as const;
const unitTexts = {
  single: 'Single room',
  shared: 'A bed in a shared room',
  family_unit: 'Rooms for a family',
} as const;

/** What can be chosen on the form of a plan. */
export const planOptions: Readonly<Record<'bedType' | 'unitType' | 'sex', readonly Option[]>> = {
  bedType: bedTypes.map((value) => ({ value: spaced(value), text: bedTypeTexts[value] })),
  unitType: unitTypes.map((value) => ({ value: spaced(value), text: unitTexts[value] })),
  sex: Object.entries(sexTexts).map(([value, text]) => ({ value, text })),
};

const columnTexts: Readonly<Record<PlannableColumn, string>> = {
  room: 'Room',
  bedType: 'Kind of bed',
  unitType: 'Kind of room',
  sex: 'Who can come',
  maxAdults: 'Adults at most',
  maxChildren: 'Children at most',
  oldestChild: 'Oldest child, in years',
  closesOn: 'Closes',
};

const cellText = (column: PlannableColumn, cell: string): string => {
  if (column === 'bedType' || column === 'unitType' || column === 'sex') {
    return planOptions[column].find(({ value }) => value === cell)?.text ?? cell;
  }
  return cell === '' ? 'None' : cell;
};

/** What a change changes, and what becomes of it. */
export const changesOf = ({
  cells,
  startsOn,
}: {
  readonly cells: PlannedCells;
  readonly startsOn: IsoDate;
}) =>
  plannableColumns.flatMap((column) => {
    const cell = cells[column];
    if (cell === undefined) return [];
    return [
      {
        what: columnTexts[column],
        then:
          column === 'closesOn'
            ? `The first night without it is ${longDate(startsOn)}`
            : cellText(column, cell),
      },
    ];
  });

/** The same in one line, beside which its day is told. */
export const changedText = (change: Parameters<typeof changesOf>[0]): string =>
  changesOf(change)
    .map(({ what, then }) => (what === columnTexts.closesOn ? 'The bed closes' : `${what}: ${then}`))
    .join('; ');
