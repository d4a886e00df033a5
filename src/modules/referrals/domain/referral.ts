import type { IsoDate } from '../../../kernel/iso-date.js';

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

/**
 * How far ahead anything is arranged: the end of detox, an arrival. Unit: nights. A year covers the longest known wait
 * for a date; a detox that ends later could not be followed by an arrival.
 */
export const furthestAheadNights = 366;

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
export interface ReferralFacts extends PersonFacts {
  readonly referralId: string;
  readonly reference: string;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly route: Route;
  readonly receivedOn: IsoDate;
  readonly recordedAt: Date;
  readonly urgencyBand: UrgencyBand;
  readonly urgencyReason: string;
  readonly plannedWeeks: number;
  readonly detoxNeed: (typeof detoxNeeds)[number];
  readonly prefersArea: (typeof areaPreferences)[number];
  readonly prefersMix: (typeof mixPreferences)[number];
  /** Projects the person named, best first. */
  readonly preferredProjectIds: readonly string[];
  readonly state: 'open' | 'closed';
  /** `placed` when the person has arrived; null while open. */
  readonly closedReason: string | null;
  readonly version: number;
  /** Last day of the latest suitable assessment; null when there is none. */
  readonly assessedUntil: IsoDate | null;
  /** The latest detox booking; null when there is none. */
  readonly detox: Detox | null;
}
