import { expect } from 'chai';
import fc from 'fast-check';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import {
  bedTypes,
  sexDesignations,
  unitTypes,
  type BedUnit,
} from '../../../../src/modules/capacity/domain/unit.js';
import { verdict, type Answer, type Check } from '../../../../src/modules/eligibility/domain/check.js';
import { evaluate, type RoomMix } from '../../../../src/modules/eligibility/domain/evaluate.js';
import { sexes, type PersonFacts } from '../../../../src/modules/referrals/domain/referral.js';
import { aPerson, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';

const noRules = new Map();
const winter = stay(isoDate('2026-12-01'), isoDate('2027-02-23'));

interface Case {
  readonly rule: Check['rule'];
  readonly says: string;
  readonly person?: Partial<PersonFacts>;
  readonly unit?: Partial<BedUnit>;
  readonly mix?: RoomMix;
  readonly answer: Answer | 'not asked';
}
const sharedUnit = { unitType: 'shared', roomId: 'room-1' } as const;
const family = { unitType: 'family_unit', maxAdults: 2, maxChildren: 2, oldestChildYears: 11 } as const;
const on = (night: string, sex: 'female' | 'male') => ({ night: isoDate(night), sex });

const cases: readonly Case[] = [
  ...(
    [
      ['rehab', 'yes'],
      ['detox', 'no'],
      ['stabilisation', 'no'],
      ['crisis', 'no'],
      ['emergency', 'no'],
    ] as const
  ).map(([bedType, answer]): Case => ({
    rule: 'rehab_bed',
    says: `a ${bedType} bed`,
    unit: { bedType },
    answer,
  })),

  { rule: 'accepting_referrals', says: 'a project that takes referrals', answer: 'yes' },
  {
    rule: 'accepting_referrals',
    says: 'a project that takes none now',
    unit: { isAcceptingReferrals: false },
    answer: 'no',
  },

  ...(
    [
      ['any', 'female', 'yes'],
      ['any', 'male', 'yes'],
      ['any', 'not_known', 'yes'],
      ['flexible', 'female', 'yes'],
      ['flexible', 'not_known', 'yes'],
      ['female', 'female', 'yes'],
      ['female', 'male', 'no'],
      ['female', 'not_known', 'unknown'],
      ['male', 'male', 'yes'],
      ['male', 'female', 'no'],
      ['male', 'not_known', 'unknown'],
    ] as const
  ).map(([sexDesignation, sex, answer]): Case => ({
    rule: 'sex_designation',
    says: `${sex} and a bed for ${sexDesignation}`,
    person: { sex },
    unit: { sexDesignation },
    answer,
  })),

  { rule: 'room_mix', says: 'a single room', answer: 'not asked' },
  { rule: 'room_mix', says: 'an empty shared room', unit: sharedUnit, answer: 'yes' },
  {
    rule: 'room_mix',
    says: 'a room with another man',
    unit: sharedUnit,
    mix: [on('2026-12-05', 'male')],
    answer: 'yes',
  },
  {
    rule: 'room_mix',
    says: 'a room with a woman on one night',
    unit: sharedUnit,
    mix: [on('2026-12-05', 'male'), on('2027-02-01', 'female')],
    answer: 'no',
  },
  {
    rule: 'room_mix',
    says: 'a shared room for somebody whose sex is not recorded',
    person: { sex: 'not_known' },
    unit: sharedUnit,
    answer: 'unknown',
  },

  { rule: 'adults_fit', says: 'one adult, one place', answer: 'yes' },
  { rule: 'adults_fit', says: 'a couple, one place', person: { adults: 2 }, answer: 'no' },
  {
    rule: 'adults_fit',
    says: 'a couple, a family unit for two',
    person: { adults: 2, children: 1 },
    unit: family,
    answer: 'yes',
  },

  { rule: 'children_fit', says: 'nobody with them, a single room', answer: 'yes' },
  { rule: 'children_fit', says: 'a child and a single room', person: { children: 1 }, answer: 'no' },
  {
    rule: 'children_fit',
    says: 'two children, place for two',
    person: { children: 2 },
    unit: family,
    answer: 'yes',
  },
  {
    rule: 'children_fit',
    says: 'three children, place for two',
    person: { children: 3 },
    unit: family,
    answer: 'no',
  },
  { rule: 'children_fit', says: 'a person alone, and a unit kept for families', unit: family, answer: 'no' },

  { rule: 'oldest_child_at_arrival', says: 'no child', unit: family, answer: 'not asked' },
  {
    rule: 'oldest_child_at_arrival',
    says: 'a unit without a limit',
    person: { children: 1, oldestChildBornOn: isoDate('2010-01-01') },
    unit: { ...family, oldestChildYears: null },
    answer: 'not asked',
  },
  {
    rule: 'oldest_child_at_arrival',
    says: 'a child of eleven',
    person: { children: 1, oldestChildBornOn: isoDate('2014-12-02') },
    unit: family,
    answer: 'yes',
  },
  {
    rule: 'oldest_child_at_arrival',
    says: 'a child who is twelve on that very day',
    person: { children: 1, oldestChildBornOn: isoDate('2014-12-01') },
    unit: family,
    answer: 'no',
  },
  {
    rule: 'oldest_child_at_arrival',
    says: 'a child whose birthday nobody recorded',
    person: { children: 1 },
    unit: family,
    answer: 'unknown',
  },

  {
    rule: 'oldest_child_at_planned_end',
    says: 'a child who has a birthday during the stay',
    person: { children: 1, oldestChildBornOn: isoDate('2015-01-15') },
    unit: family,
    answer: 'no',
  },
  {
    rule: 'oldest_child_at_planned_end',
    says: 'a child who has a birthday on the last night',
    person: { children: 1, oldestChildBornOn: isoDate('2015-02-22') },
    unit: family,
    answer: 'no',
  },
  {
    rule: 'oldest_child_at_planned_end',
    says: 'a child who has a birthday on the day they leave',
    person: { children: 1, oldestChildBornOn: isoDate('2015-02-23') },
    unit: family,
    answer: 'yes',
  },
  {
    rule: 'oldest_child_at_planned_end',
    says: 'a child whose birthday nobody recorded',
    person: { children: 1 },
    unit: family,
    answer: 'unknown',
  },

  ...(['step_free', 'wet_room'] as const).flatMap((rule): Case[] => {
    const [need, given] =
      rule === 'step_free'
        ? (['needsStepFree', 'isStepFree'] as const)
        : (['needsWetRoom', 'hasWetRoom'] as const);
    return [
      { rule, says: 'not needed and not there', answer: 'yes' },
      { rule, says: 'not needed and not known', unit: { [given]: null }, answer: 'yes' },
      { rule, says: 'needed and there', person: { [need]: true }, unit: { [given]: true }, answer: 'yes' },
      { rule, says: 'needed and not there', person: { [need]: true }, answer: 'no' },
      {
        rule,
        says: 'needed, and nobody has said whether it is there',
        person: { [need]: true },
        unit: { [given]: null },
        answer: 'unknown',
      },
    ];
  }),

  {
    rule: 'adult_at_admission',
    says: 'sixteen on the day of arrival',
    person: { bornOn: isoDate('2010-12-01') },
    answer: 'yes',
  },
  {
    rule: 'adult_at_admission',
    says: 'sixteen on the day after',
    person: { bornOn: isoDate('2010-12-02') },
    answer: 'no',
  },
];

describe('whether a place takes a person', () => {
  for (const { rule, says, person, unit, mix, answer } of cases) {
    it(`${rule}: ${says} → ${answer}`, () => {
      const check = evaluate(aPerson(person), aUnit(unit), winter, mix ?? [], noRules).find(
        (found) => found.rule === rule,
      );
      expect(check?.answer ?? 'not asked').to.equal(answer);
    });
  }

  it('tells each answer with the values it was reached from', () => {
    const mother = aPerson({
      sex: 'female',
      children: 1,
      oldestChildBornOn: isoDate('2015-01-15'),
      needsStepFree: true,
    });
    const checks = evaluate(
      mother,
      aUnit({ ...family, sexDesignation: 'female', isStepFree: null }),
      winter,
      [],
      noRules,
    );
    const told = Object.fromEntries(
      checks.map(({ rule, has, limit, answer }) => [rule, [has, limit, answer]]),
    );
    expect(told).to.deep.equal({
      rehab_bed: ['rehab', 'rehab', 'yes'],
      accepting_referrals: [null, true, 'yes'],
      sex_designation: ['female', 'female', 'yes'],
      adult_at_admission: [41, 16, 'yes'],
      adults_fit: [1, 2, 'yes'],
      children_fit: [1, 2, 'yes'],
      oldest_child_at_arrival: [11, 11, 'yes'],
      oldest_child_at_planned_end: [12, 11, 'no'],
      step_free: [true, null, 'unknown'],
      wet_room: [false, false, 'yes'],
    });
  });
});

describe('the verdict', () => {
  const of = (...answers: Answer[]): Answer =>
    verdict(answers.map((answer): Check => ({ rule: 'rehab_bed', answer, has: null, limit: null })));

  it('is no as soon as one rule excludes, however much is not known', () => {
    expect(of('yes', 'unknown', 'no')).to.equal('no');
  });
  it('is unknown while a fact is missing and nothing excludes', () => {
    expect(of('yes', 'unknown', 'yes')).to.equal('unknown');
  });
  it('is yes when everything is known and nothing excludes', () => {
    expect(of('yes', 'yes')).to.equal('yes');
  });
});

describe('what nobody has recorded', () => {
  const anyPerson = fc.record({
    sex: fc.constantFrom(...sexes),
    adults: fc.integer({ min: 1, max: 3 }),
    children: fc.nat({ max: 3 }),
    oldestChildBornOn: fc.option(
      fc.constantFrom(isoDate('2013-06-01'), isoDate('2015-01-15'), isoDate('2022-01-01')),
    ),
    needsStepFree: fc.boolean(),
    needsWetRoom: fc.boolean(),
  });
  const anyUnit = fc.record({
    bedType: fc.constantFrom(...bedTypes),
    unitType: fc.constantFrom(...unitTypes),
    sexDesignation: fc.constantFrom(...sexDesignations),
    maxAdults: fc.integer({ min: 1, max: 2 }),
    maxChildren: fc.nat({ max: 3 }),
    oldestChildYears: fc.option(fc.constantFrom(5, 11)),
    isStepFree: fc.option(fc.boolean()),
    hasWetRoom: fc.option(fc.boolean()),
  });

  it('never excludes anybody: recording it can turn unknown into yes or no, and nothing else', () => {
    fc.assert(
      fc.property(
        anyPerson,
        anyUnit,
        fc.boolean(),
        fc.constantFrom('female' as const, 'male' as const),
        (person, unit, flag, sex) => {
          const before = evaluate(aPerson(person), aUnit(unit), winter, [], noRules);
          const after = evaluate(
            aPerson({
              ...person,
              sex: person.sex === 'not_known' ? sex : person.sex,
              oldestChildBornOn: person.oldestChildBornOn ?? isoDate(flag ? '2010-01-01' : '2022-01-01'),
            }),
            aUnit({ ...unit, isStepFree: unit.isStepFree ?? flag, hasWetRoom: unit.hasWetRoom ?? flag }),
            winter,
            [],
            noRules,
          );
          for (const check of before) {
            const later = after.find(({ rule }) => rule === check.rule);
            if (check.answer !== 'unknown') expect(later?.answer, check.rule).to.equal(check.answer);
            else expect(later?.answer, check.rule).to.be.oneOf(['yes', 'no']);
          }
          expect(verdict(after)).to.not.equal('unknown');
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('is asked in the same order each time, so that the first exclusion told is the same', () => {
    const rules = evaluate(aPerson(), aUnit(), winter, [], noRules).map(({ rule }) => rule);
    expect(
      evaluate(aPerson({ sex: 'female' }), aUnit({ bedType: 'detox' }), winter, [], noRules).map(
        ({ rule }) => rule,
      ),
    ).to.deep.equal(rules);
  });
});
