import { addNights, dateRange, maxDate, minDate, nightsBetween, type IsoDate } from './iso-date.js';

/**
 * Nights spent in one place, half-open: the person sleeps there on `arrivesOn`
 * and on every date up to, but not including, `departsOn`. The departure date is
 * free for the next person.
 */
export interface Stay {
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

/**
 * Makes a stay of one night or more.
 *
 * @throws RangeError when the departure is not after the arrival.
 */
export function stay(arrivesOn: IsoDate, departsOn: IsoDate): Stay {
  if (departsOn <= arrivesOn) {
    throw new RangeError(`A stay from ${arrivesOn} cannot end on ${departsOn}: it has no night`);
  }
  return { arrivesOn, departsOn };
}

/** Every night slept, in order. */
export function nightsOf(of: Stay): IsoDate[] {
  return dateRange(of.arrivesOn, of.departsOn);
}

/** How many nights are slept. */
export function nightCount(of: Stay): number {
  return nightsBetween(of.arrivesOn, of.departsOn);
}

/** Whether some night belongs to both stays. */
export function overlaps(a: Stay, b: Stay): boolean {
  return a.arrivesOn < b.departsOn && b.arrivesOn < a.departsOn;
}

/** The nights that belong to both stays; null for none. */
export function nightsInCommon(a: Stay, b: Stay): Stay | null {
  if (!overlaps(a, b)) return null;
  return { arrivesOn: maxDate(a.arrivesOn, b.arrivesOn), departsOn: minDate(a.departsOn, b.departsOn) };
}

/** Whether the night beginning on the given date is slept in the stay. */
export function contains(within: Stay, night: IsoDate): boolean {
  return within.arrivesOn <= night && night < within.departsOn;
}

/** The date of the last night slept: the day before departure. */
export function lastNight(of: Stay): IsoDate {
  return addNights(of.departsOn, -1);
}
