import type { IsoDate } from '../../../kernel/iso-date.js';
import type { BedType, SexDesignation, UnitType } from './unit.js';

/** Whom a facility takes, as its sources say it. */
export const facilitySexes = [
  'mixed',
  'male',
  'female',
  'families',
  'women_with_children',
  'fixed_split',
] as const;

/** One of those. */
export type FacilitySexes = (typeof facilitySexes)[number];

/** What is known of a facility's beds, before anybody has told us of each one. */
export interface FacilityCapacity {
  /** Bed units, people's rooms or family units alike; null where no source gives a number. */
  readonly beds: number | null;
  readonly bedType: BedType;
  readonly sexes: FacilitySexes;
  /** For `fixed_split` only: how many of the beds are for men and how many for women. */
  readonly split: { readonly male: number; readonly female: number } | null;
  /** What one unit takes; null only together with `beds`. */
  readonly unit: {
    readonly unitType: Exclude<UnitType, 'shared'>;
    readonly maxAdults: number;
    readonly maxChildren: number;
    readonly oldestChildYears: number | null;
  } | null;
  readonly isStepFree: boolean | null;
  readonly hasWetRoom: boolean | null;
  readonly opensOn: IsoDate;
  /** How many of the beds came later, and when; null when all opened together. */
  readonly later: { readonly beds: number; readonly opensOn: IsoDate } | null;
}

/** A bed unit made from a number alone: nobody has described it. */
export interface GeneratedUnit {
  readonly label: string;
  readonly bedType: BedType;
  readonly unitType: UnitType;
  readonly sexDesignation: SexDesignation;
  readonly maxAdults: number;
  readonly maxChildren: number;
  readonly oldestChildYears: number | null;
  readonly isStepFree: boolean | null;
  readonly hasWetRoom: boolean | null;
  readonly opensOn: IsoDate;
}

const designationOf = {
  mixed: 'any',
  male: 'male',
  female: 'female',
  families: 'any',
  women_with_children: 'female',
} as const satisfies Record<Exclude<FacilitySexes, 'fixed_split'>, SexDesignation>;

const designations = ({ sexes, split }: FacilityCapacity, beds: number): readonly SexDesignation[] => {
  if (sexes !== 'fixed_split') return Array.from({ length: beds }, () => designationOf[sexes]);
  if (split === null || split.male + split.female !== beds) {
    throw new RangeError(`The beds for men and for women must add up to ${beds}`);
  }
  return Array.from({ length: beds }, (_, index) => (index < split.male ? 'male' : 'female'));
};

/**
 * The bed units of a facility, as many as its sources give a number for and none where they give none. No room
 * is made: no source says which beds share one. The beds that came later are the last ones.
 *
 * @throws RangeError when the numbers of the facility do not fit together.
 */
export const generateBedUnits = (facility: FacilityCapacity): readonly GeneratedUnit[] => {
  const { beds, bedType, unit, isStepFree, hasWetRoom, later } = facility;
  if (beds === null) return [];
  if (unit === null) throw new RangeError('A facility with beds must say what one unit takes');
  if (later !== null && later.beds > beds) {
    throw new RangeError(`${later.beds} beds cannot have come later to a facility of ${beds}`);
  }
  const firstLater = beds - (later?.beds ?? 0);
  const word = unit.unitType === 'family_unit' ? 'Family unit' : 'Bed';
  return designations(facility, beds).map((sexDesignation, index) => ({
    label: `${word} ${String(index + 1).padStart(2, '0')}`,
    bedType,
    ...unit,
    sexDesignation,
    isStepFree,
    hasWetRoom,
    opensOn: later !== null && index >= firstLater ? later.opensOn : facility.opensOn,
  }));
};
