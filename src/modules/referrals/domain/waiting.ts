import {
  addNights,
  dateRange,
  maxDate,
  minDate,
  nightsBetween,
  type IsoDate,
} from '../../../kernel/iso-date.js';
import { expiresOn, type ExpiryPolicy } from './expiry.js';
import { furthestAheadNights } from './limits.js';

/** How somebody was tried to be reached. */
export const contactChannels = [
  'telephone',
  'text_message',
  'email',
  'letter',
  'face_to_face',
  'key_worker',
  'other',
] as const;
/** What came of it; only `reached` means that the person themselves said something. */
export const contactOutcomes = ['reached', 'message_left', 'no_answer', 'wrong_details'] as const;
/** Why somebody cannot go to a place for a while. */
export const unavailabilityReasons = [
  'hospital',
  'prison',
  'unwell',
  'caring',
  'asked_to_wait',
  'other',
] as const;
/** How a review of whether somebody can wait came out. */
export const safeToWaitOutcomes = ['safe', 'safe_with_plan', 'not_safe'] as const;

/** One of {@link unavailabilityReasons}. */
export type UnavailabilityReason = (typeof unavailabilityReasons)[number];

/**
 * Spells of one referral at most. Set for this service: nobody has as many in one wait, and they are read as one text
 * that a database may cut at 1,024 characters.
 */
export const mostSpells = 40;

/** Days on which somebody could not go to a place, half-open; `toOn` is null until an end is recorded. */
export interface Unavailability {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate | null;
}

/** The first of these spells that shares a day with another one; null when none does. Empty spells share none. */
export const overlappingSpell = <Spell extends Unavailability>(
  spells: readonly Spell[],
  { fromOn, toOn }: Unavailability,
): Spell | null =>
  spells.find(
    (spell) =>
      (toOn === null || spell.fromOn < toOn) &&
      (spell.toOn === null || fromOn < spell.toOn) &&
      spell.fromOn !== spell.toOn &&
      fromOn !== toOn,
  ) ?? null;

/** The spell somebody is in on a day; null when they could go. */
export const spellOn = <Spell extends Unavailability>(spells: readonly Spell[], on: IsoDate): Spell | null =>
  spells.find(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on < toOn)) ?? null;

/**
 * The first day, from one on, after every spell that begins by the last day looked at: a place begun before a spell that
 * is known would be broken off by it. Null while no end of one of them is known.
 */
export const availableFrom = (
  spells: readonly Unavailability[],
  from: IsoDate,
  lookedUntil: IsoDate,
): IsoDate | null => {
  const known = spells.filter(
    ({ fromOn, toOn }) => fromOn <= lookedUntil && (toOn === null || (toOn > from && toOn > fromOn)),
  );
  const ends = known.map(({ toOn }) => toOn).filter((toOn) => toOn !== null);
  return ends.length < known.length ? null : maxDate(from, ...ends);
};

/** How long somebody has waited. Unit: days. */
export interface WaitedDays {
  /** From the day of receipt to today. */
  readonly rawDays: number;
  /** Without the days on which they could not have gone. */
  readonly adjustedDays: number;
}

/**
 * Both clocks of a wait, from raw dates each time. Source: Public Health Scotland's waiting times, which tell completed
 * and running waits with periods of unavailability left out and left in; their detailed rules could not be read.
 */
export const waitedDays = (
  receivedOn: IsoDate,
  spells: readonly Unavailability[],
  today: IsoDate,
): WaitedDays => {
  const rawDays = Math.max(0, nightsBetween(receivedOn, today));
  const unavailable = spells
    .map(({ fromOn, toOn }) => ({
      from: maxDate(fromOn, receivedOn),
      to: minDate(toOn ?? today, today),
    }))
    .filter(({ from, to }) => from < to)
    .flatMap(({ from, to }) => dateRange(from, to));
  return { rawDays, adjustedDays: rawDays - new Set(unavailable).size };
};

/** The last try to reach somebody, and the last time they were reached. */
export interface ContactFacts {
  readonly triedOn: IsoDate;
  readonly outcome: (typeof contactOutcomes)[number];
  /** Null when they were never reached. */
  readonly reachedOn: IsoDate | null;
}

/** The latest review of whether somebody can wait. */
export interface ReviewFacts {
  readonly doneOn: IsoDate;
  readonly outcome: (typeof safeToWaitOutcomes)[number];
  readonly plan: string | null;
  readonly nextDueOn: IsoDate;
}

/** How often whoever waits is looked after. Unit: days, by urgency. */
export interface WaitingPolicy<Band extends string> {
  readonly contactEveryDays: Readonly<Record<Band, number>>;
  readonly safeToWaitEveryDays: Readonly<Record<Band, number>>;
  readonly expiry: ExpiryPolicy;
}

/** Something about a wait that somebody should look at today, and since when. The most pressing kind first. */
export const attentionKinds = [
  'not-safe-to-wait',
  'safe-to-wait-due',
  'urgency-review-due',
  'expiry-due',
  'contact-due',
] as const;
/** One of {@link attentionKinds}, with the day from which it asks to be looked at. */
export interface Attention {
  readonly kind: (typeof attentionKinds)[number];
  readonly sinceOn: IsoDate;
}

/** What is known of a wait. */
export interface WaitFacts<Band extends string> {
  readonly receivedOn: IsoDate;
  readonly urgencyBand: Band;
  readonly urgencyReviewOn: IsoDate | null;
  readonly contact: ContactFacts | null;
  readonly review: ReviewFacts | null;
}

/** The day on which it is due to look at whether somebody can go on waiting. */
export const reviewDueOn = <Band extends string>(
  { receivedOn, urgencyBand, review }: Pick<WaitFacts<Band>, 'receivedOn' | 'urgencyBand' | 'review'>,
  { safeToWaitEveryDays }: Pick<WaitingPolicy<Band>, 'safeToWaitEveryDays'>,
): IsoDate => review?.nextDueOn ?? addNights(receivedOn, safeToWaitEveryDays[urgencyBand]);

/** The day on which it is due to reach somebody again: so long after they were last reached, or were referred. */
export const contactDueOn = <Band extends string>(
  { receivedOn, urgencyBand, contact }: Pick<WaitFacts<Band>, 'receivedOn' | 'urgencyBand' | 'contact'>,
  { contactEveryDays }: Pick<WaitingPolicy<Band>, 'contactEveryDays'>,
): IsoDate => addNights(contact?.reachedOn ?? receivedOn, contactEveryDays[urgencyBand]);

/** What about a wait asks to be looked at today, the most pressing first. */
export const attentionOf = <Band extends string>(
  facts: WaitFacts<Band>,
  policy: WaitingPolicy<Band>,
  today: IsoDate,
): readonly Attention[] => {
  const { review, urgencyReviewOn } = facts;
  const due: readonly (Attention | null)[] = [
    review?.outcome === 'not_safe' ? { kind: 'not-safe-to-wait', sinceOn: review.doneOn } : null,
    { kind: 'safe-to-wait-due', sinceOn: reviewDueOn(facts, policy) },
    urgencyReviewOn === null ? null : { kind: 'urgency-review-due', sinceOn: urgencyReviewOn },
    {
      kind: 'expiry-due',
      sinceOn: expiresOn(
        { receivedOn: facts.receivedOn, reachedOn: facts.contact?.reachedOn ?? null },
        policy.expiry,
      ),
    },
    { kind: 'contact-due', sinceOn: contactDueOn(facts, policy) },
  ];
  return due.filter((one) => one !== null).filter(({ sinceOn }) => sinceOn <= today);
};

/** Days of a contact, a spell or a review that cannot be, each with what would be accepted. */
export type WaitingDatesObstacle = {
  readonly code: 'day-outside-the-wait';
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
};

/** Whether something recorded of a wait can have been on a day: from the day of receipt until today. */
export const pastDayObstacle = (
  on: IsoDate,
  receivedOn: IsoDate,
  today: IsoDate,
): WaitingDatesObstacle | null =>
  on < receivedOn || on > today
    ? { code: 'day-outside-the-wait', earliestOn: minDate(receivedOn, today), latestOn: today }
    : null;

/** Whether a day lies from one day on, and no further ahead than anything is arranged. */
export const comingDayObstacle = (
  on: IsoDate,
  earliestOn: IsoDate,
  today: IsoDate,
): WaitingDatesObstacle | null => {
  const latestOn = addNights(today, furthestAheadNights);
  return on < earliestOn || on > latestOn ? { code: 'day-outside-the-wait', earliestOn, latestOn } : null;
};
