import { expect } from 'chai';

import { judgeUnitBy } from '../../src/composition/judge-unit.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { stay } from '../../src/kernel/stay.js';
import type { PlaceNeeds } from '../../src/modules/capacity/application/find-units.js';
import type { BedUnit } from '../../src/modules/capacity/contract/availability.js';
import { aUnit } from '../support/builders.js';

const winter = stay(isoDate('2026-12-01'), isoDate('2027-02-23'));
const nothingSaid: PlaceNeeds = {
  sex: 'not_known',
  ageYears: null,
  adults: 1,
  children: 0,
  oldestChildYears: null,
  needsStepFree: false,
  needsWetRoom: false,
};
const aFamilyUnit: Partial<BedUnit> = {
  unitType: 'family_unit',
  maxAdults: 2,
  maxChildren: 2,
  oldestChildYears: 5,
};

describe('whether a unit suits what somebody needs', () => {
  const judge = (needs: Partial<PlaceNeeds>, unit: Partial<BedUnit> = {}, on = winter) =>
    judgeUnitBy(new Map())({ ...nothingSaid, ...needs }, aUnit(unit), on, []);
  const rulesOf = (needs: Partial<PlaceNeeds>, unit: Partial<BedUnit> = {}) =>
    judge(needs, unit).reasons.map(({ rule, answer }) => `${rule}: ${answer}`);

  it('is yes, without reasons, when every rule is met', () => {
    expect(judge({ sex: 'female', ageYears: 30 })).to.deep.equal({ answer: 'yes', reasons: [] });
  });

  it('names in words every rule that is not met, and every fact that is missing', () => {
    const { answer, reasons } = judge(
      { sex: 'female', ageYears: 15, needsStepFree: true, needsWetRoom: true },
      { sexDesignation: 'male', isStepFree: null },
    );
    expect(answer).to.equal('no');
    expect(reasons).to.deep.equal([
      {
        ...{ rule: 'sex_designation', answer: 'no', text: 'Takes women' },
        detail: 'The bed is for men only',
      },
      {
        ...{ rule: 'adult_at_admission', answer: 'no', text: 'Old enough on the day of arrival' },
        detail: '15 years old; the youngest age is 16',
      },
      {
        ...{ rule: 'step_free', answer: 'unknown', text: 'Step-free access' },
        detail: 'Needed, and nobody has recorded whether this bed has it',
      },
      { rule: 'wet_room', answer: 'no', text: 'A wet room', detail: null },
    ]);
  });

  it('does not guess an age that was not given', () => {
    expect(rulesOf({ sex: 'female' })).to.deep.equal(['adult_at_admission: unknown']);
    expect(judge({ sex: 'female' }).reasons[0]?.detail).to.contain('age that was not given');
    expect(rulesOf({ sex: 'female', ageYears: 16 })).to.deep.equal([]);
  });

  it('leaves open a sex that decides and was not given', () => {
    expect(rulesOf({ ageYears: 40 }, { sexDesignation: 'female' })).to.deep.equal([
      'sex_designation: unknown',
    ]);
  });

  it('asks the age of the oldest child, and leaves open a birthday during the stay', () => {
    const family = { sex: 'female', ageYears: 30, children: 1 } as const;
    expect(rulesOf({ ...family, oldestChildYears: 4 }, aFamilyUnit)).to.deep.equal([]);
    expect(rulesOf({ ...family, oldestChildYears: 5 }, aFamilyUnit)).to.deep.equal([
      'oldest_child_at_planned_end: unknown',
    ]);
    expect(rulesOf({ ...family, oldestChildYears: 6 }, aFamilyUnit)).to.deep.equal([
      'oldest_child_at_arrival: no',
      'oldest_child_at_planned_end: no',
    ]);
    expect(rulesOf(family, aFamilyUnit)).to.deep.equal([
      'oldest_child_at_arrival: unknown',
      'oldest_child_at_planned_end: unknown',
    ]);
  });

  it('says no for a project that takes no referrals', () => {
    expect(rulesOf({ sex: 'male', ageYears: 40 }, { isAcceptingReferrals: false })).to.deep.equal([
      'accepting_referrals: no',
    ]);
  });

  it('answers on the last days of the calendar, on its first and on 29 February', () => {
    for (const [from, to] of [
      ['1900-01-01', '1900-01-02'],
      ['1950-06-01', '1950-06-02'],
      ['2028-02-29', '2028-03-01'],
      ['2198-12-30', '2199-01-01'],
    ] as const) {
      const on = stay(isoDate(from), isoDate(to));
      expect(judge({ sex: 'male', children: 1 }, {}, on).answer, from).to.equal('no');
      expect(judge({ sex: 'male', ageYears: 110, oldestChildYears: 17 }, {}, on).answer, from).to.be.oneOf([
        'yes',
        'no',
        'unknown',
      ]);
    }
  });
});
