import { londonDate, nightsBetween } from '../../kernel/iso-date.js';
import { shortDate } from './dates.js';

const minuteMs = 60_000;

/** Over midnight an instant is told in hours for so long. Unit: hours. */
const nightHours = 12;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'} ago`;

/**
 * How long ago an instant was, as people say it: minutes, then hours within the day or the night, then yesterday and days as
 * the calendar counts them; past four weeks the date itself.
 * An instant ahead of `now` (two clocks that differ a little) reads "just now".
 */
export function agoText(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / minuteMs);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  const days = nightsBetween(londonDate(then), londonDate(now));
  if (days === 0 || minutes < nightHours * 60) return counted(Math.floor(minutes / 60), 'hour');
  if (days === 1) return 'yesterday';
  return days <= 28 ? counted(days, 'day') : `on ${shortDate(londonDate(then))}`;
}
