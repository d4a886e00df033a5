import { isInTheWay, verdict, type Check } from '../../../eligibility/contract.js';
import type { Justified } from './constraint.js';

/** What the bed and its project ask of everybody, by the one evaluator. */
export const rulesMet: Justified = {
  name: 'The rules of the bed and of its project',
  level: 'may-be-unknown',
  unit: 'yes or no',
  why: 'A place whose rules somebody does not meet turns them away at the door. What nobody has recorded is asked for, and never counts as a no.',
  source: 'The rules each project has made, with their sources; see who can come',
};

/** The first rule in the way, `unknown` while a fact has to be recorded first, or null where all are met. */
export const ruleInTheWay = (checks: readonly Check[]): string | null => {
  const excluding = checks.find(isInTheWay);
  if (excluding !== undefined) return excluding.rule;
  return verdict(checks) === 'unknown' ? 'unknown' : null;
};
