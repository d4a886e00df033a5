import type { IsoDate } from '../../../kernel/iso-date.js';

/** What a bed is for. Only rehab beds can count. Source: Scottish Government, FOI 202300376595. */
export const bedTypes = ['rehab', 'detox', 'stabilisation', 'crisis', 'emergency'] as const;
/** Whom a bed takes; `flexible` is decided anew for each stay. Source: Prison to Rehab protocol, providers. */
export const sexDesignations = ['any', 'male', 'female', 'flexible'] as const;
/** A room for one, a place in a shared room, or rooms for a family. */
export const unitTypes = ['single', 'shared', 'family_unit'] as const;

/** One of the bed types. */
export type BedType = (typeof bedTypes)[number];
/** One of the designations. */
export type SexDesignation = (typeof sexDesignations)[number];
/** One of the unit types. */
export type UnitType = (typeof unitTypes)[number];

/** A place to sleep that is offered as one: a single room, a bed in a shared room, a family unit. */
export interface BedUnit {
  readonly bedId: string;
  readonly projectId: string;
  readonly providerId: string;
  readonly projectName: string;
  readonly healthBoard: string;
  readonly roomId: string | null;
  readonly label: string;
  readonly bedType: BedType;
  readonly unitType: UnitType;
  readonly sexDesignation: SexDesignation;
  readonly maxAdults: number;
  readonly maxChildren: number;
  /** Age in years of the oldest child the unit takes; null when it takes none or sets no limit. */
  readonly oldestChildYears: number | null;
  /** Null where nobody has said. */
  readonly isStepFree: boolean | null;
  readonly hasWetRoom: boolean | null;
  readonly opensOn: IsoDate;
  /** First night it is no longer there; null while no end is planned. */
  readonly closesOn: IsoDate | null;
  readonly turnaroundNights: number;
  readonly isAcceptingReferrals: boolean;
  readonly version: number;
}
