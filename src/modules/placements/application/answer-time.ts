import { londonInstant, type IsoDate } from '../../../kernel/iso-date.js';
import {
  addWorkingHours,
  type WorkingCalendar,
  type WorkingHoursPolicy,
} from '../../../kernel/working-time.js';
import type { UrgencyBand } from '../../referrals/contract/facts.js';
import type { AnswerHours } from '../domain/offer.js';

/** How long a provider has to answer, and the hours that count. Data with its source: see config. */
export interface AnswerTime {
  readonly answerHours: AnswerHours;
  /** The latest hour of the arrival day by the clock, and the hours an offer leaves however late it is made. */
  readonly answerBeforeArrival: { readonly byHour: number; readonly atLeastHours: number };
  readonly workingCalendar: WorkingCalendar;
  readonly workingHours: WorkingHoursPolicy;
}

/** When an answer is due, and whether the day of arrival is what sets it. */
export interface AnswerDue {
  readonly dueAt: Date;
  readonly isBeforeArrival: boolean;
}

/**
 * When the answer to an offer made `at` a moment is due: so many working hours later, fewer for the more urgent; but no
 * later than the morning of the arrival, and for an offer made that day or shortly before it a few hours on.
 */
export const answerDue = (
  { answerHours, answerBeforeArrival, workingCalendar, workingHours }: AnswerTime,
  at: Date,
  { urgencyBand, arrivesOn }: { readonly urgencyBand: UrgencyBand; readonly arrivesOn: IsoDate },
): AnswerDue => {
  const worked = addWorkingHours(workingCalendar, at, answerHours[urgencyBand], workingHours);
  const { byHour, atLeastHours } = answerBeforeArrival;
  const latest = new Date(
    Math.max(londonInstant(arrivesOn, byHour * 60).getTime(), at.getTime() + atLeastHours * 3_600_000),
  );
  return worked <= latest
    ? { dueAt: worked, isBeforeArrival: false }
    : { dueAt: latest, isBeforeArrival: true };
};
