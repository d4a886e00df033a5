import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { SafetyRecord, Subject } from '../../domain/leaving-safely.js';

/** What the rules ask of a row of `safety_record`; `r` in the statement. */
export interface SafetyRecordRow {
  readonly id: string;
  readonly subject: Subject;
  /** 0 where it is about no follow-up: a null would not be unique. */
  readonly weeks: number;
  readonly outcome: string;
  readonly happened_on: IsoDate;
}

/** The columns of {@link SafetyRecordRow}. */
export const safetyRecordColumns = 'r.id, r.subject, r.weeks, r.outcome, r.happened_on';

/** A row as the rules know it. */
export const toSafetyRecord = (row: SafetyRecordRow): SafetyRecord => ({
  recordId: row.id,
  subject: row.subject,
  weeks: row.weeks === 0 ? null : row.weeks,
  outcome: row.outcome,
  happenedOn: row.happened_on,
});
