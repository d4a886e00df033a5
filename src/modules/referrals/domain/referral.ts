import { addNights, ageOn, isoDate, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Appointment, AssessmentKind, MedicalFacts } from './assessment-facts.js';
import type { Circumstances, ConsentedWishes } from './circumstances.js';
import type { Unavailability } from './waiting.js';

export { furthestAheadNights } from './limits.js';

/**
 * Youngest age at which a person may be referred, and may arrive: the youngest any project in the reference data takes.
 * Unit: years. Source: Prison to Rehab protocol (Phoenix Futures takes from 16).
 */
export const youngestYears = 16;

/**
 * Longest stay that may be asked for, approved, or reached by extension of an approval. Unit: weeks. Source: the longest
 * programme in the reference data, of up to 18 months (Teen Challenge North East).
 */
export const longestStayWeeks = 78;

/** Highest price of a week that may be entered. Unit: pence. Set for this service, to catch a slip of the finger. */
export const dearestWeekPence = 1_000_000;

/** Oldest age at which a person may be referred. Unit: years. Set for this service: beyond it a date is mistyped. */
export const oldestYears = 110;

/** Oldest age at which somebody comes as a child. Unit: years. Set for this service: who is 18 is one of the adults. */
export const oldestChildYears = 17;

/** Years by which a child is at least younger than the parent. Set for this service, to catch a slip of the finger. */
export const youngestParentYears = 12;

/**
 * How long before a referral was received its detox may have begun, since people are referred from detox wards. Unit: days.
 * Set for this service: detox lasts days to weeks, and one of an earlier time says nothing of today.
 */
export const detoxBeforeReferralDays = 42;

/** How long ago an assessment may have been held at most, however long it may be relied on. Unit: days. */
export const oldestAssessmentDays = 365;

/** Sex as places are designated; `not_known` asks later. */
export const sexes = ['female', 'male', 'not_known'] as const;
/** The three words Public Health Scotland uses. Source: PHS interim monitoring reports. */
export const substances = ['alcohol', 'drug', 'co_dependency'] as const;
/** Set by a person, most pressing first. */
export const urgencyBands = ['emergency', 'urgent', 'soon', 'routine'] as const;
/** Where public money comes from. Source: PHS interim monitoring reports; Scotland Excel for the additional fund. */
export const routes = [
  'adp',
  'prison_to_rehab',
  'national_mission',
  'ward5',
  'additional_placement_fund',
] as const;
/** Who referred. */
export const referralSources = [
  'self',
  'family',
  'key_worker',
  'gp',
  'social_work',
  'prison',
  'hospital',
  'court',
  'other',
] as const;
/** Whether detox comes first. Source: the survey of projects, September to October 2025 (see the glossary). */
export const detoxNeeds = ['none', 'before_entry'] as const;
/** Where the person would like to be. */
export const areaPreferences = ['near', 'away', 'no_preference'] as const;
/** Whom the person would like to live with. */
export const mixPreferences = ['mixed', 'single_sex', 'no_preference'] as const;

/**
 * Why a coordinator closes a referral. Somebody who has arrived is closed as `placed`, by the service alone. Source: the
 * reasons for which a booked stay never begins (domain brief 14.3), and a record made by mistake.
 */
export const closingReasons = [
  'withdrawn_by_person',
  'died',
  'moved_away',
  'placed_elsewhere',
  'no_longer_suitable',
  'uncontactable',
  'recorded_by_mistake',
  'other',
] as const;

/** One of {@link closingReasons}. */
export type ClosingReason = (typeof closingReasons)[number];
/** One of {@link sexes}. */
export type Sex = (typeof sexes)[number];
/** One of {@link substances}. */
export type Substance = (typeof substances)[number];
/** One of {@link urgencyBands}. */
export type UrgencyBand = (typeof urgencyBands)[number];
/** One of {@link routes}. */
export type Route = (typeof routes)[number];
/** One of {@link referralSources}. */
export type ReferralSource = (typeof referralSources)[number];

/** A detox booking, half-open: admission may be on `endsOn`. */
export interface Detox {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** What fitting a place needs to know of a person and those who come with them. No name. */
export interface PersonFacts {
  readonly clientId: string;
  readonly sex: Sex;
  readonly bornOn: IsoDate;
  readonly adults: number;
  readonly children: number;
  /** Null without children. Ages at arrival and at the planned end are counted from it. */
  readonly oldestChildBornOn: IsoDate | null;
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
  readonly substance: Substance;
  readonly healthBoard: string;
}

/** One referral with everything rules need of it: the person, the urgency, the wishes, the gates. No name. */
export interface ReferralFacts extends PersonFacts, Circumstances {
  readonly referralId: string;
  readonly reference: string;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly route: Route;
  readonly receivedOn: IsoDate;
  readonly recordedAt: Date;
  readonly urgencyBand: UrgencyBand;
  readonly urgencyReason: string;
  /** Day on which the urgency is looked at again; null where none was set. */
  readonly urgencyReviewOn: IsoDate | null;
  readonly plannedWeeks: number;
  readonly detoxNeed: (typeof detoxNeeds)[number];
  readonly prefersArea: (typeof areaPreferences)[number];
  readonly prefersMix: (typeof mixPreferences)[number];
  /** Projects the person named, best first. */
  readonly preferredProjectIds: readonly string[];
  readonly acceptsFaithEthos: boolean | null;
  readonly consentedWishes: ConsentedWishes['consentedWishes'];
  readonly state: 'open' | 'closed';
  /** `placed` when the person has arrived; null while open. */
  readonly closedReason: string | null;
  readonly version: number;
  /** Day of the latest suitable assessment that counts; null when there is none. */
  readonly assessedOn: IsoDate | null;
  /** Last day of the latest suitable assessment; null when there is none. */
  readonly assessedUntil: IsoDate | null;
  /** What is arranged for each kind of assessment, as long as none was held since; null when nothing is. */
  readonly appointments: Readonly<Record<AssessmentKind, Appointment | null>>;
  readonly medical: MedicalFacts;
  /** The latest detox booking; null when there is none. */
  readonly detox: Detox | null;
  /** Days on which the person could not or cannot go to a place, in order; they do not overlap. */
  readonly unavailable: readonly Unavailability[];
}

/** Who somebody is and whom they bring, as far as it can be impossible. */
export type Births = Pick<PersonFacts, 'bornOn' | 'children' | 'oldestChildBornOn'>;

/** Births that cannot be true, each with what would be accepted. */
export type BirthObstacle =
  | { readonly code: 'person-too-young'; readonly youngestYears: number }
  | { readonly code: 'born-too-long-ago'; readonly earliestOn: IsoDate }
  | { readonly code: 'oldest-child-birth-date-missing' }
  | { readonly code: 'oldest-child-not-a-child'; readonly earliestOn: IsoDate };

/** The same day so many years later, earlier when negative; 1 March where there is no 29 February. */
const yearsLater = (date: IsoDate, years: number): IsoDate => {
  const moved = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return date.endsWith('-02-29') && new Date(`${moved}T00:00:00Z`).getUTCMonth() !== 1
    ? isoDate(`${moved.slice(0, 4)}-03-01`)
    : isoDate(moved);
};

/**
 * Whether births can be true of somebody who asks on a day: old enough for a place and not older than anybody is, a child
 * that is a child and young enough to be theirs. Null when they can.
 */
export const birthObstacle = (
  { bornOn, children, oldestChildBornOn }: Births,
  on: IsoDate,
): BirthObstacle | null => {
  if (bornOn > on || ageOn(bornOn, on) < youngestYears) return { code: 'person-too-young', youngestYears };
  // The day after which somebody has not yet turned a year too old.
  const earliestOn = addNights(yearsLater(on, -(oldestYears + 1)), 1);
  if (bornOn < earliestOn) return { code: 'born-too-long-ago', earliestOn };
  if (children === 0) return null;
  // A child still to be born has no date of birth, and no age on which a rule could rest.
  if (oldestChildBornOn === null || oldestChildBornOn > on)
    return { code: 'oldest-child-birth-date-missing' };
  const earliestChildOn = maxDate(
    addNights(yearsLater(on, -(oldestChildYears + 1)), 1),
    yearsLater(bornOn, youngestParentYears),
  );
  return oldestChildBornOn < earliestChildOn
    ? { code: 'oldest-child-not-a-child', earliestOn: earliestChildOn }
    : null;
};

/** How long ago a referral may have been received when it is recorded. Unit: days. Waiting time ranks people. */
const oldestReferralDays = 731;

/** A day on which a referral cannot have been received, with what would be accepted. */
export type ReceivedObstacle =
  | { readonly code: 'received-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'received-too-long-ago'; readonly earliestOn: IsoDate };

/** Whether a referral can have been received on a day; null when it can. */
export const receivedObstacle = (receivedOn: IsoDate, today: IsoDate): ReceivedObstacle | null => {
  if (receivedOn > today) return { code: 'received-in-the-future', today };
  const earliestOn = addNights(today, -oldestReferralDays);
  return receivedOn < earliestOn ? { code: 'received-too-long-ago', earliestOn } : null;
};
