import type { IsoDate } from '../../../kernel/iso-date.js';

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
export const detoxNeeds = ['none', 'before_entry'] as const;
export const areaPreferences = ['near', 'away', 'no_preference'] as const;
export const mixPreferences = ['mixed', 'single_sex', 'no_preference'] as const;

export type Sex = (typeof sexes)[number];
export type Substance = (typeof substances)[number];
export type UrgencyBand = (typeof urgencyBands)[number];
export type Route = (typeof routes)[number];
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
