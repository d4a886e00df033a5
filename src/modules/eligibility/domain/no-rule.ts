import type { AdmissionRule, Attribute } from './admission-rule.js';
import type { PersonForRules } from './person-for-rules.js';

/** A matter of the person that a project would want to weigh, and the attributes of which any one would be about it. */
interface Matter {
  readonly matter: Attribute;
  readonly about: readonly Attribute[];
  readonly isOf: (person: PersonForRules) => boolean;
}

const matters: readonly Matter[] = [
  { matter: 'children', about: ['children', 'oldest_child_age'], isOf: ({ children }) => children > 0 },
  { matter: 'pregnancy', about: ['pregnancy'], isOf: ({ isPregnant }) => isPregnant === true },
  {
    matter: 'mat',
    about: ['mat', 'methadone_dose', 'buprenorphine_dose', 'espranor_dose', 'buprenorphine_long_acting_dose'],
    isOf: ({ mat }) => mat !== null,
  },
  {
    matter: 'detox_on_site',
    about: ['detox_on_site'],
    isOf: ({ detoxNeed }) => detoxNeed === 'on_site',
  },
  {
    matter: 'mental_health_support',
    about: ['mental_health_support'],
    isOf: ({ mentalHealthSupport }) => mentalHealthSupport !== null && mentalHealthSupport !== 'none',
  },
];

/**
 * What stands out about a person and none of a project's rules is about. A yes of its rules says nothing of these: the
 * provider decides.
 */
export const mattersWithoutRule = (
  person: PersonForRules,
  rules: readonly Pick<AdmissionRule, 'attribute'>[],
): readonly Attribute[] =>
  matters
    .filter(({ about, isOf }) => isOf(person) && !rules.some(({ attribute }) => about.includes(attribute)))
    .map(({ matter }) => matter);
