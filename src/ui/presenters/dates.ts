import { addNights, dayOfWeek, parseIsoDate, type IsoDate } from '../../kernel/iso-date.js';
import { monthNames } from '../../kernel/month-names.js';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

interface DateWords {
  readonly day: number;
  readonly month: string;
  readonly year: string;
  readonly weekday: string;
}

function wordsOf(on: IsoDate): DateWords {
  const [year = '', month = '1', day = '1'] = on.split('-');
  return {
    day: Number(day),
    month: monthNames[Number(month) - 1] ?? '',
    year,
    weekday: weekdays[dayOfWeek(on) - 1] ?? '',
  };
}

/** "Sunday 22 November 2026". */
export function longDate(on: IsoDate): string {
  const { day, month, year, weekday } = wordsOf(on);
  return `${weekday} ${day} ${month} ${year}`;
}

/** "22 Nov 2026". */
export function shortDate(on: IsoDate): string {
  const { day, month, year } = wordsOf(on);
  return `${day} ${month.slice(0, 3)} ${year}`;
}

/** "22 Nov": for places where the year is plain from what stands around it. */
export function dayAndMonth(on: IsoDate): string {
  const { day, month } = wordsOf(on);
  return `${day} ${month.slice(0, 3)}`;
}

/** "November 2026". */
export function monthAndYear(on: IsoDate): string {
  const { month, year } = wordsOf(on);
  return `${month} ${year}`;
}

/** "Mon 23 November". */
export function weekdayDate(on: IsoDate): string {
  const { day, month, weekday } = wordsOf(on);
  return `${weekday.slice(0, 3)} ${day} ${month}`;
}

/** "Monday 23 November". */
export function fullWeekdayDate(on: IsoDate): string {
  const { day, month, weekday } = wordsOf(on);
  return `${weekday} ${day} ${month}`;
}

/** The first letter of the weekday and the day of the month, for narrow column heads. */
export function nightHeading(on: IsoDate): { readonly letter: string; readonly day: number } {
  const { day, weekday } = wordsOf(on);
  return { letter: weekday.slice(0, 1), day };
}

/** "23 Nov 2026, last night 13 Dec 2026": how a half-open stay is said to people. */
export const stayText = (arrivesOn: IsoDate, departsOn: IsoDate): string =>
  `${shortDate(arrivesOn)}, last night ${shortDate(addNights(departsOn, -1))}`;

/** A civil date that a refusal carries as text, in short; text that is none stays as it is. */
export const dateText = (text: string): string => {
  const on = parseIsoDate(text);
  return on === null ? text : shortDate(on);
};
