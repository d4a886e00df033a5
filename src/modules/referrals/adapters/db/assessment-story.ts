import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadAssessmentStory } from '../../application/book-assessment.js';
import type { AssessmentKind } from '../../domain/assessment.js';
import { toAppointment, type AppointmentColumns } from './appointment-repository.js';

/** The latest steps and results of a referral, newest first, with who recorded each step. Two statements, each bounded. */
export const readAssessmentStory: ReadAssessmentStory = async (tx, referralId) => {
  const steps = await select<
    AppointmentColumns & { readonly recorded_by_name: string | null; readonly recorded_at: Date }
  >(
    tx,
    `SELECT b.kind, b.step, b.appointed_on, b.held_with, b.note, b.recorded_at, m.display_name AS recorded_by_name
       FROM assessment_appointment b LEFT JOIN member m ON m.id = b.recorded_by
      WHERE b.referral_id = ? ORDER BY b.recorded_at DESC, b.id DESC LIMIT 20`,
    [referralId],
  );
  const results = await select<{
    readonly kind: AssessmentKind;
    readonly held_on: IsoDate;
    readonly valid_until: IsoDate;
    readonly outcome: 'suitable' | 'not_suitable';
    readonly lapsed_at: Date | null;
  }>(
    tx,
    `SELECT kind, held_on, valid_until, outcome, lapsed_at FROM assessment
      WHERE referral_id = ? ORDER BY held_on DESC, recorded_at DESC LIMIT 20`,
    [referralId],
  );
  return {
    steps: steps.map((row) => ({
      ...toAppointment(row),
      recordedBy: row.recorded_by_name,
      recordedAt: row.recorded_at,
    })),
    results: results.map(({ kind, held_on, valid_until, outcome, lapsed_at }) => ({
      kind,
      outcome,
      heldOn: held_on,
      validUntil: valid_until,
      lapsedAt: lapsed_at,
    })),
  };
};
