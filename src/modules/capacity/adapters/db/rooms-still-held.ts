import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { StillThere } from '../../contract/availability.js';

/** A shared room in which somebody is past the day they were to leave. */
export interface RoomStillHeld {
  readonly roomId: string;
  readonly sex: 'female' | 'male';
  readonly dueToLeaveOn: IsoDate;
}

interface HeldRow {
  readonly room_id: string;
  readonly sex: 'female' | 'male';
  readonly night: IsoDate;
}

/**
 * The shared rooms of those who have not left in time, or one of them, with the sex the room held on the last night that
 * is theirs in the ledger: a room holds one.
 */
export const readRoomsStillHeld = async (
  tx: Tx,
  stillThere: readonly StillThere[],
  roomId?: string,
): Promise<readonly RoomStillHeld[]> => {
  if (stillThere.length === 0) return [];
  const rows = await select<HeldRow>(
    tx,
    `SELECT r.room_id, r.sex, r.night FROM bed_night n
       JOIN room_night r ON r.room_id = n.room_id AND r.night = n.night
      WHERE (n.bed_id, n.night, n.claim_id) IN (?) ${roomId === undefined ? '' : 'AND n.room_id = ?'}`,
    [
      stillThere.map(({ bedId, dueToLeaveOn, claimId }) => [bedId, addNights(dueToLeaveOn, -1), claimId]),
      ...(roomId === undefined ? [] : [roomId]),
    ],
  );
  return rows.map(({ room_id, sex, night }) => ({ roomId: room_id, sex, dueToLeaveOn: addNights(night, 1) }));
};
