/** Rules and people for specs about rules of projects, drawn or plain. */
import fc from 'fast-check';

import { addNights, isoDate, type IsoDate } from '../../../src/kernel/iso-date.js';
import { nightCount, type Stay } from '../../../src/kernel/stay.js';
import type { BedUnit } from '../../../src/modules/capacity/contract/availability.js';
import type { Check } from '../../../src/modules/eligibility/domain/check.js';
import type { RoomMix } from '../../../src/modules/eligibility/domain/evaluate.js';
import type { Change } from '../../../src/modules/eligibility/domain/what-would-change.js';
import type { PersonFacts } from '../../../src/modules/referrals/contract/facts.js';
import {
  attributes,
  doseUnits,
  stages,
  supportLevels,
  type AdmissionRule,
  type Attribute,
  type RuleContent,
  type RuleValue,
} from '../../../src/modules/eligibility/domain/admission-rule.js';
import { attributeRules } from '../../../src/modules/eligibility/domain/attributes.js';
import type { PersonForRules } from '../../../src/modules/eligibility/domain/person-for-rules.js';

export const aPersonForRules = (given: Partial<PersonForRules> = {}): PersonForRules => ({
  sex: 'male',
  bornOn: isoDate('1985-06-15'),
  adults: 1,
  children: 0,
  oldestChildBornOn: null,
  needsStepFree: false,
  needsWetRoom: false,
  substance: 'drug',
  healthBoard: 'NHS Lothian',
  detoxNeed: 'none',
  detoxEndsOn: null,
  isPregnant: null,
  mat: null,
  mentalHealthSupport: null,
  acceptsFaithEthos: null,
  hadCommunityTreatment: null,
  ...given,
});

export const aRuleContent = (given: Partial<RuleContent> = {}): RuleContent => ({
  attribute: 'methadone_dose',
  operator: 'at_most',
  value: 50,
  unit: 'ml_daily',
  stage: 'admission',
  effect: 'exclude',
  action: null,
  source: 'Referral criteria of the project',
  ...given,
});

export const aRule = (given: Partial<AdmissionRule> = {}): AdmissionRule => ({
  ...aRuleContent(),
  ruleId: 'rule-1',
  projectId: 'project-1',
  version: 1,
  validFrom: isoDate('2026-01-01'),
  validTo: null,
  ...given,
});

const valuesOf = (attribute: Attribute): fc.Arbitrary<RuleValue> => {
  const { values } = attributeRules[attribute];
  switch (values.kind) {
    case 'whole':
      return fc.integer({ min: values.least, max: Math.min(values.most, 60) });
    case 'dose':
      return fc.integer({ min: 1, max: 100 });
    case 'flag':
      return fc.constant(values.must);
    case 'level':
      return fc.constantFrom(...supportLevels);
    case 'matter':
      return fc.constantFrom('offences', 'pets');
    case 'choices':
      return fc.subarray([...(values.of ?? ['NHS Lothian', 'NHS Fife', 'NHS Highland'])], { minLength: 1 });
  }
};

/** Any rule that can be asked. */
export const anyContent: fc.Arbitrary<RuleContent> = fc.constantFrom(...attributes).chain((attribute) => {
  const about = attributeRules[attribute];
  return fc.record({
    attribute: fc.constant(attribute),
    operator: fc.constantFrom(...about.operators),
    value: valuesOf(attribute),
    unit: about.values.kind === 'dose' ? fc.constantFrom(...about.values.units) : fc.constant(null),
    stage: fc.constantFrom(...stages),
    effect: fc.constantFrom(...about.effects),
    action: fc.constant('Do this first'),
    source: fc.constant('Referral criteria of the project'),
  });
});

const days = fc.constantFrom(
  ...['2008-02-29', '2010-12-02', '2013-06-01', '2015-01-15', '2022-01-01'].map(isoDate),
);

/** Anybody, with any facts recorded or not. */
export const anyPerson: fc.Arbitrary<PersonForRules> = fc.record({
  sex: fc.constantFrom('female', 'male', 'not_known'),
  bornOn: fc.constantFrom(...['1950-01-01', '1985-06-15', '2004-02-29', '2010-12-02'].map(isoDate)),
  adults: fc.integer({ min: 1, max: 3 }),
  children: fc.nat({ max: 3 }),
  oldestChildBornOn: fc.option(days),
  needsStepFree: fc.boolean(),
  needsWetRoom: fc.boolean(),
  substance: fc.constantFrom('alcohol', 'drug', 'co_dependency', null),
  healthBoard: fc.constantFrom('', 'NHS Lothian', 'NHS Fife'),
  detoxNeed: fc.constantFrom('none', 'before_entry', 'on_site', null),
  detoxEndsOn: fc.option(fc.constantFrom(...['2026-11-30', '2026-12-01', '2026-12-02'].map(isoDate))),
  isPregnant: fc.option(fc.boolean()),
  mat: fc.option(
    fc.record({
      drug: fc.constantFrom('methadone', 'buprenorphine', 'buprenorphine_long_acting', 'other'),
      dose: fc.integer({ min: 1, max: 120 }),
      unit: fc.constantFrom(...doseUnits),
      on: fc.constant(isoDate('2026-11-01')),
    }),
  ),
  mentalHealthSupport: fc.option(fc.constantFrom(...supportLevels)),
  acceptsFaithEthos: fc.option(fc.boolean()),
  hadCommunityTreatment: fc.option(fc.boolean()),
});

const movedTo = (stay: Stay, arrivesOn: IsoDate): Stay => ({
  arrivesOn,
  departsOn: addNights(arrivesOn, nightCount(stay)),
});

/** A person, a stay and a rule as they would be after a change. */
export const afterChange = (
  person: PersonForRules,
  stay: Stay,
  rule: AdmissionRule,
  change: Change,
): { readonly person: PersonForRules; readonly stay: Stay; readonly rule: AdmissionRule } => {
  switch (change.of) {
    case 'person':
      return {
        person: attributeRules[rule.attribute].changed?.(person, change.to, stay, rule) ?? person,
        stay,
        rule,
      };
    case 'arrival':
      return { person, stay: movedTo(stay, change.to), rule };
    case 'place': {
      const { value } = rule;
      return {
        person,
        stay,
        rule: {
          ...rule,
          value: typeof value === 'object' ? [...value, String(change.to)] : (change.to ?? value),
        },
      };
    }
  }
};

/** A person, a bed and a stay, as the rules of beds ask about them. */
export interface AskedBed {
  readonly person: PersonFacts;
  readonly unit: BedUnit;
  readonly stay: Stay;
  readonly mix: RoomMix;
}

/** What was asked, as it would be after a change of it. */
export const bedAfterChange = (asked: AskedBed, check: Check, change: Change): AskedBed => {
  const { person, unit, stay } = asked;
  const having = (given: Partial<BedUnit>): AskedBed => ({ ...asked, unit: { ...unit, ...given } });
  if (change.of === 'arrival') return { ...asked, stay: movedTo(stay, change.to) };
  switch (check.rule) {
    case 'adults_fit':
      return { ...asked, person: { ...person, adults: Number(change.to) } };
    case 'rehab_bed':
      return having({ bedType: 'rehab' });
    case 'accepting_referrals':
      return having({ isAcceptingReferrals: true });
    case 'sex_designation':
      return having({ sexDesignation: change.to === 'female' ? 'female' : 'male' });
    case 'room_mix':
      return { ...asked, mix: [] };
    case 'children_fit':
      return person.children === 0
        ? having({ unitType: 'single' })
        : having({ maxChildren: person.children });
    case 'oldest_child_at_arrival':
    case 'oldest_child_at_planned_end':
      return having({ oldestChildYears: Number(change.to) });
    case 'step_free':
      return having({ isStepFree: true });
    case 'wet_room':
      return having({ hasWetRoom: true });
    default:
      return asked;
  }
};
