import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { BedType, SexDesignation, UnitType } from '../../domain/unit.js';

/** A bed as its table has it. */
export interface BedRow {
  readonly id: string;
  readonly project_id: string;
  readonly room_id: string | null;
  readonly label: string;
  readonly bed_type: BedType;
  readonly unit_type: UnitType;
  readonly sex_designation: SexDesignation;
  readonly max_adults: number;
  readonly max_children: number;
  readonly oldest_child_years: number | null;
  readonly is_step_free: number | null;
  readonly has_wet_room: number | null;
  readonly opens_on: IsoDate;
  readonly closes_on: IsoDate | null;
  readonly version: number;
}

/** The columns of a `BedRow`, in a statement that calls the table `u`. */
export const bedRowColumns = `u.id, u.project_id, u.room_id, u.label, u.bed_type, u.unit_type, u.sex_designation,
  u.max_adults, u.max_children, u.oldest_child_years, u.is_step_free, u.has_wet_room, u.opens_on, u.closes_on, u.version`;

const known = (flag: number | null): boolean | null => (flag === null ? null : flag === 1);

/** What a row says of its bed. */
export const bedOf = (row: BedRow) => ({
  bedId: row.id,
  projectId: row.project_id,
  roomId: row.room_id,
  label: row.label,
  bedType: row.bed_type,
  unitType: row.unit_type,
  sexDesignation: row.sex_designation,
  maxAdults: row.max_adults,
  maxChildren: row.max_children,
  oldestChildYears: row.oldest_child_years,
  isStepFree: known(row.is_step_free),
  hasWetRoom: known(row.has_wet_room),
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  version: row.version,
});
