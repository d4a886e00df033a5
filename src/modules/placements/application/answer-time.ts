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
  /** When members are told while it is awaited, and how long the bed is held when nobody has tried. */
  readonly answerWatch: {
    readonly remindAtShare: number;
    readonly escalateAtShare: number;
    /** Unit: working hours. */
    readonly overdueHours: AnswerHours;
    readonly overdueBeforeArrival: { readonly byHour: number; readonly atLeastHours: number };
  };
  readonly workingCalendar: WorkingCalendar;
  readonly workingHours: WorkingHoursPolicy;
}

/** When an answer is due, and whether the day of arrival is what sets it. */
export interface AnswerDue {
  readonly dueAt: Date;
  readonly isBeforeArrival: boolean;
}

/** The moments of an answer that is awaited, in order; `heldUntilAt` is when the bed is let go though nobody has tried. */
export interface AnswerTimes extends AnswerDue {
  readonly remindAt: Date;
  readonly escalateAt: Date;
  readonly heldUntilAt: Date;
}

/** So many working hours later, but no later than an hour of the morning of arrival, or so many hours of any kind. */
const byArrival = (
  { workingCalendar, workingHours }: Pick<AnswerTime, 'workingCalendar' | 'workingHours'>,
  from: Date,
  hours: number,
  arrivesOn: IsoDate,
  { byHour, atLeastHours }: AnswerTime['answerBeforeArrival'],
): AnswerDue => {
  const worked = addWorkingHours(workingCalendar, from, hours, workingHours);
  const latest = new Date(
    Math.max(londonInstant(arrivesOn, byHour * 60).getTime(), from.getTime() + atLeastHours * 3_600_000),
  );
  return worked <= latest
    ? { dueAt: worked, isBeforeArrival: false }
    : { dueAt: latest, isBeforeArrival: true };
};

/** Whose answer is awaited: how urgent they are, and when they would arrive. */
interface Awaited {
  readonly urgencyBand: UrgencyBand;
  readonly arrivesOn: IsoDate;
}

/**
 * When the answer to an offer made `at` a moment is due: so many working hours later, fewer for the more urgent; but no
 * later than the morning of the arrival, and for an offer made that day or shortly before it a few hours on.
 */
export const answerDue = (policy: AnswerTime, at: Date, { urgencyBand, arrivesOn }: Awaited): AnswerDue =>
  byArrival(policy, at, policy.answerHours[urgencyBand], arrivesOn, policy.answerBeforeArrival);

/** As {@link answerDue}, with the moments before and after it. */
export const answerTimes = (policy: AnswerTime, at: Date, awaited: Awaited): AnswerTimes => {
  const due = answerDue(policy, at, awaited);
  const { remindAtShare, escalateAtShare, overdueHours, overdueBeforeArrival } = policy.answerWatch;
  const { urgencyBand, arrivesOn } = awaited;
  const shareOf = (share: number): Date =>
    due.isBeforeArrival
      ? new Date(at.getTime() + share * (due.dueAt.getTime() - at.getTime()))
      : addWorkingHours(
          policy.workingCalendar,
          at,
          share * policy.answerHours[urgencyBand],
          policy.workingHours,
        );
  return {
    ...due,
    remindAt: shareOf(remindAtShare),
    escalateAt: shareOf(escalateAtShare),
    heldUntilAt: byArrival(policy, due.dueAt, overdueHours[urgencyBand], arrivesOn, overdueBeforeArrival)
      .dueAt,
  };
};
