import { financialYear } from '../../../../kernel/financial-year.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { TargetRepository } from '../../application/targets.js';
import { measureIds } from '../../domain/measure.js';

interface TargetRow {
  readonly id: string;
  readonly name: string;
  readonly measure_id: string;
  readonly level: number;
  readonly from_year: number;
  readonly to_year: number | null;
  readonly source: string;
  readonly version: number;
}

/** Targets on MariaDB or MySQL. */
export const targetRepository: TargetRepository = {
  async lock(tx) {
    // Targets are never removed and the commitment is always there, so that two who set one meet at the same rows.
    await select(tx, 'SELECT id FROM target ORDER BY id FOR UPDATE');
  },

  async list(tx) {
    const rows = await select<TargetRow>(
      tx,
      'SELECT id, name, measure_id, level, from_year, to_year, source, version FROM target ORDER BY measure_id, from_year',
    );
    return rows.flatMap((row) => {
      // One of a measure that this release does not know is for another.
      const measureId = measureIds.find((id) => id === row.measure_id);
      return measureId === undefined
        ? []
        : [
            {
              ...{ targetId: row.id, name: row.name, measureId, level: row.level, source: row.source },
              fromYear: financialYear(row.from_year),
              toYear: row.to_year === null ? null : financialYear(row.to_year),
              version: row.version,
            },
          ];
    });
  },

  async add(tx, { targetId, name, measureId, level, fromYear, toYear, source, version }, memberId) {
    try {
      await execute(
        tx,
        `INSERT INTO target (id, name, measure_id, level, from_year, to_year, source, recorded_by, version)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [targetId, name, measureId, level, fromYear, toYear, source, memberId, version],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== 'target_begins') throw error;
      return false;
    }
  },

  async end(tx, targetId, version, toYear) {
    const ended = await execute(
      tx,
      'UPDATE target SET to_year = ?, version = version + 1 WHERE id = ? AND version = ? AND to_year IS NULL',
      [toYear, targetId, version],
    );
    return ended === 1;
  },
};
