import type {
  Attribute,
  DoseUnit,
  Effect,
  Operator,
  RuleContent,
  RuleValue,
  Stage,
} from './admission-rule.js';

/** What rules are about, as a choice on a page. */
export const attributeTexts: Readonly<Record<Attribute, string>> = {
  sex: 'Sex',
  age: 'Age',
  adults: 'Number of adults',
  children: 'Number of children',
  oldest_child_age: 'Age of the oldest child',
  pregnancy: 'Pregnancy',
  substance: 'Substance',
  detox_before_entry: 'Detox before arrival',
  detox_on_site: 'Detox on site',
  mat: 'Medication assisted treatment (MAT)',
  methadone_dose: 'Dose of methadone',
  buprenorphine_dose: 'Dose of buprenorphine (Suboxone, Subutex)',
  espranor_dose: 'Dose of buprenorphine as Espranor',
  buprenorphine_long_acting_dose: 'Dose of long-acting buprenorphine (Buvidal)',
  diazepam_dose: 'Dose of diazepam',
  health_board: 'Health board of the person’s partnership',
  step_free: 'Need for step-free access',
  wet_room: 'Need for a wet room',
  mental_health_support: 'Support with mental health',
  community_treatment: 'Treatment in the community before',
  faith_ethos: 'Consent to a faith ethos',
  provider_decides: 'A matter the provider decides in person',
};

/** When a rule is asked. */
export const stageTexts: Readonly<Record<Stage, string>> = {
  assessment: 'Before assessment',
  admission: 'On the day of arrival',
  stay: 'Through the whole stay',
};

/** What an unmet rule does. */
export const effectTexts: Readonly<Record<Effect, string>> = {
  exclude: 'Cannot come',
  require_action: 'Something has to be done first',
  case_by_case: 'The provider decides',
};

const doseUnitTexts: Readonly<Record<DoseUnit, string>> = {
  ml_daily: 'ml a day',
  mg_daily: 'mg a day',
  mg_weekly: 'mg a week',
  mg_monthly: 'mg a month',
};

/** A unit of doses as pages print it. */
export const doseUnitText = (unit: DoseUnit): string => doseUnitTexts[unit];

const substanceTexts: Readonly<Record<string, string>> = {
  alcohol: 'alcohol',
  drug: 'drugs',
  co_dependency: 'alcohol and drugs both',
};
const sexTexts: Readonly<Record<string, string>> = { female: 'women', male: 'men' };
const levelTexts: Readonly<Record<string, string>> = {
  none: 'no support',
  some: 'some support',
  specialist: 'specialist support',
};
const drugTexts: Readonly<Partial<Record<Attribute, string>>> = {
  methadone_dose: 'Methadone',
  buprenorphine_dose: 'Buprenorphine (Suboxone, Subutex)',
  espranor_dose: 'Buprenorphine as Espranor',
  buprenorphine_long_acting_dose: 'Long-acting buprenorphine (Buvidal)',
  diazepam_dose: 'Diazepam',
};

const listOf = (value: RuleValue | null, words: Readonly<Record<string, string>>): string => {
  const choices = typeof value === 'object' ? (value ?? []) : String(value).split(', ');
  return choices.map((choice: string) => words[choice] ?? choice).join(' or ');
};
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const oneOrMore = (count: RuleValue | null, one: string, more: string): string =>
  `${String(count)} ${count === 1 ? one : more}`;

/** What one rule, or a check of it, says: the parts that the words are made of. */
export interface Said {
  readonly attribute: Attribute;
  readonly operator: Operator;
  /** Null only in a check that was kept by an older release. */
  readonly value: RuleValue | null;
  readonly unit: DoseUnit | null;
  readonly stage: Stage;
}

const dose = ({ attribute, value, unit }: Said): string =>
  `${drugTexts[attribute] ?? 'A medicine'}: ${String(value)} ${unit === null ? '' : `${doseUnitTexts[unit]} `}or less`;

const said: Readonly<Record<Attribute, (rule: Said) => string>> = {
  sex: ({ value }) => `For ${listOf(value, sexTexts)}${String(value).includes(',') ? '' : ' only'}`,
  age: ({ operator, value }) =>
    operator === 'at_least' ? `Aged ${String(value)} or over` : `Aged ${String(value)} or under`,
  adults: ({ value }) => `At most ${oneOrMore(value, 'adult', 'adults')}`,
  children: ({ operator, value }) =>
    operator === 'at_least'
      ? `Comes with at least ${oneOrMore(value, 'child', 'children')}`
      : value === 0
        ? 'No children'
        : `At most ${oneOrMore(value, 'child', 'children')}`,
  oldest_child_age: ({ value }) => `Oldest child aged ${String(value)} or under`,
  pregnancy: () => 'Not pregnant',
  substance: ({ value }) => `For people referred for ${listOf(value, substanceTexts)}`,
  detox_before_entry: () => 'Detox, where it is needed, ends before arrival',
  detox_on_site: () => 'Needs no detox on site',
  mat: () => 'Not on medication assisted treatment',
  methadone_dose: dose,
  buprenorphine_dose: dose,
  espranor_dose: dose,
  buprenorphine_long_acting_dose: dose,
  diazepam_dose: dose,
  health_board: ({ value }) => `Lives in the area of ${listOf(value, {})}`,
  step_free: () => 'Needs no step-free access',
  wet_room: () => 'Needs no wet room',
  mental_health_support: ({ value }) => `Needs ${listOf(value, levelTexts)} with mental health at most`,
  community_treatment: () => 'Has tried treatment in the community first',
  faith_ethos: () => 'Agrees to a programme with a faith ethos',
  provider_decides: ({ value }) => capital(String(value)),
};

/** What a rule asks, in a few words: "Methadone: 50 ml a day or less". */
export const ruleText = (rule: Said | RuleContent): string => said[rule.attribute](rule);

const isYes = (value: unknown): boolean => value === true;

/** A person's fact in the words of the rule that asks for it; null where nothing is recorded. */
export const factText = (
  attribute: Attribute,
  has: string | number | boolean | null,
  unit: DoseUnit | null,
): string | null => {
  if (has === null) return null;
  switch (attribute) {
    case 'sex':
      return capital(sexTexts[String(has)] ?? String(has));
    case 'age':
    case 'oldest_child_age':
      return `${String(has)} years old`;
    case 'adults':
      return oneOrMore(has, 'adult', 'adults');
    case 'children':
      return oneOrMore(has, 'child', 'children');
    case 'pregnancy':
      return isYes(has) ? 'Pregnant' : 'Not pregnant';
    case 'substance':
      return capital(substanceTexts[String(has)] ?? String(has));
    case 'detox_before_entry':
      return isYes(has)
        ? 'Ends before arrival, or is not needed'
        : 'Needed, and not booked to end before arrival';
    case 'detox_on_site':
      return isYes(has) ? 'Needed on site' : 'Not needed on site';
    case 'mat':
      return isYes(has) ? 'On medication assisted treatment' : 'Not on it';
    case 'health_board':
      return String(has);
    case 'step_free':
    case 'wet_room':
      return isYes(has) ? 'Needed' : 'Not needed';
    case 'mental_health_support':
      return capital(levelTexts[String(has)] ?? String(has));
    case 'community_treatment':
      return isYes(has) ? 'Tried before' : 'Not tried';
    case 'faith_ethos':
      return isYes(has) ? 'Agreed' : 'Not agreed';
    case 'provider_decides':
      return null;
    default:
      return `${String(has)} ${unit === null ? '' : doseUnitTexts[unit]}`.trim();
  }
};

/** "She is a woman"; null where the sex is not recorded. */
export const sexOfPersonText = (sex: unknown): string | null =>
  sex === 'female' ? 'She is a woman' : sex === 'male' ? 'He is a man' : null;

/** Who comes: "One child comes", "2 adults come", "No child comes". */
export const comesText = (count: unknown, one: string, more: string): string => {
  if (count === 0) return `No ${one} comes`;
  return count === 1 ? `One ${one} comes` : `${String(count)} ${more} come`;
};

/** What is known of the person, as a sentence that can stand after the rule; null where nothing is recorded. */
export const personText = (
  attribute: Attribute,
  has: string | number | boolean | null,
  unit: DoseUnit | null,
): string | null => {
  const fact = factText(attribute, has, unit);
  if (fact === null) return null;
  switch (attribute) {
    case 'sex':
      return sexOfPersonText(has) ?? fact;
    case 'age':
      return `The person is ${fact}`;
    case 'oldest_child_age':
      return `The oldest child is ${fact}`;
    case 'adults':
      return comesText(has, 'adult', 'adults');
    case 'children':
      return comesText(has, 'child', 'children');
    case 'pregnancy':
      return isYes(has) ? 'She is pregnant' : fact;
    case 'substance':
      return `The person is referred for ${listOf(String(has), substanceTexts)}`;
    case 'detox_on_site':
      return isYes(has) ? 'The person needs it on site' : fact;
    case 'mat':
      return isYes(has) ? 'The person is on it' : fact;
    case 'health_board':
      return `The person’s area is ${fact}`;
    case 'step_free':
    case 'wet_room':
      return isYes(has) ? 'The person needs it' : fact;
    case 'mental_health_support':
      return `The person needs ${levelTexts[String(has)] ?? String(has)}`;
    case 'methadone_dose':
    case 'buprenorphine_dose':
    case 'espranor_dose':
    case 'buprenorphine_long_acting_dose':
    case 'diazepam_dose':
      return `The person takes ${fact}`;
    case 'detox_before_entry':
    case 'community_treatment':
    case 'faith_ethos':
    case 'provider_decides':
      return fact;
  }
};

/** One choice of a rule that names several. */
export const choiceText = (attribute: Attribute, choice: string): string => {
  switch (attribute) {
    case 'sex':
      return capital(sexTexts[choice] ?? choice);
    case 'substance':
      return capital(substanceTexts[choice] ?? choice);
    case 'mental_health_support':
      return capital(levelTexts[choice] ?? choice);
    default:
      return choice;
  }
};
