import { isoDate, minDate, nightsBetween, type IsoDate } from './iso-date.js';
import { monthNames } from './month-names.js';
import type { Stay } from './stay.js';

declare const financialYearBrand: unique symbol;

/**
 * A financial year of government, 1 April to 31 March, known by the calendar
 * year in which it starts: 2026 is 2026/27. From 1900 to 2198.
 */
export type FinancialYear = number & { readonly [financialYearBrand]: true };

/** A calendar month, half-open: `endsOn` is the first day of the next month. */
export interface FinancialMonth {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  /** For example `April 2026`. */
  readonly label: string;
}

const first = 1900;
const last = 2198;

const april = 4;

/**
 * The financial year that starts in the given calendar year.
 *
 * @throws RangeError when it is not a whole number from 1900 to 2198.
 */
export function financialYear(startsInYear: number): FinancialYear {
  if (!Number.isInteger(startsInYear) || startsInYear < first || startsInYear > last) {
    throw new RangeError(`No financial year starts in ${startsInYear}: ${first} to ${last} only`);
  }
  return startsInYear as FinancialYear;
}

/**
 * The financial year a date falls in: 31 March closes one, 1 April opens the next.
 *
 * @throws RangeError before 1 April 1900 or from 1 April 2199.
 */
export function financialYearOf(date: IsoDate): FinancialYear {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return financialYear(month < april ? year - 1 : year);
}

/** As people write it: `2026/27`. */
export function financialYearLabel(year: FinancialYear): string {
  return `${year}/${twoDigits((year + 1) % 100)}`;
}

/** 1 April, the first day of the year. */
export function financialYearStart(year: FinancialYear): IsoDate {
  return firstOfMonth(year, april);
}

/** The 1 April after the year: the first day that is not in it. */
export function financialYearEnd(year: FinancialYear): IsoDate {
  return firstOfMonth(year + 1, april);
}

/** The twelve months of the year, April first; each ends on the day the next starts. */
export function monthsOf(year: FinancialYear): readonly FinancialMonth[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthAfterJanuary(year, april - 1 + index);
    const next = monthAfterJanuary(year, april + index);
    return {
      startsOn: firstOfMonth(month.year, month.month),
      endsOn: firstOfMonth(next.year, next.month),
      label: `${monthNames[month.month - 1] ?? ''} ${month.year}`,
    };
  });
}

/**
 * How many nights of a stay belong to each financial year it touches, in order.
 * A night belongs to the year of the date on which it begins. The parts add up
 * to the nights of the stay and no part is empty.
 *
 * @throws RangeError when the stay reaches outside the years there are.
 */
export function splitByFinancialYear(
  of: Stay,
): readonly { readonly year: FinancialYear; readonly nights: number }[] {
  const parts: { year: FinancialYear; nights: number }[] = [];
  let from = of.arrivesOn;
  while (from < of.departsOn) {
    const year = financialYearOf(from);
    const to = minDate(of.departsOn, financialYearEnd(year));
    parts.push({ year, nights: nightsBetween(from, to) });
    from = to;
  }
  return parts;
}

function monthAfterJanuary(year: number, monthsAfter: number): { year: number; month: number } {
  return { year: year + Math.floor(monthsAfter / 12), month: (monthsAfter % 12) + 1 };
}

function firstOfMonth(year: number, month: number): IsoDate {
  return isoDate(`${year}-${twoDigits(month)}-01`);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
