import { monthsOf, type FinancialYear } from '../../../kernel/financial-year.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { MeasureCell, MeasureId } from './measure.js';

/** A level to reach, of one named measure, in a period. Data with its source: see config. */
export interface Target {
  readonly name: string;
  readonly measureId: MeasureId;
  readonly level: number;
  readonly from: FinancialYear;
  readonly source: string;
}

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
