import { tzOffset } from '@date-fns/tz';
import { utc, type UTCDate } from '@date-fns/utc';
import { isValid, parseISO } from 'date-fns';

declare const isoDateBrand: unique symbol;

/**
 * A civil date written `YYYY-MM-DD`, known to exist in the calendar and to lie
 * in 1900-01-01 to 2199-12-31. It has no time and no time zone. As text it
 * sorts by time, so `<` and `===` compare dates.
 */
export type IsoDate = string & { readonly [isoDateBrand]: true };

const earliest = '1900-01-01';
const latest = '2199-12-31';
const shape = /^\d{4}-\d{2}-\d{2}$/;
const london = 'Europe/London';
const msPerMinute = 60_000;
const minutesPerDay = 1440;
/** Of every day in UTC, where no clock is ever changed. */
const msPerDay = 86_400_000;

/** Reads a civil date, or gives `null` when the text is not one (see {@link IsoDate}). */
export function parseIsoDate(text: string): IsoDate | null {
  if (!shape.test(text) || text < earliest || text > latest) return null;
  return isValid(parseISO(text, { in: utc })) ? (text as IsoDate) : null;
}

/**
 * Reads a civil date that is known to be right.
 *
 * @throws RangeError when the text is not a date of the calendar in range.
 */
export function isoDate(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (date === null) {
    throw new RangeError(`"${text}" is not a date between ${earliest} and ${latest} written YYYY-MM-DD`);
  }
  return date;
}

/** UTC midnight of the date: the only form in which the kernel counts days. */
function utcMidnight(date: IsoDate): UTCDate {
  return parseISO(date, { in: utc });
}

/** UTC midnight of the date in milliseconds. Stays are counted night by night, so this must cost next to nothing. */
function utcMs(date: IsoDate): number {
  return Date.parse(date);
}

/** The date of an instant in UTC. */
function fromUtcMs(ms: number): IsoDate {
  const instant = new Date(ms);
  const text = isValid(instant) ? instant.toISOString().slice(0, earliest.length) : '';
  if (text < earliest || text > latest) {
    throw new RangeError(`The result is not a date between ${earliest} and ${latest}`);
  }
  return text as IsoDate;
}

/**
 * The date `nights` nights later; earlier when `nights` is negative.
 *
 * @throws RangeError when `nights` is not a whole number or the result is out of range.
 */
export function addNights(date: IsoDate, nights: number): IsoDate {
  if (!Number.isInteger(nights)) {
    throw new RangeError(`Nights are counted in whole numbers, not ${nights}`);
  }
  return fromUtcMs(utcMs(date) + nights * msPerDay);
}

/** Nights slept from arriving on `from` to leaving on `to`; negative when `to` is the earlier. */
export function nightsBetween(from: IsoDate, to: IsoDate): number {
  return (utcMs(to) - utcMs(from)) / msPerDay;
}

/** Order for sorting, earliest first: -1, 0 or 1. */
export function compareDates(a: IsoDate, b: IsoDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The earliest of the dates. */
export function minDate(first: IsoDate, ...others: readonly IsoDate[]): IsoDate {
  return others.reduce((least, date) => (date < least ? date : least), first);
}

/** The latest of the dates. */
export function maxDate(first: IsoDate, ...others: readonly IsoDate[]): IsoDate {
  return others.reduce((most, date) => (date > most ? date : most), first);
}

/** Day of the week, 1 = Monday to 7 = Sunday. A board asks for it in every cell, so this too must cost next to nothing. */
export function dayOfWeek(date: IsoDate): number {
  // 1 January 1970 was a Thursday; days before it are negative.
  const days = utcMs(date) / msPerDay;
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/**
 * Every date from `from` up to, but not including, `to`; empty when they are equal.
 *
 * @throws RangeError when `to` is before `from`.
 */
export function dateRange(from: IsoDate, to: IsoDate): IsoDate[] {
  if (to < from) throw new RangeError(`A range cannot run from ${from} back to ${to}`);
  return Array.from({ length: nightsBetween(from, to) }, (_, night) => addNights(from, night));
}

/**
 * Age in completed years on a date. Someone born on 29 February has their
 * birthday on 1 March in a year that is not a leap year.
 *
 * Source: Age of Legal Capacity (Scotland) Act 1991, section 6.
 *
 * @throws RangeError when `on` is before the birth.
 */
export function ageOn(bornOn: IsoDate, on: IsoDate): number {
  if (on < bornOn) throw new RangeError(`Nobody born on ${bornOn} has an age on ${on}`);
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  // As text, months and days compare as the calendar does: 03-01 comes after 02-29, whether that day exists or not.
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/**
 * The civil date shown by a clock in the United Kingdom at an instant.
 *
 * @throws RangeError when the instant is invalid or its date out of range.
 */
export function londonDate(instant: Date): IsoDate {
  // Not through the process's own zone: that would make the answer depend on the host.
  const wallMs = instant.getTime() + londonOffsetMs(instant.getTime());
  return fromUtcMs(wallMs);
}

/** The instant at which the date begins in the United Kingdom. */
export function londonMidnight(date: IsoDate): Date {
  return londonInstant(date, 0);
}

/**
 * The instant at which a clock in the United Kingdom shows the given minute
 * of the date. In the hour the clocks skip it is an hour later by the clock;
 * in the hour they repeat it is the second showing.
 *
 * @param minuteOfDay - whole minutes after midnight by the wall clock, 0 to 1439
 * @throws RangeError for any other minute.
 */
export function londonInstant(date: IsoDate, minuteOfDay: number): Date {
  if (!Number.isInteger(minuteOfDay) || minuteOfDay < 0 || minuteOfDay >= minutesPerDay) {
    throw new RangeError(`No clock shows minute ${minuteOfDay} of a day`);
  }
  const wallMs = utcMidnight(date).getTime() + minuteOfDay * msPerMinute;
  const guessMs = wallMs - londonOffsetMs(wallMs);
  return new Date(wallMs - londonOffsetMs(guessMs));
}

function londonOffsetMs(instantMs: number): number {
  return tzOffset(london, new Date(instantMs)) * msPerMinute;
}
