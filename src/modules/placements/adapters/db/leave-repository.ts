import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { LeaveRepository } from '../../application/record-leave.js';
import type { LeaveReason } from '../../domain/leave.js';

/** Leave on MariaDB or MySQL: the unique key of one open spell has the last word. */
export const leaveRepository: LeaveRepository = {
  async read(tx, placementId) {
    const rows = await select<{
      readonly id: string;
      readonly from_on: IsoDate;
      readonly back_expected_on: IsoDate;
      readonly returned_on: IsoDate | null;
      readonly reason: LeaveReason;
      readonly version: number;
    }>(
      tx,
      `SELECT id, from_on, back_expected_on, returned_on, reason, version FROM leave_spell
        WHERE placement_id = ? ORDER BY from_on, id`,
      [placementId],
    );
    return rows.map((row) => ({
      leaveId: row.id,
      fromOn: row.from_on,
      backExpectedOn: row.back_expected_on,
      returnedOn: row.returned_on,
      reason: row.reason,
      version: row.version,
    }));
  },

  async insert(tx, { leaveId, placementId, fromOn, backExpectedOn, reason, note, memberId }) {
    try {
      await execute(
        tx,
        `INSERT INTO leave_spell (id, placement_id, from_on, back_expected_on, reason, note, version, recorded_by)
           VALUES (?, ?, ?, ?, ?, ?, 1, ?)`,
        [leaveId, placementId, fromOn, backExpectedOn, reason, note, memberId],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'leave_spell_one_open') return false;
      throw error;
    }
  },

  async end(tx, { leaveId, version }, { returnedOn, memberId }) {
    const ended = await execute(
      tx,
      `UPDATE leave_spell SET returned_on = ?, return_recorded_by = ?, version = version + 1
        WHERE id = ? AND version = ? AND returned_on IS NULL`,
      [returnedOn, memberId, leaveId, version],
    );
    return ended === 1;
  },
};
