import { addNights, ageOn, type IsoDate } from '../../../kernel/iso-date.js';
import { lastNight, type Stay } from '../../../kernel/stay.js';
import {
  effects,
  supportLevels,
  type Attribute,
  type DoseUnit,
  type Effect,
  type Operator,
  type RuleContent,
  type RuleValue,
  type SupportLevel,
} from './admission-rule.js';
import type { MatPrescription, PersonForRules } from './person-for-rules.js';

/** A person's fact as a rule compares it; null where nobody has recorded it. */
export type Fact = string | number | boolean | null;

type Asked = Pick<RuleContent, 'operator' | 'value' | 'unit' | 'stage'>;

/** What values a rule about an attribute takes. */
export type ValueKind =
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'dose'; readonly units: readonly DoseUnit[] }
  | { readonly kind: 'flag'; readonly must: boolean }
  | { readonly kind: 'choices'; readonly of: readonly string[] | null }
  | { readonly kind: 'level' }
  | { readonly kind: 'matter' };

/** How one attribute is asked. */
export interface AttributeRule {
  readonly operators: readonly Operator[];
  readonly values: ValueKind;
  readonly effects: readonly Effect[];
  /** The person's fact on a stay; `undefined` where the rule is not about this person. */
  readonly fact: (person: PersonForRules, stay: Stay, asked: Asked) => Fact | undefined;
  /** The person with the fact as it would have to be; left out where nobody can change it. */
  readonly changed?: (person: PersonForRules, to: Fact, stay: Stay, asked: Asked) => PersonForRules;
}

const people = { kind: 'whole', least: 0, most: 20 } as const;
const years = { kind: 'whole', least: 0, most: 110 } as const;
/** Not a reason to be turned away by a machine: overridable by the provider, or a thing to do first. */
const overridable: readonly Effect[] = ['case_by_case', 'require_action'];

/** The day on which an age counts: arrival, or the last night where a rule holds through the stay and has an upper end. */
const ageDay = ({ operator, stage }: Asked, stay: Stay): IsoDate =>
  stage === 'stay' && operator === 'at_most' ? lastNight(stay) : stay.arrivesOn;

const flag = (
  must: boolean,
  fact: AttributeRule['fact'],
  changed?: AttributeRule['changed'],
  allowed: readonly Effect[] = effects,
): AttributeRule => ({
  operators: ['is'],
  values: { kind: 'flag', must },
  effects: allowed,
  fact,
  ...(changed === undefined ? {} : { changed }),
});

/** The medicine treats dependence on opioids: nobody asks it of somebody referred for alcohol who has no prescription. */
const isAskedOfMedicine = ({ mat, substance }: PersonForRules): boolean =>
  mat !== null || substance !== 'alcohol';

const intervalOf = (unit: DoseUnit | null): string => (unit ?? '').replace(/^m[lg]_/, '');

/**
 * The dose of one medicine. Other medicines are other rules. A weekly and a monthly injection are counted apart; a
 * volume is not turned into a weight, since bottles differ in strength.
 */
const dose = (
  drug: MatPrescription['drug'],
  units: readonly DoseUnit[],
  ofPrescription: (mat: MatPrescription, asked: Asked) => number | null = (mat) => mat.dose,
): AttributeRule => ({
  operators: ['at_most'],
  values: { kind: 'dose', units },
  effects,
  fact: (person, _stay, asked) => {
    const { mat } = person;
    if (mat === null) return isAskedOfMedicine(person) ? null : undefined;
    if (mat.drug !== drug) return undefined;
    if (mat.unit === asked.unit) return ofPrescription(mat, asked);
    return intervalOf(mat.unit) === intervalOf(asked.unit) ? null : undefined;
  },
  changed: (person, to) =>
    person.mat === null || typeof to !== 'number' ? person : { ...person, mat: { ...person.mat, dose: to } },
});

const isSupportLevel = (value: Fact): value is SupportLevel => supportLevels.some((level) => level === value);

/** Every attribute with its facts: the whole of what rules of projects can ask. */
export const attributeRules: Readonly<Record<Attribute, AttributeRule>> = {
  sex: {
    operators: ['one_of'],
    values: { kind: 'choices', of: ['female', 'male'] },
    effects,
    fact: ({ sex }) => (sex === 'not_known' ? null : sex),
  },
  age: {
    operators: ['at_least', 'at_most'],
    values: years,
    effects,
    fact: ({ bornOn }, stay, asked) => {
      const on = ageDay(asked, stay);
      return on < bornOn ? null : ageOn(bornOn, on);
    },
  },
  adults: {
    operators: ['at_most'],
    values: people,
    effects,
    fact: ({ adults }) => adults,
    changed: (person, to) => ({ ...person, adults: Number(to) }),
  },
  children: {
    operators: ['at_least', 'at_most'],
    values: people,
    effects,
    fact: ({ children }) => children,
    changed: (person, to) => ({ ...person, children: Number(to) }),
  },
  oldest_child_age: {
    operators: ['at_most'],
    values: years,
    effects,
    fact: ({ children, oldestChildBornOn }, stay, asked) => {
      if (children === 0) return undefined;
      const on = ageDay(asked, stay);
      return oldestChildBornOn === null || on < oldestChildBornOn ? null : ageOn(oldestChildBornOn, on);
    },
  },
  // Asked of everybody but men: what nobody has recorded of them stays unknown.
  pregnancy: flag(false, ({ sex, isPregnant }) => (sex === 'male' ? undefined : isPregnant)),
  substance: {
    operators: ['one_of'],
    values: { kind: 'choices', of: ['alcohol', 'drug', 'co_dependency'] },
    effects,
    fact: ({ substance }) => substance,
  },
  detox_before_entry: flag(
    true,
    ({ detoxNeed, detoxEndsOn }, { arrivesOn }) => {
      if (detoxEndsOn !== null) return detoxEndsOn <= arrivesOn;
      return detoxNeed === null ? null : detoxNeed === 'none';
    },
    (person, _to, { arrivesOn }) => ({ ...person, detoxEndsOn: arrivesOn }),
  ),
  detox_on_site: flag(
    false,
    ({ detoxNeed }) => (detoxNeed === null ? null : detoxNeed === 'on_site'),
    (person) => ({ ...person, detoxNeed: 'before_entry' }),
  ),
  mat: flag(
    false,
    (person) => (person.mat === null ? (isAskedOfMedicine(person) ? null : undefined) : true),
    undefined,
  ),
  methadone_dose: dose('methadone', ['ml_daily', 'mg_daily']),
  buprenorphine_dose: dose('buprenorphine', ['mg_daily']),
  // Which brand of buprenorphine it is, is not recorded: a dose below every limit is below this one.
  espranor_dose: dose('buprenorphine', ['mg_daily'], (mat, { value }) =>
    mat.dose <= Number(value) ? mat.dose : null,
  ),
  buprenorphine_long_acting_dose: dose('buprenorphine_long_acting', ['mg_weekly', 'mg_monthly']),
  // Diazepam is no part of medication assisted treatment, and no prescription of it is recorded.
  diazepam_dose: {
    operators: ['at_most'],
    values: { kind: 'dose', units: ['mg_daily'] },
    effects: overridable,
    fact: () => null,
  },
  health_board: {
    operators: ['one_of'],
    values: { kind: 'choices', of: null },
    effects,
    fact: ({ healthBoard }) => (healthBoard === '' ? null : healthBoard),
  },
  step_free: flag(false, ({ needsStepFree }) => needsStepFree),
  wet_room: flag(false, ({ needsWetRoom }) => needsWetRoom),
  mental_health_support: {
    operators: ['at_most'],
    values: { kind: 'level' },
    effects,
    fact: ({ mentalHealthSupport }) => mentalHealthSupport,
  },
  // People who are homeless or have much against them may go straight to intensive treatment, so nobody is excluded.
  // Source: UK clinical guideline on alcohol, November 2025.
  community_treatment: flag(
    true,
    ({ hadCommunityTreatment }) => hadCommunityTreatment,
    (person) => ({ ...person, hadCommunityTreatment: true }),
    overridable,
  ),
  faith_ethos: flag(
    true,
    ({ acceptsFaithEthos }) => acceptsFaithEthos,
    (person) => ({ ...person, acceptsFaithEthos: true }),
  ),
  provider_decides: {
    operators: ['asks'],
    values: { kind: 'matter' },
    effects: ['case_by_case'],
    fact: () => null,
  },
};

const levelOf = (value: Fact): number => (isSupportLevel(value) ? supportLevels.indexOf(value) : -1);

const measure = (value: Fact | RuleValue): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? levelOf(value) : Number.NaN;

/** Whether a fact that is known meets the value of a rule. */
export const isMet = (operator: Operator, value: RuleValue, fact: Exclude<Fact, null>): boolean => {
  switch (operator) {
    case 'at_least':
      return measure(fact) >= measure(value);
    case 'at_most':
      return measure(fact) <= measure(value);
    case 'one_of':
      return Array.isArray(value) && value.includes(fact);
    case 'is':
      return fact === value;
    case 'asks':
      return false;
  }
};

/** Whether everybody who meets the second value meets the first too. */
export const isAsWide = (operator: Operator, wide: RuleValue, narrow: RuleValue): boolean => {
  switch (operator) {
    case 'at_least':
      return measure(wide) <= measure(narrow);
    case 'at_most':
      return measure(wide) >= measure(narrow);
    case 'one_of':
      return (
        Array.isArray(wide) &&
        Array.isArray(narrow) &&
        narrow.every((choice: string) => wide.includes(choice))
      );
    case 'is':
    case 'asks':
      return wide === narrow;
  }
};

/** The first day on which somebody is that old; on 1 March where the year has no 29 February. */
export const birthday = (bornOn: IsoDate, turns: number): IsoDate => {
  // A birthday lies within a leap day of so many average years.
  let on = addNights(bornOn, Math.max(Math.floor(turns * 365.2425) - 2, 0));
  while (ageOn(bornOn, on) < turns) on = addNights(on, 1);
  return on;
};
