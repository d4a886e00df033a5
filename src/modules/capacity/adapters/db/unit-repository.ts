import { addNights, maxDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { nightsOf, stay, type Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type {
  ReadCalendars,
  ReadRoomMix,
  ReadStillThere,
  ReadUnit,
  ReadUnits,
  UnitFilter,
} from '../../contract/availability.js';
import { availability, type ClaimKind, type ClaimedRun } from '../../domain/availability.js';
import type { BedUnit } from '../../domain/unit.js';
import { readRoomsStillHeld } from './rooms-still-held.js';
import { bedRowColumns, bedOf, type BedRow } from './bed-row.js';

interface UnitRow extends BedRow {
  readonly provider_id: string;
  readonly project_name: string;
  readonly health_board: string;
  readonly turnaround_nights: number;
  readonly accepting_referrals: number;
}

const toUnit = (row: UnitRow): BedUnit => ({
  ...bedOf(row),
  providerId: row.provider_id,
  projectName: row.project_name,
  healthBoard: row.health_board,
  turnaroundNights: row.turnaround_nights,
  isAcceptingReferrals: row.accepting_referrals === 1,
});

const conditionsOf = (filter: UnitFilter): { where: string; values: SqlValue[] } => {
  const conditions: readonly (readonly [string, SqlValue | undefined])[] = [
    ['u.id = ?', filter.bedId],
    ['u.project_id = ?', filter.projectId],
    ['u.project_id IN (?)', filter.projectIds],
    ['p.provider_id = ?', filter.providerId],
  ];
  const given = conditions.filter((each): each is readonly [string, SqlValue] => each[1] !== undefined);
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`,
    values: given.map(([, value]) => value),
  };
};

/** Units by project and name. */
export const readUnits: ReadUnits = async (tx, filter) => {
  const { where, values } = conditionsOf(filter);
  const rows = await select<UnitRow>(
    tx,
    `SELECT ${bedRowColumns}, p.provider_id, p.name AS project_name, p.health_board, p.turnaround_nights,
            p.accepting_referrals
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

const foldedClaims = `SELECT bed_id, claim_kind, claim_id, MIN(night) AS from_on, MAX(night) AS last_on
       FROM (SELECT bed_id, night, claim_kind, claim_id,
                    TO_DAYS(night) - ROW_NUMBER() OVER (PARTITION BY bed_id, claim_id, claim_kind ORDER BY night)
                      AS island
               FROM bed_night WHERE bed_id IN (?) AND night >= ? AND night < ?) AS claimed
      GROUP BY bed_id, claim_kind, claim_id, island`;

/** Of one night each claim is a run by itself: folding 650 of them cost four times the reading. */
const claimsOfOneNight = `SELECT bed_id, claim_kind, claim_id, night AS from_on, night AS last_on
       FROM bed_night WHERE bed_id IN (?) AND night >= ? AND night < ?`;

/** Claimed nights folded into runs by the database: a stay of twelve weeks is one row, not eighty-four. */
const readClaims = async (
  tx: Tx,
  bedIds: readonly string[],
  within: Stay,
): Promise<readonly ClaimedRun[]> => {
  if (bedIds.length === 0) return [];
  const rows = await select<ClaimRow>(
    tx,
    addNights(within.arrivesOn, 1) === within.departsOn ? claimsOfOneNight : foldedClaims,
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

/** Units and their nights: a few bounded statements however many units. */
export const makeReadCalendars =
  (readStillThere: ReadStillThere): ReadCalendars =>
  async (tx, filter, within) => {
    const units = await readUnits(tx, filter);
    const bedIds = units.map(({ bedId }) => bedId);
    const claims = await readClaims(tx, bedIds, within);
    const isNarrowed = Object.values(filter).some((value) => value !== undefined);
    return availability(units, claims, within, await readStillThere(tx, isNarrowed ? bedIds : undefined));
  };

/** One unit, or null when there is none of that id. */
export const readUnit: ReadUnit = async (tx, bedId) => (await readUnits(tx, { bedId }))[0] ?? null;

/** Which sex each occupied shared room holds, night by night; whoever has not left it in time holds it on. */
export const makeReadRoomMix =
  (readStillThere: ReadStillThere): ReadRoomMix =>
  async (tx, within, roomId) => {
    const rows = await select<{ room_id: string; night: IsoDate; sex: 'female' | 'male' }>(
      tx,
      `SELECT room_id, night, sex FROM room_night
      WHERE occupants > 0 AND night >= ? AND night < ? ${roomId === undefined ? '' : 'AND room_id = ?'}`,
      [within.arrivesOn, within.departsOn, ...(roomId === undefined ? [] : [roomId])],
    );
    const held = rows.map(({ room_id, night, sex }) => ({ roomId: room_id, night, sex }));
    const still = await readRoomsStillHeld(tx, await readStillThere(tx), roomId);
    const added = still.flatMap(({ roomId: room, sex, dueToLeaveOn }) =>
      within.departsOn <= dueToLeaveOn
        ? []
        : nightsOf(stay(maxDate(within.arrivesOn, dueToLeaveOn), within.departsOn)).map((night) => ({
            roomId: room,
            night,
            sex,
          })),
    );
    return [...held, ...added];
  };
