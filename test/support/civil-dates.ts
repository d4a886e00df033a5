import fc from 'fast-check';

import { isoDate, type IsoDate } from '../../src/kernel/iso-date.js';
import { stay, type Stay } from '../../src/kernel/stay.js';

/** The seed of every property test, so that a failure can be run again. */
export const seed = 20261122;

/** Days on which rules about dates tend to break: clock changes, year ends, leap days. */
export const awkwardDates = [
  '1900-01-01',
  '1900-02-28',
  '2000-02-29',
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-03-31',
  '2026-04-01',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2027-03-27',
  '2027-03-28',
  '2027-03-29',
  '2027-10-31',
  '2027-12-31',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
  '2028-03-31',
  '2199-12-31',
].map(isoDate);

const dayNumberOf1900 = -25_567;
const dayNumberOf2199End = 84_005;

/** Days from 1 January 1970, by the calendar's own arithmetic and no date library. */
export function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const monthFromMarch = (month + 9) % 12;
  const yearFromMarch = month > 2 ? year : year - 1;
  const leapDays =
    Math.floor(yearFromMarch / 4) - Math.floor(yearFromMarch / 100) + Math.floor(yearFromMarch / 400);
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  return yearFromMarch * 365 + leapDays + dayOfYear - 719_468;
}

/** The date a number of days from 1 January 1970: {@link dayNumber} backwards. */
export function dateNumbered(days: number): string {
  const fromMarch0 = days + 719_468;
  let yearFromMarch = Math.floor(fromMarch0 / 365.2425);
  const startOf = (year: number) =>
    year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  if (startOf(yearFromMarch + 1) <= fromMarch0) yearFromMarch += 1;
  if (startOf(yearFromMarch) > fromMarch0) yearFromMarch -= 1;
  const dayOfYear = fromMarch0 - startOf(yearFromMarch);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  const year = month > 2 ? yearFromMarch : yearFromMarch + 1;
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** Any date the kernel knows, awkward ones often. */
export const anyDate: fc.Arbitrary<IsoDate> = fc.oneof(
  fc.constantFrom(...awkwardDates),
  fc.integer({ min: dayNumberOf1900, max: dayNumberOf2199End }).map((n) => isoDate(dateNumbered(n))),
);

/** Any date of the years in which the service will be used. */
export const anyServiceDate: fc.Arbitrary<IsoDate> = fc
  .integer({ min: dayNumber('2025-01-01'), max: dayNumber('2030-12-31') })
  .map((n) => isoDate(dateNumbered(n)));

/** Any stay of one night to two years in the years in which the service will be used. */
export const anyStay: fc.Arbitrary<Stay> = fc
  .tuple(
    fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2030-12-31') }),
    fc.integer({ min: 1, max: 730 }),
  )
  .map(([from, nights]) => stay(isoDate(dateNumbered(from)), isoDate(dateNumbered(from + nights))));

/** Any instant of 1900 to 2199 that is surely of the same years in the United Kingdom, to the millisecond. */
export const anyInstant: fc.Arbitrary<Date> = fc.date({
  min: new Date('1900-01-02T00:00:00Z'),
  max: new Date('2199-12-30T00:00:00Z'),
  noInvalidDate: true,
});

const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** What a clock in the United Kingdom shows, by the platform's own time zone tables. */
export function shownInLondon(instant: Date): { date: string; time: string; weekday: string } {
  const part: Record<string, string> = {};
  for (const { type, value } of londonClock.formatToParts(instant)) part[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', weekday = '' } = part;
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}`, weekday };
}
