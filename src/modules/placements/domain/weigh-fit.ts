import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import {
  evaluate,
  isInTheWay,
  type Check,
  type FactsForRules,
  type RoomMix,
  type RulesByProject,
} from '../../eligibility/contract.js';

/** The bed does not fit the person for this stay; `checks` are the rules that say no, with the values they saw. */
export type PlaceDoesNotFit = { readonly code: 'place-does-not-fit'; readonly checks: readonly Check[] };

/**
 * Whether a bed that was promised still fits, on the day of arrival or when the stay is made longer. A rule that says no
 * refuses; a fact nobody has recorded turns nobody away who stands at the door. That the project takes no new referrals
 * now is not asked: this is none. Rules of the project are those in force on the day of arrival.
 */
export const weighFit = (
  person: FactsForRules,
  unit: BedUnit,
  stay: Stay,
  mix: RoomMix,
  rules: RulesByProject,
): Outcome<true, PlaceDoesNotFit> => {
  const checks = evaluate(person, unit, stay, mix, rules).filter(
    (check) => isInTheWay(check) && check.rule !== 'accepting_referrals',
  );
  return checks.length === 0 ? done(true) : refuse({ code: 'place-does-not-fit', checks });
};
