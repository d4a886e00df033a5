import type { IsoDate } from '../../../kernel/iso-date.js';

/**
 * Who assesses: the partnership's specialist, or somebody who prescribes. What a project says of a person is a question with an
 * answer of its own (suitability).
 */
export const assessmentKinds = ['partnership', 'medical'] as const;
/** One of {@link assessmentKinds}. */
export type AssessmentKind = (typeof assessmentKinds)[number];

/** What can make a medical assessment needed. */
export type MedicalReason = 'detox-before-entry' | 'prescription' | 'pain-medicine' | 'pregnancy';

/** What was arranged last for an assessment that has not been held since. */
export interface Appointment {
  readonly state: 'booked' | 'not_attended';
  readonly on: IsoDate;
}

/** What is known of a person's medical assessment. */
export interface MedicalFacts {
  /** Why one is asked for; empty where none is. */
  readonly reasons: readonly MedicalReason[];
  /** Whether no place is offered without one. */
  readonly mustPrecedePlace: boolean;
  /** Last day of the latest one that found the person fit; null when there is none that counts. */
  readonly until: IsoDate | null;
}
