import { groupText } from '../../referrals/contract/words.js';
import type { Cell, ReleaseContent, ToldTable } from './content.js';

type Of = ToldTable['lines'][number]['of'];

const waitTexts: Readonly<Record<string, string>> = {
  'to-1-week': 'Up to 7 days',
  'to-2-weeks': '8 to 14 days',
  'to-3-weeks': '15 to 21 days',
  'to-6-weeks': '22 to 42 days',
  longer: 'More than 42 days',
  not_known: 'Not known',
};

/** Columns of a table that are no measure by themselves. */
const countedTexts: Readonly<Record<string, string>> = {
  'cost-per-placement': 'With a cost',
  'cost-not-known': 'Without a cost',
};

const refuserTexts: Readonly<Record<string, string>> = {
  person: 'The person',
  provider: 'The provider',
  funder: 'The funder',
  'not-recorded': 'Not recorded',
};

/** What a table's rows are, as its first heading. */
export const rowsTexts: Readonly<Record<ToldTable['rows'], string>> = {
  area: 'Health board and partnership',
  board: 'Health board',
  route: 'Public money',
  sex: 'Sex',
  substance: 'Substance',
  age: 'Age',
  refusedBy: 'Who said no',
  project: 'Project',
};

type Words = Pick<ReleaseContent, 'names' | 'definitions'>;

/** What a row is of; everything is Scotland. */
export const ofText = (of: Of, { names, definitions }: Words): string => {
  if (of.board !== undefined) return of.board;
  const named = of.partnership ?? of.project;
  if (named !== undefined) return names[named] ?? 'One that is no longer here';
  if (of.wait !== undefined) return waitTexts[of.wait] ?? of.wait;
  if (of.refusedBy !== undefined) return refuserTexts[of.refusedBy] ?? of.refusedBy;
  if (of.measure !== undefined)
    return (
      countedTexts[of.measure] ??
      definitions.find(({ measureId }) => measureId === of.measure)?.name ??
      of.measure
    );
  const group = of.route ?? of.sex ?? of.substance ?? of.age;
  return group === undefined ? 'Scotland' : groupText(group);
};

/** The heading of a column. */
export const columnText = (
  { of, tells }: ToldTable['columns'][number],
  { columns }: Pick<ToldTable, 'columns'>,
  words: Words,
): string => {
  if (tells === 'mean') return 'Mean cost';
  if (tells === 'share') return 'Occupied';
  if (Object.keys(of).length > 0) return ofText(of, words);
  if (columns.every((column) => Object.keys(column.of).length === 0)) {
    // Releases with tables of version 2 counted those with a cost alone.
    return columns.some((column) => column.tells === 'mean') ? 'Number costed' : 'Number';
  }
  return 'All';
};

/** Why a number is not there: told in one way for all, since "fewer than five" for some alone would bound the others. */
export const hiddenText = 'Kept back: small numbers';

/** What the ways of telling mean, beneath every table. */
export const cellNotes = [
  `“${hiddenText}” stands for a number of fewer than five people, for one that leaves fewer than five of its total, and for one from which such a number could be worked out.`,
  '“About” stands before a number that is told to the multiple of five below or above it, by chance; “0 to 4” for one that went to nought. Rounded numbers need not add up to their total.',
] as const;

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const amountText = (value: number, tells: ToldTable['columns'][number]['tells']): string => {
  switch (tells) {
    case 'number':
      return grouped(value);
    case 'mean':
      return `£${grouped(Math.round(value / 100))}`;
    case 'share':
      return `${Math.round(value * 100)}%`;
  }
};

/** A number as people read it. */
export const cellText = (cell: Cell, tells: ToldTable['columns'][number]['tells']): string => {
  switch (cell.kind) {
    case 'exact':
      return amountText(cell.value, tells);
    case 'rounded':
      if (tells !== 'number') return amountText(cell.value, tells);
      // "About 0" would be read as nobody.
      return cell.value === 0 ? '0 to 4' : `About ${amountText(cell.value, tells)}`;
    case 'band':
      return cell.to === null
        ? `${amountText(cell.from, tells)} or more`
        : `${amountText(cell.from, tells)} to under ${amountText(cell.to, tells)}`;
    case 'hidden':
      return hiddenText;
    case 'none':
      return '–';
  }
};

/** The number that a bar stands for; null where none is told. */
export const cellValue = (cell: Cell): number | null =>
  cell.kind === 'exact' || cell.kind === 'rounded' ? cell.value : null;
