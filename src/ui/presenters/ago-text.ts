import { londonDate } from '../../kernel/iso-date.js';
import { shortDate } from './dates.js';

const minuteMs = 60_000;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'} ago`;

/**
 * How long ago an instant was, in whole minutes, hours or days, rounded down; past four weeks the date itself.
 * An instant ahead of `now` (two clocks that differ a little) reads "just now".
 */
export function agoText(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / minuteMs);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), 'hour');
  const days = Math.floor(minutes / (24 * 60));
  return days <= 28 ? counted(days, 'day') : `on ${shortDate(londonDate(then))}`;
}
