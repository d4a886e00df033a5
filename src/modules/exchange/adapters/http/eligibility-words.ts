import { ruleText, type AdmissionRule } from '../../../eligibility/contract.js';

const sentenceOf = (rule: AdmissionRule): string => {
  const text = ruleText(rule);
  switch (rule.effect) {
    case 'exclude':
      return `${text}.`;
    case 'require_action':
      return `${text}; otherwise first: ${rule.action ?? 'ask the project'}.`;
    case 'case_by_case':
      return `${text}; otherwise the project decides.`;
  }
};

/** Who can come, one sentence for each rule, in the words of the page of rules; none where the project has made none. */
export const eligibilitySentences = (rules: readonly AdmissionRule[]): readonly string[] => [
  ...new Set(rules.map(sentenceOf)),
];

const areaTexts = ({ value }: AdmissionRule): readonly string[] =>
  typeof value === 'object' ? value : [String(value)];

/** The health boards a project takes people from; empty where none of its rules limits it. */
export const areasTakenFrom = (rules: readonly AdmissionRule[]): readonly string[] => [
  ...new Set(
    rules
      .filter(({ attribute, effect }) => attribute === 'health_board' && effect === 'exclude')
      .flatMap(areaTexts),
  ),
];

/** The age in years that a rule sets without exception; null where none does. */
export const ageLimit = (
  rules: readonly AdmissionRule[],
  operator: 'at_least' | 'at_most',
): number | null => {
  const limits = rules
    .filter((rule) => rule.attribute === 'age' && rule.effect === 'exclude' && rule.operator === operator)
    .map(({ value }) => Number(value));
  if (limits.length === 0) return null;
  return operator === 'at_least' ? Math.max(...limits) : Math.min(...limits);
};
