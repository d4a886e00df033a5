import { addNights, isoDate, nightsBetween, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';

/** How exactly a source says when something was. */
export const datePrecisions = ['day', 'month', 'quarter', 'year'] as const;

/** One of those. */
export type DatePrecision = (typeof datePrecisions)[number];

/** A date as exactly as a source says it: the first day of what it names. */
export interface SaidDate {
  readonly on: IsoDate;
  readonly precision: DatePrecision;
}

const monthsOf: Readonly<Record<Exclude<DatePrecision, 'day'>, number>> = { month: 1, quarter: 3, year: 12 };

const firstOfMonth = (year: number, month: number): IsoDate | null =>
  parseIsoDate(`${String(year)}-${String(month).padStart(2, '0')}-01`);

/**
 * Reads `2025-03-12`, `2025-03`, `2024-Q4` or `2025`; null for what is none, or lies outside the calendar that is kept.
 */
export const parseSaidDate = (text: string): SaidDate | null => {
  const [, year = '', quarter, month, day] = /^(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  const at = (on: IsoDate | null, precision: DatePrecision): SaidDate | null =>
    on === null ? null : { on, precision };
  if (year === '') return null;
  if (day !== undefined) return at(parseIsoDate(text), 'day');
  if (month !== undefined) return at(firstOfMonth(Number(year), Number(month)), 'month');
  if (quarter !== undefined) return at(firstOfMonth(Number(year), Number(quarter) * 3 - 2), 'quarter');
  return at(firstOfMonth(Number(year), 1), 'year');
};

/** The same as text, as it is read. */
export const saidDateText = ({ on, precision }: SaidDate): string => {
  const [year = '', month = ''] = on.split('-');
  switch (precision) {
    case 'day':
      return on;
    case 'month':
      return `${year}-${month}`;
    case 'quarter':
      return `${year}-Q${String((Number(month) + 2) / 3)}`;
    case 'year':
      return year;
  }
};

/** The first day after all that a date may mean. */
export const dayAfter = ({ on, precision }: SaidDate): IsoDate => {
  if (precision === 'day') return addNights(on, 1);
  const [year = '', month = ''] = on.split('-');
  const months = Number(year) * 12 + Number(month) - 1 + monthsOf[precision];
  return isoDate(`${String(Math.floor(months / 12))}-${String((months % 12) + 1).padStart(2, '0')}-01`);
};

/** Days between two dates, at least and at most, since either may be known to the month alone. */
export const daysBetween = (
  from: SaidDate,
  to: SaidDate,
): { readonly leastDays: number; readonly mostDays: number } => ({
  leastDays: nightsBetween(dayAfter(from), to.on) + 1,
  mostDays: nightsBetween(from.on, dayAfter(to)) - 1,
});
