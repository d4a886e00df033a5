import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { OutOfServiceRepository } from '../../application/ports.js';
import type { OutOfService, OutOfServiceReason } from '../../domain/out-of-service.js';
import { providerOf } from './provider-of.js';

const recordRevision = async (tx: Tx, period: OutOfService, recordedBy: string): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO out_of_service_revision (out_of_service_id, version, from_on, to_on, reason, note, state, recorded_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      period.outOfServiceId,
      period.version,
      period.fromOn,
      period.toOn,
      period.reason,
      period.note,
      period.state,
      recordedBy,
    ],
  );
};

interface PeriodRow {
  readonly id: string;
  readonly bed_id: string;
  readonly project_id: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate;
  readonly reason: OutOfServiceReason;
  readonly note: string | null;
  readonly state: 'planned' | 'cancelled';
  readonly version: number;
}

/** Periods in `out_of_service`, each version also as a row of `out_of_service_revision`. */
export const outOfServiceRepository: OutOfServiceRepository = {
  async projectOfBed(tx, scope, bedId) {
    const row = await selectOne<{ project_id: string }>(
      tx,
      'SELECT u.project_id FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ? AND p.provider_id = ?',
      [bedId, providerOf(scope)],
    );
    return row?.project_id ?? null;
  },

  async insert(tx, period, recordedBy) {
    await execute(
      tx,
      'INSERT INTO out_of_service (id, bed_id, from_on, to_on, reason, note, state, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        period.outOfServiceId,
        period.bedId,
        period.fromOn,
        period.toOn,
        period.reason,
        period.note,
        period.state,
        period.version,
      ],
    );
    await recordRevision(tx, period, recordedBy);
  },

  async find(tx, scope, id) {
    const row = await selectOne<PeriodRow>(
      tx,
      `SELECT o.id, o.bed_id, u.project_id, o.from_on, o.to_on, o.reason, o.note, o.state, o.version
         FROM out_of_service o JOIN bed_unit u ON u.id = o.bed_id JOIN project p ON p.id = u.project_id
        WHERE o.id = ? AND p.provider_id = ?`,
      [id, providerOf(scope)],
    );
    return row === null
      ? null
      : {
          outOfServiceId: row.id,
          bedId: row.bed_id,
          projectId: row.project_id,
          fromOn: row.from_on,
          toOn: row.to_on,
          reason: row.reason,
          note: row.note,
          state: row.state,
          version: row.version,
        };
  },

  async change(tx, period, recordedBy) {
    const changed = await execute(
      tx,
      `UPDATE out_of_service SET state = ?, to_on = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'planned'`,
      [period.state, period.toOn, period.outOfServiceId, period.version - 1],
    );
    if (changed === 0) return false;
    await recordRevision(tx, period, recordedBy);
    return true;
  },
};
