import { maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { addWorkingDays, type WorkingCalendar } from '../../../kernel/working-time.js';
import type { AssessmentKind, MedicalFacts, MedicalReason } from './assessment-facts.js';
import type { ReferralFacts, UrgencyBand } from './referral.js';

export {
  assessmentKinds,
  type Appointment,
  type AssessmentKind,
  type MedicalReason,
} from './assessment-facts.js';

/** For whom a medical assessment is asked, and for whom no place is offered without one. Data with its reason: see config. */
export interface MedicalPolicy {
  readonly askedFor: readonly MedicalReason[];
  readonly mustPrecedePlaceFor: readonly MedicalReason[];
}

const applies: Readonly<
  Record<
    MedicalReason,
    (of: Pick<ReferralFacts, 'detoxNeed' | 'mat' | 'prescribedPainMedicine' | 'isPregnant'>) => boolean
  >
> = {
  'detox-before-entry': ({ detoxNeed }) => detoxNeed === 'before_entry',
  prescription: ({ mat }) => mat !== null,
  'pain-medicine': ({ prescribedPainMedicine }) => prescribedPainMedicine !== null,
  pregnancy: ({ isPregnant }) => isPregnant === true,
};

/** Why a medical assessment is asked for, and whether a place has to wait for it. What is not known asks for none. */
export const medicalNeed = (
  facts: Parameters<(typeof applies)[MedicalReason]>[0],
  { askedFor, mustPrecedePlaceFor }: MedicalPolicy,
): Pick<MedicalFacts, 'reasons' | 'mustPrecedePlace'> => {
  const reasons = askedFor.filter((reason) => applies[reason](facts));
  return { reasons, mustPrecedePlace: reasons.some((reason) => mustPrecedePlaceFor.includes(reason)) };
};

/** How an assessment of one kind stands. `on` is the day it is, or was, booked for. */
export type AssessmentStanding =
  | { readonly state: 'not-needed' | 'held' | 'not-booked' | 'run-out' }
  | { readonly state: 'booked' | 'result-missing' | 'not-attended'; readonly on: IsoDate };

const untilOf = (kind: AssessmentKind, { assessedUntil, medical }: ReferralFacts): IsoDate | null =>
  kind === 'partnership' ? assessedUntil : medical.until;

/**
 * How an assessment stands today: an appointment that is to come counts before a result, since somebody may be assessed anew;
 * once its day is over the result is missing. One not asked for is not needed unless it is booked.
 */
export const assessmentStanding = (
  kind: AssessmentKind,
  referral: ReferralFacts,
  today: IsoDate,
): AssessmentStanding => {
  const appointment = referral.appointments[kind];
  const until = untilOf(kind, referral);
  if (appointment?.state === 'booked')
    return { state: appointment.on < today ? 'result-missing' : 'booked', on: appointment.on };
  if (until !== null && until >= today) return { state: 'held' };
  if (appointment !== null) return { state: 'not-attended', on: appointment.on };
  if (kind === 'medical' && referral.medical.reasons.length === 0) return { state: 'not-needed' };
  return { state: until === null ? 'not-booked' : 'run-out' };
};

/** How long booking and holding an assessment takes. Unit: working days, by urgency. Data with its source: see config. */
export interface AssessmentTimes {
  readonly calendar: WorkingCalendar;
  readonly leadWorkingDays: Readonly<Record<AssessmentKind, Readonly<Record<UrgencyBand, number>>>>;
  /** From the referral to the day by which it is held. */
  readonly heldWithinWorkingDays: Readonly<Record<UrgencyBand, number>>;
}

/**
 * By when an assessment is booked and held, counted from the day the referral was received. It is never to be booked on a day
 * that is over: who is late books today.
 */
export const assessmentDays = (
  kind: AssessmentKind,
  { receivedOn, urgencyBand }: Pick<ReferralFacts, 'receivedOn' | 'urgencyBand'>,
  today: IsoDate,
  { calendar, leadWorkingDays, heldWithinWorkingDays }: AssessmentTimes,
): { readonly bookBy: IsoDate; readonly heldBy: IsoDate; readonly isLate: boolean } => {
  const heldBy = addWorkingDays(calendar, receivedOn, heldWithinWorkingDays[urgencyBand]);
  const bookBy = addWorkingDays(calendar, heldBy, -leadWorkingDays[kind][urgencyBand]);
  return { bookBy: maxDate(bookBy, today), heldBy, isLate: bookBy < today };
};
