import { parseIsoDate, type IsoDate } from '../../kernel/iso-date.js';

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const;

/** What three date fields amount to: nothing typed, something that is no date, or a date. */
export type TypedDate =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-date'; readonly typed: string }
  | { readonly kind: 'date'; readonly on: IsoDate };

function monthNumber(typed: string): number {
  const named = monthNames.findIndex((name) => typed.toLowerCase().startsWith(name));
  if (named >= 0) return named + 1;
  return /^\d{1,2}$/.test(typed) ? Number(typed) : Number.NaN;
}

/**
 * Reads a date typed as day, month and year under `<field>-day` and so on. The month may be a number or an English name.
 * The year needs four figures: a guessed century is how people are born in 2043.
 */
export function dateFromFields(values: Readonly<Record<string, unknown>>, field: string): TypedDate {
  const part = (name: string): string => {
    const value = values[`${field}-${name}`];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [day, month, year] = [part('day'), part('month'), part('year')];
  if (day === '' && month === '' && year === '') return { kind: 'missing' };
  const typed = [day, month, year].filter((text) => text !== '').join(' ');
  const monthAsNumber = monthNumber(month);
  if (!/^\d{1,2}$/.test(day) || Number.isNaN(monthAsNumber) || !/^\d{4}$/.test(year))
    return { kind: 'not-a-date', typed };
  const on = parseIsoDate(`${year}-${String(monthAsNumber).padStart(2, '0')}-${day.padStart(2, '0')}`);
  return on === null ? { kind: 'not-a-date', typed } : { kind: 'date', on };
}

/** The three field values that show a known date in a form, to spread into `FormState.values`. */
export function fieldsOfDate(field: string, on: IsoDate): Readonly<Record<string, string>> {
  const [year = '', month = '', day = ''] = on.split('-');
  return {
    [`${field}-day`]: String(Number(day)),
    [`${field}-month`]: String(Number(month)),
    [`${field}-year`]: year,
  };
}
