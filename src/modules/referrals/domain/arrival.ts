import { addNights, maxDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Detox } from './referral.js';

/** Who brings somebody to their place. */
export const escorts = [
  'key_worker',
  'project',
  'family',
  'prison',
  'transport_service',
  'alone',
  'other',
] as const;
/**
 * What becomes of somebody's home while they are away. Dual Housing Support pays the rent of a home kept, for people on
 * Housing Benefit or the housing element of Universal Credit. Source: Dual Housing Support Fund protocol, Scottish
 * Government.
 */
export const homeAnswers = [
  'no_home',
  'gives_home_up',
  'support_not_needed',
  'support_to_apply',
  'support_applied',
  'support_granted',
  'support_refused',
] as const;

/** One of {@link escorts}. */
export type Escort = (typeof escorts)[number];
/** One of {@link homeAnswers}. */
export type HomeAnswer = (typeof homeAnswers)[number];

/** What the days round an arrival are weighed by. Data with its source: see config. */
export interface ArrivalPolicy {
  /** Most days between the end of detox, or of a sentence, and an arrival, before it is warned of. */
  readonly gapDays: number;
  /** Days before a liberation by which projects are asked, and by which one has answered. */
  readonly beforeLiberation: { readonly askDays: number; readonly answerDays: number };
}

/** What about a day of arrival does not go with detox or with the end of a sentence. */
export type ArrivalNote =
  | { readonly kind: 'before-detox-ends'; readonly detoxEndsOn: IsoDate; readonly days: number }
  | { readonly kind: 'long-after-detox'; readonly detoxEndsOn: IsoDate; readonly days: number }
  | { readonly kind: 'before-liberation'; readonly liberationOn: IsoDate; readonly days: number }
  | { readonly kind: 'not-on-liberation'; readonly liberationOn: IsoDate; readonly days: number };

interface ArrivalFacts {
  readonly detox: Detox | null;
  readonly liberationOn: IsoDate | null;
}

/** The first day, from one on, on which somebody can arrive: when detox has ended and they are out of prison. */
export const earliestArrival = ({ detox, liberationOn }: ArrivalFacts, from: IsoDate): IsoDate =>
  maxDate(from, ...(detox === null ? [] : [detox.endsOn]), ...(liberationOn === null ? [] : [liberationOn]));

/**
 * What a day of arrival has against it: before the end of detox or of a sentence it is impossible; some days after either it
 * is dangerous, since nothing holds the person in between. Who goes from detox to prison and out again is asked about the
 * later of the two only. Sources: detox is booked so that its end coincides with the start (Rehab Online); direct admission
 * on the day of liberation (Prison to Rehab protocol, Scottish Government).
 */
export const weighArrival = (
  { detox, liberationOn }: ArrivalFacts,
  arrivesOn: IsoDate,
  today: IsoDate,
  { gapDays }: Pick<ArrivalPolicy, 'gapDays'>,
): readonly ArrivalNote[] => {
  const notes: ArrivalNote[] = [];
  // Who left prison before today is out, whenever they arrive.
  const leavesPrisonOn = liberationOn !== null && liberationOn >= today ? liberationOn : null;
  if (leavesPrisonOn !== null && arrivesOn !== leavesPrisonOn) {
    const days = Math.abs(nightsBetween(leavesPrisonOn, arrivesOn));
    notes.push(
      arrivesOn < leavesPrisonOn
        ? { kind: 'before-liberation', liberationOn: leavesPrisonOn, days }
        : { kind: 'not-on-liberation', liberationOn: leavesPrisonOn, days },
    );
  }
  if (detox === null) return notes;
  const days = nightsBetween(detox.endsOn, arrivesOn);
  if (days < 0) notes.push({ kind: 'before-detox-ends', detoxEndsOn: detox.endsOn, days: -days });
  else if (days > gapDays && (leavesPrisonOn === null || leavesPrisonOn <= detox.endsOn))
    notes.push({ kind: 'long-after-detox', detoxEndsOn: detox.endsOn, days });
  return notes;
};

/** The days that somebody's liberation asks for, and which of them is next. */
export interface PrisonClock {
  readonly liberationOn: IsoDate;
  /** Last day to ask projects: a provider's assessment can take as long as this leaves. */
  readonly askBy: IsoDate;
  /** Last day for a project's answer and the funder's, so that transport can be arranged. */
  readonly answerBy: IsoDate;
  readonly stage: 'early' | 'ask-now' | 'answer-now' | 'late' | 'today';
}

/**
 * The days before a liberation. Null for whoever is not in prison. Source: a provider's assessment can take from 2 to 4
 * weeks; direct admission on the day of liberation (Prison to Rehab protocol, Scottish Government).
 */
export const prisonClock = (
  liberationOn: IsoDate | null,
  today: IsoDate,
  { beforeLiberation: { askDays, answerDays } }: Pick<ArrivalPolicy, 'beforeLiberation'>,
): PrisonClock | null => {
  if (liberationOn === null || liberationOn < today) return null;
  const askBy = addNights(liberationOn, -askDays);
  const answerBy = addNights(liberationOn, -answerDays);
  const stage =
    today === liberationOn
      ? 'today'
      : today > answerBy
        ? 'late'
        : today > askBy
          ? 'answer-now'
          : nightsBetween(today, askBy) <= 7
            ? 'ask-now'
            : 'early';
  return { liberationOn, askBy, answerBy, stage };
};

/** Who brings somebody, and on which day. */
export interface TravelPlan {
  readonly travelsOn: IsoDate;
  readonly broughtBy: Escort;
  readonly note: string | null;
  /** Whoever brings the person has said that they will. */
  readonly isConfirmed: boolean;
}

/** How the way to a place stands: nothing arranged, for another day than the arrival, arranged, confirmed. */
export type TravelState = 'to-arrange' | 'another-day' | 'arranged' | 'confirmed';

/** How the way to a place stands, for an arrival; null where there is no day of arrival and nothing is arranged. */
export const travelState = (
  plan: Pick<TravelPlan, 'travelsOn' | 'isConfirmed'> | null,
  arrivesOn: IsoDate | null,
): TravelState | null => {
  if (plan === null) return arrivesOn === null ? null : 'to-arrange';
  if (arrivesOn !== null && plan.travelsOn !== arrivesOn) return 'another-day';
  return plan.isConfirmed ? 'confirmed' : 'arranged';
};
