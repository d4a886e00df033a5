import Holidays from 'date-holidays';
import { addNights, dayOfWeek, isoDate, londonDate, londonInstant, type IsoDate } from './iso-date.js';

/** The two lists of bank holidays that matter here. */
export type Nation = 'scotland' | 'england-and-wales';

/** A bank holiday that follows from no yearly rule, such as one proclaimed for a single year. */
export interface ExtraHoliday {
  readonly on: IsoDate;
  readonly name: string;
}

/** Knows the bank holidays of one nation in any year. Made by {@link workingCalendar}. */
export interface WorkingCalendar {
  readonly nation: Nation;
  /** The name of the bank holiday on the date, or `null` when there is none. */
  readonly holidayOn: (date: IsoDate) => string | null;
}

/** The hours worked on a working day, by the clock in the United Kingdom. */
export interface WorkingHoursPolicy {
  /** `HH:MM`, for example `09:00`. */
  readonly opens: string;
  /** `HH:MM` of the same day, later than `opens`, for example `17:00`. */
  readonly closes: string;
}

const saturday = 6;
const msPerHour = 3_600_000;
const clockTime = /^([01]\d|2[0-3]):([0-5]\d)$/;

// England and Wales keep one list in law, so England's stands for both.
// Source: Banking and Financial Dealings Act 1971, schedule 1.
const regionOf = { scotland: 'SCT', 'england-and-wales': 'ENG' } as const satisfies Record<Nation, string>;

/**
 * The bank holidays of a nation: those that follow from yearly rules, with
 * their substitute days, and the extra ones given.
 */
export function workingCalendar(nation: Nation, extraHolidays: readonly ExtraHoliday[]): WorkingCalendar {
  const rules = new Holidays('GB', regionOf[nation], { types: ['public', 'bank'], languages: 'en' });
  const extra = new Map(extraHolidays.map(({ on, name }) => [on, name]));
  const ruledByYear = new Map<number, ReadonlyMap<IsoDate, string>>();

  const ruledIn = (year: number): ReadonlyMap<IsoDate, string> => {
    const known = ruledByYear.get(year);
    if (known !== undefined) return known;
    const ruled = new Map(
      rules.getHolidays(year).map(({ date, name }) => [isoDate(date.slice(0, 10)), name]),
    );
    ruledByYear.set(year, ruled);
    return ruled;
  };

  return {
    nation,
    holidayOn: (date) => extra.get(date) ?? ruledIn(Number(date.slice(0, 4))).get(date) ?? null,
  };
}

/** Whether offices work on the date: Monday to Friday and not a bank holiday of the nation. */
export function isWorkingDay(calendar: WorkingCalendar, date: IsoDate): boolean {
  return dayOfWeek(date) < saturday && calendar.holidayOn(date) === null;
}

/**
 * The `days`-th working day after the date; before it when negative; the date
 * itself, whether worked or not, when 0.
 *
 * @throws RangeError when `days` is not a whole number or the result is out of range.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: IsoDate, days: number): IsoDate {
  if (!Number.isInteger(days)) {
    throw new RangeError(`Working days are counted in whole numbers, not ${days}`);
  }
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0; left -= 1) {
    do day = addNights(day, step);
    while (!isWorkingDay(calendar, day));
  }
  return day;
}

/** Working days that have passed since a day: 0 on the day itself. Unit: working days. */
export const workingDaysSince = (calendar: WorkingCalendar, since: IsoDate, today: IsoDate): number => {
  let days = 0;
  for (let day = addNights(since, 1); day <= today; day = addNights(day, 1)) {
    if (isWorkingDay(calendar, day)) days += 1;
  }
  return days;
};

/**
 * The first instant by which that many working hours have passed since `instant`.
 * Time outside the policy's hours, at weekends and on bank holidays does not
 * count. Eight hours from opening end at closing that day, not at the next
 * opening. No hours at all give the instant itself in working time, otherwise
 * the next opening.
 *
 * @param hours - from 0; fractions are kept to the millisecond
 * @throws RangeError when `hours` is negative or endless, the instant invalid, or
 * the policy does not name two clock times in order.
 */
export function addWorkingHours(
  calendar: WorkingCalendar,
  instant: Date,
  hours: number,
  policy: WorkingHoursPolicy,
): Date {
  if (!Number.isFinite(hours) || hours < 0) {
    throw new RangeError(`Working hours are counted from 0, not ${hours}`);
  }
  const opensMinute = minuteOfDay(policy.opens);
  const closesMinute = minuteOfDay(policy.closes);
  if (closesMinute <= opensMinute) {
    throw new RangeError(`Hours from ${policy.opens} to ${policy.closes} are no working day`);
  }

  let leftMs = Math.round(hours * msPerHour);
  for (let day = londonDate(instant); ; day = addNights(day, 1)) {
    if (!isWorkingDay(calendar, day)) continue;
    const fromMs = Math.max(instant.getTime(), londonInstant(day, opensMinute).getTime());
    const closesMs = londonInstant(day, closesMinute).getTime();
    const workedMs = closesMs - fromMs;
    if (workedMs < 0) continue;
    if (leftMs <= workedMs) return new Date(fromMs + leftMs);
    leftMs -= workedMs;
  }
}

function minuteOfDay(time: string): number {
  const [, hours, minutes] = clockTime.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new RangeError(`"${time}" is not a time of day written HH:MM`);
  }
  return Number(hours) * 60 + Number(minutes);
}
