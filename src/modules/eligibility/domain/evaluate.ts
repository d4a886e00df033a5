import { ageOn, type IsoDate } from '../../../kernel/iso-date.js';
import { lastNight, type Stay } from '../../../kernel/stay.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import { youngestYears, type PersonFacts } from '../../referrals/contract/facts.js';
import type { RulesByProject } from './admission-rule.js';
import { askRules } from './ask-rules.js';
import type { Answer, Check } from './check.js';
import { personForRules, type FactsForRules } from './person-for-rules.js';

/** Sex of those already in a shared room on each night of the stay; empty for single rooms and empty rooms. */
export type RoomMix = readonly { readonly night: IsoDate; readonly sex: 'female' | 'male' }[];

type Rule = (person: PersonFacts, unit: BedUnit, stay: Stay, mix: RoomMix) => Check | null;

const needed = (need: boolean, given: boolean | null): Answer =>
  !need || given === true ? 'yes' : given === null ? 'unknown' : 'no';

const firstNight = ({ arrivesOn }: Stay): IsoDate => arrivesOn;

/** The oldest child's age on a date of the stay against the unit's limit; null where the rule does not apply. */
const childAge = (
  rule: 'oldest_child_at_arrival' | 'oldest_child_at_planned_end',
  person: PersonFacts,
  unit: BedUnit,
  onOf: (stay: Stay) => IsoDate,
  stay: Stay,
): Check | null => {
  if (person.children === 0 || unit.oldestChildYears === null) return null;
  const years = person.oldestChildBornOn === null ? null : ageOn(person.oldestChildBornOn, onOf(stay));
  return {
    rule,
    answer: years === null ? 'unknown' : years <= unit.oldestChildYears ? 'yes' : 'no',
    has: years,
    limit: unit.oldestChildYears,
  };
};

const rules: readonly Rule[] = [
  // Detox, stabilisation, crisis and emergency beds are not residential rehabilitation. Source: FOI 202300376595.
  (_person, unit) => ({
    rule: 'rehab_bed',
    answer: unit.bedType === 'rehab' ? 'yes' : 'no',
    has: 'rehab',
    limit: unit.bedType,
  }),
  (_person, unit) => ({
    rule: 'accepting_referrals',
    answer: unit.isAcceptingReferrals ? 'yes' : 'no',
    has: null,
    limit: unit.isAcceptingReferrals,
  }),
  ({ sex }, { sexDesignation }) => ({
    rule: 'sex_designation',
    answer:
      sexDesignation === 'any' || sexDesignation === 'flexible'
        ? 'yes'
        : sex === 'not_known'
          ? 'unknown'
          : sex === sexDesignation
            ? 'yes'
            : 'no',
    has: sex,
    limit: sexDesignation,
  }),
  ({ sex }, unit, _stay, mix) => {
    if (unit.roomId === null) return null;
    const other = mix.find((night) => night.sex !== sex);
    return {
      rule: 'room_mix',
      answer: sex === 'not_known' ? 'unknown' : other === undefined ? 'yes' : 'no',
      has: sex,
      limit: other?.sex ?? null,
    };
  },
  ({ bornOn }, _unit, { arrivesOn }) => {
    const years = ageOn(bornOn, arrivesOn);
    return {
      rule: 'adult_at_admission',
      answer: years >= youngestYears ? 'yes' : 'no',
      has: years,
      limit: youngestYears,
    };
  },
  ({ adults }, { maxAdults }) => ({
    rule: 'adults_fit',
    answer: adults <= maxAdults ? 'yes' : 'no',
    has: adults,
    limit: maxAdults,
  }),
  // A family unit is kept for families: a person alone would turn away the few who can go nowhere else.
  ({ children }, { maxChildren, unitType }) => ({
    rule: 'children_fit',
    answer: children <= maxChildren && (unitType !== 'family_unit' || children > 0) ? 'yes' : 'no',
    has: children,
    limit: maxChildren,
  }),
  (person, unit, stay) => childAge('oldest_child_at_arrival', person, unit, firstNight, stay),
  // A child who grows too old before the planned end would have to leave: asked now, not then.
  (person, unit, stay) => childAge('oldest_child_at_planned_end', person, unit, lastNight, stay),
  ({ needsStepFree }, { isStepFree }) => ({
    rule: 'step_free',
    answer: needed(needsStepFree, isStepFree),
    has: needsStepFree,
    limit: isStepFree,
  }),
  ({ needsWetRoom }, { hasWetRoom }) => ({
    rule: 'wet_room',
    answer: needed(needsWetRoom, hasWetRoom),
    has: needsWetRoom,
    limit: hasWetRoom,
  }),
];

/** What the bed itself asks, and what its project asks of everybody. */
export const askBed = (person: PersonFacts, unit: BedUnit, stay: Stay, mix: RoomMix): readonly Check[] =>
  rules.map((rule) => rule(person, unit, stay, mix)).filter((check) => check !== null);

/**
 * The one evaluator: every rule's answer for a person, a place and a stay, those of the bed first, then those that its
 * project has made for admission and for the stay. Search, matcher, explanation, offer and admission day all ask it. What
 * nobody has recorded is `unknown`, never `no`.
 */
export const evaluate = (
  person: FactsForRules,
  unit: BedUnit,
  stay: Stay,
  mix: RoomMix,
  projectRules: RulesByProject,
): readonly Check[] => {
  const own = projectRules.get(unit.projectId) ?? [];
  const checks = askBed(person, unit, stay, mix);
  return own.length === 0
    ? checks
    : [...checks, ...askRules(personForRules(person), stay, own, ['admission', 'stay'])];
};
