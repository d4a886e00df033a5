import type { IsoDate } from '../../../../kernel/iso-date.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type {
  AppointmentRepository,
  AppointmentRow,
  AppointmentStep,
} from '../../application/book-assessment.js';
import type { AssessmentKind } from '../../domain/assessment.js';

/** What was arranged, as a row. */
export interface AppointmentColumns {
  readonly kind: AssessmentKind;
  readonly step: AppointmentStep;
  readonly appointed_on: IsoDate;
  readonly held_with: string;
  readonly note: string | null;
}

/** What was arranged, from its row. */
export const toAppointment = ({
  kind,
  step,
  appointed_on,
  held_with,
  note,
}: AppointmentColumns): AppointmentRow => ({
  kind,
  step,
  on: appointed_on,
  heldWith: held_with,
  note,
});

/** Appointments for assessments on MariaDB or MySQL. */
export const appointmentRepository: AppointmentRepository = {
  async insert(tx, { appointmentId, referralId, kind, step, on, heldWith, note }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO assessment_appointment (id, referral_id, kind, step, appointed_on, held_with, note, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [appointmentId, referralId, kind, step, on, heldWith, note, recordedBy],
    );
  },

  async readLatest(tx, referralId, kind) {
    const row = await selectOne<AppointmentColumns>(
      tx,
      `SELECT b.kind, b.step, b.appointed_on, b.held_with, b.note FROM assessment_appointment b
        WHERE b.referral_id = ? AND b.kind = ?
          AND NOT EXISTS (SELECT 1 FROM assessment h
                           WHERE h.referral_id = b.referral_id AND h.kind = b.kind AND h.recorded_at >= b.recorded_at)
        ORDER BY b.recorded_at DESC, b.id DESC LIMIT 1`,
      [referralId, kind],
    );
    return row === null ? null : toAppointment(row);
  },
};

/** The latest steps and results of a referral seen to be in scope before. Two statements, each bounded. */
