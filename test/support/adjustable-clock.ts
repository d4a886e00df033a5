import type { Clock } from '../../src/kernel/clock.js';
import { londonDate, type IsoDate } from '../../src/kernel/iso-date.js';

/** How far to move a clock; every part adds up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** A clock that stands still until it is moved. */
export interface AdjustableClock extends Clock {
  /** The civil date it is in Scotland by this clock. */
  readonly today: IsoDate;
  set(to: Date): void;
  advance(by: Span): void;
}

/** A Monday, in working hours, in winter time. */
export const mondayMorning = new Date('2026-11-23T10:00:00.000Z');

const millisecondsOf = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

export const adjustableClock = (startsAt: Date = mondayMorning): AdjustableClock => {
  let at = startsAt.getTime();
  return {
    now: () => new Date(at),
    get today() {
      return londonDate(new Date(at));
    },
    set(to) {
      at = to.getTime();
    },
    advance(by) {
      at += millisecondsOf(by);
    },
  };
};
