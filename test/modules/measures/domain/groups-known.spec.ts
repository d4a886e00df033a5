import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { groupsKnownOn } from '../../../../src/modules/measures/domain/groups-known.js';

const begin = isoDate('2025-05-10');

describe('the day as known at whose end groups are told', () => {
  it('is the last of the quarter that is over, whichever day is asked about', () => {
    for (const [before, known] of [
      ['2026-07-01', '2026-06-30'],
      ['2026-09-30', '2026-06-30'],
      ['2026-10-01', '2026-09-30'],
      ['2027-01-01', '2026-12-31'],
    ] as const)
      expect(groupsKnownOn(isoDate(before), begin), before).to.equal(known);
  });

  it('is the first day of the records until they reach back to one, and none on that day', () => {
    expect(groupsKnownOn(isoDate('2025-06-30'), begin)).to.equal(begin);
    expect(groupsKnownOn(addNights(begin, 1), begin)).to.equal(begin);
    expect(groupsKnownOn(begin, begin)).to.equal(null);
    expect(groupsKnownOn(isoDate('2025-07-01'), begin)).to.equal('2025-06-30');
  });
});
