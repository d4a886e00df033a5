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
  readonly workingCalendar: WorkingCalendar;
  readonly workingHours: WorkingHoursPolicy;
}

/** When the answer to an offer made `at` a moment is due: so many working hours later, fewer for the more urgent. */
export const answerDueAt = (
  { answerHours, workingCalendar, workingHours }: AnswerTime,
  at: Date,
  urgencyBand: UrgencyBand,
): Date => addWorkingHours(workingCalendar, at, answerHours[urgencyBand], workingHours);
