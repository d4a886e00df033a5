import { ageOn, type IsoDate } from '../../../kernel/iso-date.js';
import { lastNight, type Stay } from '../../../kernel/stay.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import { youngestYears, type PersonFacts } from '../../referrals/contract/facts.js';

/** A rule's answer: it allows, it excludes, or a fact it needs is not recorded. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One rule's answer, with the values it was reached from. Pages write the sentence; nobody parses prose. */
export type Check = {
  readonly rule:
    | 'rehab_bed'
    | 'accepting_referrals'
    | 'sex_designation'
    | 'room_mix'
    | 'adults_fit'
    | 'children_fit'
    | 'oldest_child_at_arrival'
    | 'oldest_child_at_planned_end'
    | 'step_free'
    | 'wet_room'
    | 'adult_at_admission';
  readonly answer: Answer;
  /** What the person brings, as a value with its unit in the rule's name. */
  readonly has: string | number | boolean | null;
  /** What the place asks or gives. */
  readonly limit: string | number | boolean | null;
};

/** Sex of those already in a shared room on each night of the stay; empty for single rooms and empty rooms. */
export type RoomMix = readonly { readonly night: IsoDate; readonly sex: 'female' | 'male' }[];

type Rule = (person: PersonFacts, unit: BedUnit, stay: Stay, mix: RoomMix) => Check | null;

const needed = (need: boolean, given: boolean | null): Answer =>
  !need || given === true ? 'yes' : given === null ? 'unknown' : 'no';

/** The oldest child's age on a date against the unit's limit; null where the rule does not apply. */
const childAge = (
  rule: 'oldest_child_at_arrival' | 'oldest_child_at_planned_end',
  person: PersonFacts,
  unit: BedUnit,
  on: IsoDate,
): Check | null => {
  if (person.children === 0 || unit.oldestChildYears === null) return null;
  const years = person.oldestChildBornOn === null ? null : ageOn(person.oldestChildBornOn, on);
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
  (person, unit, { arrivesOn }) => childAge('oldest_child_at_arrival', person, unit, arrivesOn),
  // A child who grows too old before the planned end would have to leave: asked now, not then.
  (person, unit, stay) => childAge('oldest_child_at_planned_end', person, unit, lastNight(stay)),
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

/**
 * The one evaluator: every rule's answer for a person, a place and a stay. Search, matcher, explanation, offer
 * and admission day all ask it. What nobody has recorded is `unknown`, never `no`.
 */
export const evaluate = (person: PersonFacts, unit: BedUnit, stay: Stay, mix: RoomMix): readonly Check[] =>
  rules.map((rule) => rule(person, unit, stay, mix)).filter((check) => check !== null);

/** `no` when a rule excludes; else `unknown` when a fact is missing; else `yes`. */
export const verdict = (checks: readonly Check[]): Answer => {
  if (checks.some(({ answer }) => answer === 'no')) return 'no';
  return checks.some(({ answer }) => answer === 'unknown') ? 'unknown' : 'yes';
};
