import { addNights, londonDate, type IsoDate } from '../../kernel/iso-date.js';
import { fullWeekdayDate } from './dates.js';
import { clockTime } from './time-of-day.js';

const dayText = (on: IsoDate, today: IsoDate): string => {
  if (on === today) return 'today';
  if (on === addNights(today, 1)) return 'tomorrow';
  return on === addNights(today, -1) ? 'yesterday' : fullWeekdayDate(on);
};

/**
 * Until when something is to be done, as people say it: "By 5pm today", "By the end of Tuesday 24 November", "Since
 * yesterday" for what is overdue. `due` is a minute, or a day with every minute of it.
 */
export const dueText = (due: Date | IsoDate, isOverdue: boolean, today: IsoDate): string => {
  if (due instanceof Date) {
    const text = `${clockTime(due)} ${dayText(londonDate(due), today)}`;
    return isOverdue ? `Was due by ${text}` : `By ${text}`;
  }
  if (isOverdue) return due === today ? 'Never done yet' : `Was due ${dayText(due, today)}`;
  return due <= today ? 'Today' : `By the end of ${dayText(due, today)}`;
};
