import type { Stay } from '../../../kernel/stay.js';
import { isInForce, type AdmissionRule, type RuleContent, type Stage } from './admission-rule.js';
import { attributeRules, isMet, type Fact } from './attributes.js';
import type { PersonForRules } from './person-for-rules.js';
import type { Answer, ProjectCheck } from './check.js';

const answerOf = ({ operator, value }: RuleContent, fact: Fact): Answer =>
  fact === null ? 'unknown' : isMet(operator, value, fact) ? 'yes' : 'no';

/** One rule's answer for a person and a stay; null where the rule is not about them. */
export const askRule = (person: PersonForRules, stay: Stay, rule: AdmissionRule): ProjectCheck | null => {
  const fact = attributeRules[rule.attribute].fact(person, stay, rule);
  if (fact === undefined) return null;
  const { ruleId, version, stage, effect, operator, unit, action, value } = rule;
  return {
    rule: `project_${rule.attribute}`,
    answer: answerOf(rule, fact),
    has: fact,
    limit: typeof value === 'object' ? value.join(', ') : value,
    asked: { ruleId, version, stage, effect, operator, unit, action },
  };
};

/** Every answer of the rules that are in force on the day of arrival, of the stages asked about. */
export const askRules = (
  person: PersonForRules,
  stay: Stay,
  rules: readonly AdmissionRule[],
  asked: readonly Stage[],
): readonly ProjectCheck[] =>
  rules
    .filter((rule) => asked.includes(rule.stage) && isInForce(rule, stay.arrivesOn))
    .map((rule) => askRule(person, stay, rule))
    .filter((check) => check !== null);
