import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  generateBedUnits,
  type FacilityCapacity,
} from '../../../../src/modules/capacity/domain/generate-bed-units.js';

const single = { unitType: 'single', maxAdults: 1, maxChildren: 0, oldestChildYears: null } as const;

const facility = (changes: Partial<FacilityCapacity> = {}): FacilityCapacity => ({
  beds: 3,
  bedType: 'rehab',
  sexes: 'mixed',
  split: null,
  unit: single,
  isStepFree: null,
  hasWetRoom: null,
  opensOn: isoDate('2020-04-01'),
  later: null,
  ...changes,
});

describe('generating bed units from a number', () => {
  it('makes as many single beds as the source says, open to anyone where the facility is mixed', () => {
    const units = generateBedUnits(facility());
    expect(units.map(({ label }) => label)).to.deep.equal(['Bed 01', 'Bed 02', 'Bed 03']);
    expect(units[0]).to.deep.equal({
      label: 'Bed 01',
      bedType: 'rehab',
      ...single,
      sexDesignation: 'any',
      isStepFree: null,
      hasWetRoom: null,
      opensOn: '2020-04-01',
    });
  });

  it('makes none where no source gives a number', () => {
    expect(generateBedUnits(facility({ beds: null, unit: null }))).to.deep.equal([]);
  });

  it('splits six beds into four for men and two for women', () => {
    const units = generateBedUnits(
      facility({ beds: 6, sexes: 'fixed_split', split: { male: 4, female: 2 } }),
    );
    expect(units.map(({ sexDesignation }) => sexDesignation)).to.deep.equal([
      'male',
      'male',
      'male',
      'male',
      'female',
      'female',
    ]);
  });

  it('refuses a split that does not add up', () => {
    const split = { male: 4, female: 1 };
    expect(() => generateBedUnits(facility({ beds: 6, sexes: 'fixed_split', split }))).to.throw(
      RangeError,
      'add up to 6',
    );
    expect(() => generateBedUnits(facility({ beds: 6, sexes: 'fixed_split' }))).to.throw(RangeError);
  });

  it('opens the beds that came later on their own day, and they are the last ones', () => {
    const later = { beds: 1, opensOn: isoDate('2022-11-03') };
    expect(generateBedUnits(facility({ later })).map(({ opensOn }) => opensOn)).to.deep.equal([
      '2020-04-01',
      '2020-04-01',
      '2022-11-03',
    ]);
  });

  it('refuses more later beds than there are, and beds without a unit', () => {
    const later = { beds: 4, opensOn: isoDate('2022-11-03') };
    expect(() => generateBedUnits(facility({ later }))).to.throw(RangeError);
    expect(() => generateBedUnits(facility({ unit: null }))).to.throw(RangeError);
  });

  it('keeps family units for women where mothers with children are taken, and open where families are', () => {
    const unit = { unitType: 'family_unit', maxAdults: 1, maxChildren: 2, oldestChildYears: 4 } as const;
    const [mothers] = generateBedUnits(facility({ beds: 1, sexes: 'women_with_children', unit }));
    expect(mothers).to.include({ label: 'Family unit 01', sexDesignation: 'female', oldestChildYears: 4 });
    const [family] = generateBedUnits(facility({ beds: 1, sexes: 'families', unit }));
    expect(family?.sexDesignation).to.equal('any');
  });
});
