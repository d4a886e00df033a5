import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { SafetyRecordRepository } from '../../application/record-safety.js';
import type { LeavingFacts } from '../../domain/leaving-safely.js';
import { inScope } from './in-scope.js';
import { safetyRecordColumns, toSafetyRecord, type SafetyRecordRow } from './safety-record-row.js';

interface StayRow {
  readonly referral_id: string;
  readonly state: LeavingFacts['state'];
  readonly admitted_on: IsoDate | null;
  readonly departs_on: IsoDate;
  readonly ended_on: IsoDate | null;
  readonly end_kind: LeavingFacts['endKind'];
  readonly end_reason: string | null;
  readonly goes_on: number;
}

/** Records in `safety_record`, which refuses every change of a row. */
export const safetyRecordRepository: SafetyRecordRepository = {
  async find(tx, scope, placementId) {
    const { condition, values } = inScope(scope, 'p');
    const row = await selectOne<StayRow>(
      tx,
      `SELECT p.referral_id, p.state, p.admitted_on, p.departs_on, p.ended_on, p.end_kind, p.end_reason,
              EXISTS (SELECT 1 FROM placement n WHERE n.live_follows_id = p.id) AS goes_on
         FROM placement p WHERE p.id = ? AND ${condition}`,
      [placementId, ...values],
    );
    if (row === null) return null;
    const records = await select<SafetyRecordRow>(
      tx,
      `SELECT ${safetyRecordColumns} FROM safety_record r
         LEFT JOIN safety_record later ON later.corrects_id = r.id
        WHERE r.placement_id = ? AND later.id IS NULL ORDER BY r.happened_on, r.id`,
      [placementId],
    );
    return {
      referralId: row.referral_id,
      stay: {
        state: row.state,
        admittedOn: row.admitted_on,
        departsOn: row.departs_on,
        endedOn: row.ended_on,
        endKind: row.end_kind,
        endReason: row.end_reason,
        isRecordedAsDied: false,
        goesOn: row.goes_on === 1,
      },
      standing: records.map(toSafetyRecord),
    };
  },

  async insert(tx, record) {
    try {
      await execute(
        tx,
        `INSERT INTO safety_record (id, placement_id, subject, weeks, outcome, happened_on, kits, is_trained,
           instrument, instrument_version, score, satisfaction, note, corrects_id, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          record.recordId,
          record.placementId,
          record.subject,
          record.weeks ?? 0,
          record.outcome,
          record.happenedOn,
          record.naloxone?.kits ?? null,
          record.naloxone?.isTrained ?? null,
          record.measured?.instrument ?? null,
          record.measured?.instrumentVersion ?? null,
          record.measured?.score ?? null,
          record.measured?.satisfaction ?? null,
          record.note,
          record.correctsId,
          record.memberId,
        ],
      );
      return true;
    } catch (error) {
      const key = duplicateKeyOf(error);
      if (key === 'safety_record_answered_once' || key === 'safety_record_corrected_once') return false;
      throw error;
    }
  },
};
