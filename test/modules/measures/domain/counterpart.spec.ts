import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { counterpartOf } from '../../../../src/modules/measures/domain/counterpart.js';
import type { OutsideThing } from '../../../../src/modules/measures/domain/kept-figure.js';

const thing = (given: Partial<OutsideThing> = {}): OutsideThing => ({
  measure: 'placements_approved',
  periodLabel: '2026/27',
  periodStartsOn: isoDate('2026-04-01'),
  periodLastOn: isoDate('2027-03-31'),
  ...{ areaKind: 'scotland', area: 'Scotland', route: 'all', breakdown: null, category: null },
  ...given,
});
const quarter = { periodStartsOn: isoDate('2026-04-01'), periodLastOn: isoDate('2026-06-30') };
const month = { periodStartsOn: isoDate('2026-05-01'), periodLastOn: isoDate('2026-05-31') };
const starts = { measure: 'individuals_started', route: 'publicly_funded' };

describe('what is counted here of the same thing', () => {
  it('is the measure of the same definition, for the same days', () => {
    const days = { fromOn: '2026-04-01', toOn: '2027-04-01' };
    expect(counterpartOf(thing())).to.deep.equal({
      ...{ measureId: 'placements-approved', ...days, by: null, group: null },
    });
    expect(counterpartOf(thing(starts))).to.deep.equal({
      ...{ measureId: 'people-started', ...days, by: null, group: null },
    });
    expect(counterpartOf(thing(month))).to.include({ fromOn: '2026-05-01', toOn: '2026-06-01' });
  });

  it('is of the same route, area or group of people, of one of them at a time', () => {
    expect(counterpartOf(thing({ route: 'ward5', ...quarter }))).to.include({ by: 'route', group: 'ward5' });
    expect(counterpartOf(thing({ areaKind: 'partnership', area: 'Highland' }))).to.include({
      ...{ by: 'partnership', group: 'Highland' },
    });
    expect(counterpartOf(thing({ breakdown: 'sex', category: 'female' }))).to.include({
      ...{ by: 'sex', group: 'female' },
    });
  });

  const nothing: readonly (readonly [string, Partial<OutsideThing>, string])[] = [
    ['a measure nobody counts here', { measure: 'adps_with_any_approval' }, 'no-such-measure'],
    ['people who paid themselves', { ...starts, route: 'any_funding' }, 'private-too'],
    ['a route that holds another one there', { route: 'national_mission' }, 'other-groups'],
    ['a group nobody tells apart here', { breakdown: 'faith', category: 'any' }, 'other-groups'],
    ['a route of one partnership', { route: 'adp', areaKind: 'partnership' }, 'two-groupings'],
    ['a group of one route', { route: 'adp', breakdown: 'sex', category: 'male' }, 'two-groupings'],
    ['a kind of area that is none here', { areaKind: 'ward' }, 'no-such-area'],
    ['a mean of months', { periodLabel: '2026/27 monthly mean' }, 'mean-of-months'],
    ['a year that is not stated', { periodStartsOn: null, periodLastOn: null }, 'year-not-stated'],
    ['days that are no months', { periodLastOn: isoDate('2027-03-30') }, 'not-whole-months'],
    ['people of a part of a year', { ...starts, ...quarter }, 'not-a-financial-year'],
    ['a group of people in a quarter', { ...quarter, breakdown: 'sex', category: 'male' }, 'part-of-a-year'],
    ['a route in a month', { ...month, route: 'adp' }, 'part-of-a-year'],
  ];
  for (const [what, given, why] of nothing)
    it(`is nothing for ${what}`, () => {
      expect(counterpartOf(thing(given))).to.equal(why);
    });
});
