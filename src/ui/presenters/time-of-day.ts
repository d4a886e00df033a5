import { londonDate } from '../../kernel/iso-date.js';
import { fullWeekdayDate, longDate } from './dates.js';

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
});

/** The time of an instant in London as people say it: "5pm", "9:30am", "midday", "midnight". */
export function clockTime(at: Date): string {
  const parts = london.formatToParts(at);
  const numberOf = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? '0');
  const [hour, minute] = [numberOf('hour'), numberOf('minute')];
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** "5pm on Tuesday 24 November", in London time. */
export const timeOfDay = (at: Date): string => `${clockTime(at)} on ${fullWeekdayDate(londonDate(at))}`;

/** "5pm on Tuesday 24 November 2026", in London time: for what is kept or printed. */
export const timeOfDayAndYear = (at: Date): string => `${clockTime(at)} on ${longDate(londonDate(at))}`;
