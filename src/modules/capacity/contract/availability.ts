import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { StillThere, UnitCalendar } from '../domain/availability.js';
import type { BedUnit } from '../domain/unit.js';

export {
  capacityFigures,
  earliestStay,
  isClaimable,
  longestTurnaroundNights,
  type CapacityFigures,
  type Run,
  type StillThere,
  type UnitCalendar,
} from '../domain/availability.js';
/** A unit as other contexts see it. */
export type { BedUnit } from '../domain/unit.js';

/** Which units to look at. Every field narrows; none means every project. */
export interface UnitFilter {
  readonly bedId?: string;
  readonly projectId?: string;
  /** Any of these; at least one. */
  readonly projectIds?: readonly string[];
  readonly providerId?: string;
}

/**
 * Who is in a bed past the day they were to leave, by the database's clock; of some beds where they are named. Who stays
 * where lies above this context, which is told.
 */
export type ReadStillThere = (tx: Tx, bedIds?: readonly string[]) => Promise<readonly StillThere[]>;

/** Units with what each is on each night; bounded by the filter and the length of `within`. */
export type ReadCalendars = (tx: Tx, filter: UnitFilter, within: Stay) => Promise<readonly UnitCalendar[]>;

/** Units as they are recorded, whatever their nights are. One statement. */
export type ReadUnits = (tx: Tx, filter: UnitFilter) => Promise<readonly BedUnit[]>;

/** One unit by its id, whatever its nights are. */
export type ReadUnit = (tx: Tx, bedId: string) => Promise<BedUnit | null>;

/** Sexes already in shared rooms, or in one of them: room and night to sex. */
export type ReadRoomMix = (
  tx: Tx,
  within: Stay,
  roomId?: string,
) => Promise<
  readonly { readonly roomId: string; readonly night: IsoDate; readonly sex: 'female' | 'male' }[]
>;
