import { addNights, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { furthestAheadNights } from './limits.js';

/**
 * Medicines of medication assisted treatment. Source: survey of projects, September to October 2025 (methadone and
 * long-acting buprenorphine are the commonest).
 */
export const matDrugs = ['methadone', 'buprenorphine', 'buprenorphine_long_acting', 'other'] as const;
/**
 * What a dose is counted in, and how often it is taken; methadone is commonly said in millilitres. Source: LEAP's
 * referral criteria (NHS Lothian), which name a daily volume, a weekly and a monthly dose.
 */
export const doseUnits = ['ml_daily', 'mg_daily', 'mg_weekly', 'mg_monthly'] as const;
/** How much support with mental health a place must give; `not_known` asks later. */
export const mentalHealthSupports = ['none', 'some', 'specialist', 'not_known'] as const;
/** What somebody may wish of a place, each written down only with their consent, in this order. */
export const wishKinds = ['projects', 'area', 'mix', 'faith_ethos'] as const;

/** Highest dose that may be entered, in any unit. Set for this service, to catch a slip of the finger. */
export const highestDose = 1_000;

/** One of {@link mentalHealthSupports}. */
export type MentalHealthSupport = (typeof mentalHealthSupports)[number];
/** One of {@link wishKinds}. */
export type WishKind = (typeof wishKinds)[number];

/** A prescription that somebody stays on, and the day on which it was so. */
export type MatPrescription = {
  readonly drug: (typeof matDrugs)[number];
  readonly dose: number;
  readonly unit: (typeof doseUnits)[number];
  readonly on: IsoDate;
};

/** Risks and needs that a place, or whoever looks after the wait, must know of. Null where it is not known. */
export interface Circumstances {
  /** Day of the latest near-fatal overdose; null when none is known. */
  readonly nearFatalOverdoseOn: IsoDate | null;
  /** Day of leaving prison, gone by or to come; null for somebody who is not leaving prison. */
  readonly liberationOn: IsoDate | null;
  readonly isHomeless: boolean | null;
  readonly isPregnant: boolean | null;
  /** Null when no medication assisted treatment is recorded. */
  readonly mat: MatPrescription | null;
  readonly mentalHealthSupport: MentalHealthSupport;
  /** Which pain medicine is prescribed; null when none is recorded. */
  readonly prescribedPainMedicine: string | null;
}

/** Circumstances that cannot be true, each with the days that would be accepted. */
export type CircumstanceObstacle = {
  readonly code: 'overdose-date-impossible' | 'liberation-date-impossible' | 'mat-date-impossible';
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
};

/** Whether dates can be true of somebody by today; leaving prison may lie ahead as far as anything is arranged. */
export const circumstanceObstacle = (
  { nearFatalOverdoseOn, liberationOn, mat }: Circumstances,
  bornOn: IsoDate,
  today: IsoDate,
): CircumstanceObstacle | null => {
  const earliestOn = minDate(bornOn, today);
  const isOutside = (on: IsoDate | null, latestOn: IsoDate): boolean =>
    on !== null && (on < earliestOn || on > latestOn);
  if (isOutside(nearFatalOverdoseOn, today))
    return { code: 'overdose-date-impossible', earliestOn, latestOn: today };
  const furthestOn = addNights(today, furthestAheadNights);
  if (isOutside(liberationOn, furthestOn))
    return { code: 'liberation-date-impossible', earliestOn, latestOn: furthestOn };
  return isOutside(mat?.on ?? null, today)
    ? { code: 'mat-date-impossible', earliestOn, latestOn: today }
    : null;
};

/** What somebody wishes, as far as consent is asked for each of it. */
export interface ConsentedWishes {
  readonly preferredProjectIds: readonly string[];
  readonly prefersArea: string;
  readonly prefersMix: string;
  /** Whether a place with a faith ethos is accepted; null when nobody has asked. */
  readonly acceptsFaithEthos: boolean | null;
  /** The kinds of wish the person agreed to have written down and used. */
  readonly consentedWishes: readonly WishKind[];
}

/** The kinds of wish that are written down, in the order of {@link wishKinds}. */
export const wishesGiven = (wishes: Omit<ConsentedWishes, 'consentedWishes'>): readonly WishKind[] => {
  const isGiven: Readonly<Record<WishKind, boolean>> = {
    projects: wishes.preferredProjectIds.length > 0,
    area: wishes.prefersArea !== 'no_preference',
    mix: wishes.prefersMix !== 'no_preference',
    faith_ethos: wishes.acceptsFaithEthos !== null,
  };
  return wishKinds.filter((wish) => isGiven[wish]);
};

/** A wish that the person has not agreed to have written down. */
export type ConsentObstacle = {
  readonly code: 'wish-without-consent';
  readonly wishes: readonly WishKind[];
};

/** Whether each wish is written down with the consent of whoever has it. */
export const consentObstacle = (wishes: ConsentedWishes): ConsentObstacle | null => {
  const missing = wishesGiven(wishes).filter((wish) => !wishes.consentedWishes.includes(wish));
  return missing.length === 0 ? null : { code: 'wish-without-consent', wishes: missing };
};

/** A day on which an urgency cannot be looked at again. */
export type UrgencyReviewObstacle = {
  readonly code: 'urgency-review-impossible';
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
};

/** Whether an urgency set today can be looked at again on a day: today at the earliest. */
export const urgencyReviewObstacle = (reviewOn: IsoDate, today: IsoDate): UrgencyReviewObstacle | null => {
  const latestOn = addNights(today, furthestAheadNights);
  return reviewOn === maxDate(today, minDate(reviewOn, latestOn))
    ? null
    : { code: 'urgency-review-impossible', earliestOn: today, latestOn };
};
