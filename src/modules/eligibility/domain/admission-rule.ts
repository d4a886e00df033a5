import type { IsoDate } from '../../../kernel/iso-date.js';

/** When a rule is asked: before the provider assesses, on the day of arrival, or for the whole stay. */
export const stages = ['assessment', 'admission', 'stay'] as const;
/**
 * What an unmet rule does. `exclude`: not here; an unknown fact must be recorded first. `require_action`: not until the
 * action is done; an unknown fact stops nobody before the day of arrival. `case_by_case`: the provider decides, and
 * nobody is turned away by the service.
 */
export const effects = ['exclude', 'case_by_case', 'require_action'] as const;
/** How a person's fact is compared with the value of a rule. `asks` compares nothing: it names a matter. */
export const operators = ['at_least', 'at_most', 'one_of', 'is', 'asks'] as const;
/** What a dose is counted in, and how often it is taken. Source: LEAP's referral criteria (NHS Lothian). */
export const doseUnits = ['ml_daily', 'mg_daily', 'mg_weekly', 'mg_monthly'] as const;
/** How much support with mental health is needed, least first. */
export const supportLevels = ['none', 'some', 'specialist'] as const;
/**
 * What rules can be about. Source: criteria seen in the public pages of Scottish projects, and the survey of projects of
 * September to October 2025. A matter that providers decide in person, such as an offence, is `provider_decides`.
 */
export const attributes = [
  'sex',
  'age',
  'adults',
  'children',
  'oldest_child_age',
  'pregnancy',
  'substance',
  'detox_before_entry',
  'detox_on_site',
  'mat',
  'methadone_dose',
  'buprenorphine_dose',
  'espranor_dose',
  'buprenorphine_long_acting_dose',
  'diazepam_dose',
  'health_board',
  'step_free',
  'wet_room',
  'mental_health_support',
  'community_treatment',
  'faith_ethos',
  'provider_decides',
] as const;

/** One of {@link stages}. */
export type Stage = (typeof stages)[number];
/** One of {@link effects}. */
export type Effect = (typeof effects)[number];
/** One of {@link operators}. */
export type Operator = (typeof operators)[number];
/** One of {@link doseUnits}. */
export type DoseUnit = (typeof doseUnits)[number];
/** One of {@link supportLevels}. */
export type SupportLevel = (typeof supportLevels)[number];
/** One of {@link attributes}. */
export type Attribute = (typeof attributes)[number];
/** A number, a flag, a level or a matter; or the choices of which one must be met. */
export type RuleValue = number | boolean | string | readonly string[];

/** What a rule says, whoever said it and from when on. */
export type RuleContent = {
  readonly attribute: Attribute;
  readonly operator: Operator;
  readonly value: RuleValue;
  /** Of a dose; null for everything else. */
  readonly unit: DoseUnit | null;
  readonly stage: Stage;
  readonly effect: Effect;
  /** What has to be done where the rule is not met; needed with `require_action`. */
  readonly action: string | null;
  /** Where the rule is written down, or why the provider has it. */
  readonly source: string;
};

/** One version of a rule of a project, in force on the days of `[validFrom, validTo)`. */
export interface AdmissionRule extends RuleContent {
  readonly ruleId: string;
  readonly projectId: string;
  /** Counts from 1; a rule that is replaced goes on under the same id. */
  readonly version: number;
  readonly validFrom: IsoDate;
  /** First day on which it is no longer in force; null while no end is set. */
  readonly validTo: IsoDate | null;
}

/** Rules by project; a project without rules is absent. */
export type RulesByProject = ReadonlyMap<string, readonly AdmissionRule[]>;

/** Whether a rule is in force on a day. */
export const isInForce = (
  { validFrom, validTo }: Pick<AdmissionRule, 'validFrom' | 'validTo'>,
  on: IsoDate,
): boolean => validFrom <= on && (validTo === null || on < validTo);
