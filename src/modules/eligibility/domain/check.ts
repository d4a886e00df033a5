import {
  attributes,
  type Attribute,
  type DoseUnit,
  type Effect,
  type Operator,
  type Stage,
} from './admission-rule.js';

/** A rule's answer: it allows, it excludes, or a fact it needs is not recorded. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What a bed, and its project as a whole, ask of everybody. */
export const bedRules = [
  'rehab_bed',
  'accepting_referrals',
  'sex_designation',
  'room_mix',
  'adults_fit',
  'children_fit',
  'oldest_child_at_arrival',
  'oldest_child_at_planned_end',
  'step_free',
  'wet_room',
  'adult_at_admission',
] as const;

/** One of {@link bedRules}. */
export type BedRule = (typeof bedRules)[number];
/** A rule that a project has made, by what it is about. */
export type ProjectRule = `project_${Attribute}`;

/** Every rule a check can be of: those of beds, then those that projects make. */
export const checkRules: readonly (BedRule | ProjectRule)[] = [
  ...bedRules,
  ...attributes.map((attribute): ProjectRule => `project_${attribute}`),
];

/** What a check of a project's own rule carries besides its answer. */
export type AskedRule = {
  readonly ruleId: string;
  readonly version: number;
  readonly stage: Stage;
  readonly effect: Effect;
  readonly operator: Operator;
  readonly unit: DoseUnit | null;
  readonly action: string | null;
};

/** One rule's answer, with the values it was reached from. Pages write the sentence; nobody parses prose. */
export type Check = {
  readonly rule: BedRule | ProjectRule;
  readonly answer: Answer;
  /** What the person brings, as a value with its unit in the rule's name. */
  readonly has: string | number | boolean | null;
  /** What the place asks or gives. */
  readonly limit: string | number | boolean | null;
  /** Of a rule that the project has made: which, what it is asked for, and what it does where it is not met. */
  readonly asked?: AskedRule;
};

/** A check of a rule that the project has made. */
export type ProjectCheck = Check & { readonly rule: ProjectRule; readonly asked: AskedRule };

/** Whether a check stands in the way: an unmet rule, unless the provider decides case by case. */
export const isInTheWay = ({ answer, asked }: Check): boolean =>
  answer === 'no' && asked?.effect !== 'case_by_case';

/** Whether a fact must be recorded before anything is arranged: not where the provider decides or an action is asked for. */
export const isToBeRecorded = ({ answer, asked }: Check): boolean =>
  answer === 'unknown' && (asked === undefined || asked.effect === 'exclude');

/**
 * `no` when a rule excludes; else `unknown` when a fact is missing; else `yes`. What the provider decides case by case
 * excludes nobody; an action whose fact is missing is asked for, and asked again on the day of arrival.
 */
export const verdict = (checks: readonly Check[]): Answer => {
  if (checks.some(isInTheWay)) return 'no';
  return checks.some(isToBeRecorded) ? 'unknown' : 'yes';
};
