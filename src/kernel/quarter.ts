import { isoDate, type IsoDate } from './iso-date.js';

/** A quarter of a year, half-open. It is known by its first day: of January, April, July or October. */
export interface Quarter {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** The quarter some months after the one in which `on` lies. */
const quarterAt = (on: IsoDate, later: number): Quarter => {
  const dayOf = (month: number): IsoDate =>
    isoDate(
      `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`,
    );
  const month = Number(on.slice(0, 4)) * 12 + Math.floor((Number(on.slice(5, 7)) - 1) / 3) * 3 + later * 3;
  return { startsOn: dayOf(month), endsOn: dayOf(month + 3) };
};

/** The quarter in which a day lies. */
export const quarterOf = (on: IsoDate): Quarter => quarterAt(on, 0);
/** The quarter before the one in which a day lies. */
export const quarterBefore = (on: IsoDate): Quarter => quarterAt(on, -1);
/** The quarter after the one in which a day lies. */
export const quarterAfter = (on: IsoDate): Quarter => quarterAt(on, 1);
