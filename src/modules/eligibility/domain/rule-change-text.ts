import type { RuleContent } from './admission-rule.js';
import { effectTexts, ruleText, stageTexts } from './rule-text.js';

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/**
 * What a change did to a rule, in words: what it says, when it is asked, what it does where it is not met, what has to be
 * done, and where it is written down, as far as each differs. Null `before` is a new rule, null `after` the end of one.
 */
export const ruleChangeText = (before: RuleContent | null, after: RuleContent | null): string => {
  if (before === null) return after === null ? 'A rule' : `New: “${ruleText(after)}”`;
  if (after === null) return `Ended: “${ruleText(before)}”`;
  const [was, is] = [ruleText(before), ruleText(after)];
  const parts = [
    was === is ? `“${is}”` : `“${was}” became “${is}”`,
    ...(before.stage === after.stage
      ? []
      : [`asked ${lowerFirst(stageTexts[after.stage])}, before ${lowerFirst(stageTexts[before.stage])}`]),
    ...(before.effect === after.effect
      ? []
      : [`where it is not met “${effectTexts[after.effect]}”, before “${effectTexts[before.effect]}”`]),
    ...(before.action === after.action
      ? []
      : [after.action === null ? 'nothing has to be done any more' : `to be done: ${after.action}`]),
    ...(before.source === after.source ? [] : [`source: ${after.source}`]),
  ];
  return parts.join('; ');
};
