import type { IsoDate } from '../../../kernel/iso-date.js';
import {
  capacityFigures,
  type BedUnit,
  type CapacityFigures,
  type UnitCalendar,
} from '../../capacity/contract/availability.js';

/** What one place is: a bed for a person, or rooms for a family. */
export type PlaceKind = 'bed' | 'family_unit';
/** Whom a place takes; a flexible one takes anybody, and is decided anew for each stay. */
export type TakenIn = 'anybody' | 'female' | 'male';

/** Places of one kind, for one purpose and the same people, with the figures of tonight. */
export interface Capacity {
  readonly placeKind: PlaceKind;
  readonly bedType: BedUnit['bedType'];
  readonly takenIn: TakenIn;
  readonly figures: Pick<CapacityFigures, 'maximum' | 'accepting'>;
}

const takenInBy = ({ sexDesignation }: BedUnit): TakenIn =>
  sexDesignation === 'female' || sexDesignation === 'male' ? sexDesignation : 'anybody';

/**
 * The figures of a night, apart where the places are not of the same use to the same people, in order of purpose, kind and
 * people. Groups without a place that is open are left out.
 */
export const capacitiesOf = (
  calendars: readonly UnitCalendar[],
  night: IsoDate,
  arrived: ReadonlySet<string>,
): readonly Capacity[] => {
  const groups = new Map<string, { readonly of: Omit<Capacity, 'figures'>; calendars: UnitCalendar[] }>();
  for (const calendar of calendars) {
    const { unit } = calendar;
    const placeKind = unit.unitType === 'family_unit' ? 'family_unit' : 'bed';
    const of = { placeKind, bedType: unit.bedType, takenIn: takenInBy(unit) } as const;
    const key = `${of.bedType} ${of.placeKind} ${of.takenIn}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { of, calendars: [calendar] });
    else group.calendars.push(calendar);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { of, calendars: ofGroup }]) => ({ ...of, figures: capacityFigures(ofGroup, night, arrived) }))
    .filter(({ figures }) => figures.maximum > 0);
};
