import { monthsOf, type FinancialYear } from '../../../kernel/financial-year.js';
import { addNights, isoDate, nightsBetween, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { MeasureCell } from './measure.js';

/** How many in one month; `label` names it, as "April 2026". */
export interface MonthCount {
  readonly startsOn: IsoDate;
  readonly label: string;
  readonly count: number;
}

/** Every month of a financial year with what was counted in it. */
export const byMonth = (cells: readonly MeasureCell[], year: FinancialYear): readonly MonthCount[] => {
  const counts = new Map(cells.map(({ month, n }) => [month, n]));
  return monthsOf(year).map(({ startsOn, label }) => ({
    startsOn,
    label,
    count: counts.get(startsOn.slice(0, 7)) ?? 0,
  }));
};

/** Where the count would stand on a day if it kept an even pace to the level. */
export const pace = (level: number, year: FinancialYear, on: IsoDate): number => {
  const months = monthsOf(year);
  const done = months.filter(({ endsOn }) => endsOn <= on).length;
  const current = months.find(({ startsOn, endsOn }) => startsOn <= on && on < endsOn);
  if (current === undefined) return done === 0 ? 0 : level;
  const day = Number(on.slice(8, 10));
  return (level / 12) * (done + day / nightsBetween(current.startsOn, current.endsOn));
};

/**
 * How many each month still needs, from a day to the end of the year, for the level to be reached; 0 when it is. Null once the
 * year is over. The days left of the month count for their share of it.
 */
export const neededAMonth = (
  level: number,
  counted: number,
  year: FinancialYear,
  on: IsoDate,
): number | null => {
  const monthsLeft = monthsOf(year)
    .filter(({ endsOn }) => endsOn > on)
    .reduce(
      (sum, { startsOn, endsOn }) =>
        sum + (startsOn > on ? 1 : nightsBetween(on, endsOn) / nightsBetween(startsOn, endsOn)),
      0,
    );
  return monthsLeft === 0 ? null : Math.max(0, level - counted) / monthsLeft;
};

/** The twelve months that end with a day, half-open. */
export const twelveMonthsTo = (on: IsoDate): { readonly fromOn: IsoDate; readonly toOn: IsoDate } => {
  const toOn = addNights(on, 1);
  const yearBefore = `${String(Number(toOn.slice(0, 4)) - 1)}${toOn.slice(4)}`;
  return { fromOn: parseIsoDate(yearBefore) ?? isoDate(`${yearBefore.slice(0, 4)}-02-28`), toOn };
};
