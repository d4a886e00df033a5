import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { PersonFacts } from '../../referrals/contract/facts.js';
import type { AdmissionRule } from './admission-rule.js';
import { attributeRules, birthday, type Fact } from './attributes.js';
import { askRule } from './ask-rules.js';
import type { Check } from './check.js';
import type { PersonForRules } from './person-for-rules.js';

/**
 * The smallest change with which one rule would say yes: a fact of the person, the day of arrival, or what the place gives
 * or asks. `to` is the value that fact would have.
 */
export type Change =
  | { readonly of: 'person'; readonly to: Fact }
  | { readonly of: 'arrival'; readonly to: IsoDate }
  | { readonly of: 'place'; readonly to: Fact };

/** The smallest change with which an unmet rule of a project would be met; null where it does not say no. */
export const changeOfRule = (person: PersonForRules, stay: Stay, rule: AdmissionRule): Change | null => {
  const check = askRule(person, stay, rule);
  if (check?.answer !== 'no') return null;
  const { attribute, operator, value } = rule;
  if (attribute === 'age' && operator === 'at_least') {
    return { of: 'arrival', to: birthday(person.bornOn, Number(value)) };
  }
  return attributeRules[attribute].changed === undefined || typeof value === 'object'
    ? { of: 'place', to: check.has }
    : { of: 'person', to: value };
};

/** The smallest change with which an unmet rule of a bed would be met; null where it does not say no. */
export const changeOfBed = (person: PersonFacts, check: Check): Change | null => {
  if (check.answer !== 'no') return null;
  switch (check.rule) {
    case 'adult_at_admission':
      return { of: 'arrival', to: birthday(person.bornOn, Number(check.limit)) };
    case 'rehab_bed':
      return { of: 'place', to: 'rehab' };
    case 'accepting_referrals':
      return { of: 'place', to: true };
    case 'adults_fit':
      return { of: 'person', to: check.limit };
    default:
      return { of: 'place', to: check.has };
  }
};
