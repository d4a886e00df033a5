import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { ReadCalendars, ReadRoomMix, ReadUnit, UnitFilter } from '../../contract/availability.js';
import { availability, type ClaimKind, type ClaimedRun } from '../../domain/availability.js';
import type { BedType, BedUnit, SexDesignation, UnitType } from '../../domain/unit.js';

interface UnitRow {
  readonly id: string;
  readonly project_id: string;
  readonly provider_id: string;
  readonly project_name: string;
  readonly health_board: string;
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
  readonly turnaround_nights: number;
  readonly accepting_referrals: number;
  readonly version: number;
}

const known = (flag: number | null): boolean | null => (flag === null ? null : flag === 1);

const toUnit = (row: UnitRow): BedUnit => ({
  bedId: row.id,
  projectId: row.project_id,
  providerId: row.provider_id,
  projectName: row.project_name,
  healthBoard: row.health_board,
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
  turnaroundNights: row.turnaround_nights,
  isAcceptingReferrals: row.accepting_referrals === 1,
  version: row.version,
});

const conditionsOf = (filter: UnitFilter): { where: string; values: SqlValue[] } => {
  const pairs = [
    ['u.id', filter.bedId],
    ['u.project_id', filter.projectId],
    ['p.provider_id', filter.providerId],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    where: pairs.length === 0 ? '' : `WHERE ${pairs.map(([column]) => `${column} = ?`).join(' AND ')}`,
    values: pairs.map(([, value]) => value),
  };
};

const readUnits = async (tx: Tx, filter: UnitFilter): Promise<readonly BedUnit[]> => {
  const { where, values } = conditionsOf(filter);
  const rows = await select<UnitRow>(
    tx,
    `SELECT u.id, u.project_id, p.provider_id, p.name AS project_name, p.health_board, u.room_id, u.label,
            u.bed_type, u.unit_type, u.sex_designation, u.max_adults, u.max_children, u.oldest_child_years,
            u.is_step_free, u.has_wet_room, u.opens_on, u.closes_on, p.turnaround_nights, p.accepting_referrals,
            u.version
       FROM bed_unit u JOIN project p ON p.id = u.project_id ${where}
      ORDER BY p.name, u.label, u.id`,
    values,
  );
  return rows.map(toUnit);
};

interface ClaimRow {
  readonly bed_id: string;
  readonly from_on: IsoDate;
  readonly last_on: IsoDate;
  readonly claim_kind: ClaimKind;
  readonly claim_id: string;
}

/** Claimed nights folded into runs by the database: a stay of twelve weeks is one row, not eighty-four. */
const readClaims = async (
  tx: Tx,
  bedIds: readonly string[],
  within: Stay,
): Promise<readonly ClaimedRun[]> => {
  if (bedIds.length === 0) return [];
  const rows = await select<ClaimRow>(
    tx,
    `SELECT bed_id, claim_kind, claim_id, MIN(night) AS from_on, MAX(night) AS last_on
       FROM (SELECT bed_id, night, claim_kind, claim_id,
                    TO_DAYS(night) - ROW_NUMBER() OVER (PARTITION BY bed_id, claim_id, claim_kind ORDER BY night)
                      AS island
               FROM bed_night WHERE bed_id IN (?) AND night >= ? AND night < ?) AS claimed
      GROUP BY bed_id, claim_kind, claim_id, island`,
    [bedIds, within.arrivesOn, within.departsOn],
  );
  return rows.map(({ bed_id, from_on, last_on, claim_kind, claim_id }) => ({
    bedId: bed_id,
    fromOn: from_on,
    toOn: addNights(last_on, 1),
    kind: claim_kind,
    claimId: claim_id,
  }));
};

/** Units and their nights: two bounded statements however many units. */
export const readCalendars: ReadCalendars = async (tx, filter, within) => {
  const units = await readUnits(tx, filter);
  const claims = await readClaims(
    tx,
    units.map(({ bedId }) => bedId),
    within,
  );
  return availability(units, claims, within);
};

/** One unit, or null when there is none of that id. */
export const readUnit: ReadUnit = async (tx, bedId) => (await readUnits(tx, { bedId }))[0] ?? null;

/** Which sex each occupied shared room holds, night by night. */
export const readRoomMix: ReadRoomMix = async (tx, within, roomId) => {
  const rows = await select<{ room_id: string; night: IsoDate; sex: 'female' | 'male' }>(
    tx,
    `SELECT room_id, night, sex FROM room_night
      WHERE occupants > 0 AND night >= ? AND night < ? ${roomId === undefined ? '' : 'AND room_id = ?'}`,
    [within.arrivesOn, within.departsOn, ...(roomId === undefined ? [] : [roomId])],
  );
  return rows.map(({ room_id, night, sex }) => ({ roomId: room_id, night, sex }));
};
