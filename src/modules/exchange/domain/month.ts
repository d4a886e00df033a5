import { addNights, isoDate, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';

/** A calendar month, half-open: `endsOn` is the first day of the next. */
export interface Month {
  /** Such as 2026-10. */
  readonly name: string;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** The month in which a day lies. */
export const monthOf = (day: IsoDate): Month => {
  const name = day.slice(0, 7);
  const startsOn = isoDate(`${name}-01`);
  // 31 nights after the first is always in the next month.
  return { name, startsOn, endsOn: isoDate(`${addNights(startsOn, 31).slice(0, 7)}-01`) };
};

/** A month by its name; null where there is none of that name from 1900 to 2198. */
export const monthNamed = (name: string): Month | null => {
  const startsOn = /^\d{4}-\d{2}$/.test(name) ? parseIsoDate(`${name}-01`) : null;
  return startsOn === null || name > '2198-12' ? null : monthOf(startsOn);
};

/** Whether every day of a month is over. */
export const isOver = ({ endsOn }: Month, today: IsoDate): boolean => endsOn <= today;

/** The last months that are over, the latest first. */
export const monthsOver = (today: IsoDate, count: number): readonly Month[] => {
  const months: Month[] = [];
  for (let month = monthOf(today); months.length < count;) {
    month = monthOf(addNights(month.startsOn, -1));
    months.push(month);
  }
  return months;
};
