import type { RuleContent } from './admission-rule.js';
import { isAsWide } from './attributes.js';

/**
 * Whether a change of one rule can turn away, or keep waiting for a fact, somebody whom the rule before it did not. `null`
 * is no rule at all. What cannot be shown to be as wide counts as narrower: such a change needs a second manager.
 */
export const excludesMore = (before: RuleContent | null, after: RuleContent | null): boolean => {
  if (after === null || after.effect === 'case_by_case') return false;
  if (before === null || before.effect === 'case_by_case') return true;
  if (before.effect === 'require_action' && after.effect === 'exclude') return true;
  const isOfTheSame =
    before.attribute === after.attribute &&
    before.operator === after.operator &&
    before.unit === after.unit &&
    before.stage === after.stage;
  return !isOfTheSame || !isAsWide(after.operator, after.value, before.value);
};
