import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate } from '../../src/kernel/iso-date.js';
import { contains, lastNight, nightCount, nightsOf, overlaps, stay } from '../../src/kernel/stay.js';
import { anyDate, anyStay, seed } from '../support/civil-dates.js';

const from = (arrivesOn: string, departsOn: string) => stay(isoDate(arrivesOn), isoDate(departsOn));

describe('a stay', () => {
  it('has the night of arrival and not the night of departure', () => {
    const threeNights = from('2026-03-30', '2026-04-02');
    expect(nightsOf(threeNights)).to.deep.equal(['2026-03-30', '2026-03-31', '2026-04-01']);
    expect(nightCount(threeNights)).to.equal(3);
    expect(lastNight(threeNights)).to.equal('2026-04-01');
    expect(contains(threeNights, isoDate('2026-03-29'))).to.equal(false);
    expect(contains(threeNights, isoDate('2026-03-30'))).to.equal(true);
    expect(contains(threeNights, isoDate('2026-04-01'))).to.equal(true);
    expect(contains(threeNights, isoDate('2026-04-02'))).to.equal(false);
  });

  it('of one night arrives and departs on neighbouring days', () => {
    const oneNight = from('2028-02-28', '2028-02-29');
    expect(nightsOf(oneNight)).to.deep.equal(['2028-02-28']);
    expect(lastNight(oneNight)).to.equal('2028-02-28');
  });

  it('cannot depart on the day of arrival or before', () => {
    expect(() => from('2026-04-01', '2026-04-01')).to.throw(RangeError, 'has no night');
    expect(() => from('2026-04-01', '2026-03-31')).to.throw(RangeError, 'has no night');
  });

  it('loses and gains no night when the clocks change', () => {
    expect(nightCount(from('2026-03-28', '2026-03-30'))).to.equal(2);
    expect(nightCount(from('2026-10-24', '2026-10-26'))).to.equal(2);
    expect(nightCount(from('2027-03-27', '2027-03-29'))).to.equal(2);
    expect(nightCount(from('2027-10-30', '2027-11-01'))).to.equal(2);
    expect(nightCount(from('2026-01-01', '2027-01-01'))).to.equal(365);
    expect(nightCount(from('2028-01-01', '2029-01-01'))).to.equal(366);
  });

  it('lists exactly the nights it contains, each once and in order', () => {
    fc.assert(
      fc.property(anyStay, (any) => {
        const nights = nightsOf(any);
        expect(nights).to.have.length(nightCount(any));
        expect([...new Set(nights)].sort()).to.deep.equal(nights);
        expect(nights.every((night) => contains(any, night))).to.equal(true);
        expect(nights[0]).to.equal(any.arrivesOn);
        expect(nights.at(-1)).to.equal(lastNight(any));
        expect(contains(any, addNights(any.arrivesOn, -1))).to.equal(false);
        expect(contains(any, any.departsOn)).to.equal(false);
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe('two stays in one bed', () => {
  it('do not clash when one person leaves on the day the next arrives', () => {
    const leaves = from('2026-03-01', '2026-04-01');
    const arrives = from('2026-04-01', '2026-05-01');
    expect(overlaps(leaves, arrives)).to.equal(false);
    expect(overlaps(arrives, leaves)).to.equal(false);
  });

  it('clash over a single night', () => {
    const leaves = from('2026-03-01', '2026-04-02');
    const arrives = from('2026-04-01', '2026-05-01');
    expect(overlaps(leaves, arrives)).to.equal(true);
    expect(overlaps(arrives, leaves)).to.equal(true);
  });

  it('clash when one lies within the other', () => {
    const long = from('2026-03-01', '2026-06-01');
    const short = from('2026-04-10', '2026-04-11');
    expect(overlaps(long, short)).to.equal(true);
    expect(overlaps(short, long)).to.equal(true);
  });

  it('clash exactly when some night is in both', () => {
    const near = fc
      .tuple(anyStay, fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 30 }))
      .map(([one, shift, nights]) => {
        const arrivesOn = addNights(one.departsOn, shift);
        return [one, stay(arrivesOn, addNights(arrivesOn, nights))] as const;
      });
    fc.assert(
      fc.property(near, ([one, other]) => {
        const shared = nightsOf(other).some((night) => contains(one, night));
        expect(overlaps(one, other)).to.equal(shared);
        expect(overlaps(other, one)).to.equal(shared);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('never clash with a stay that follows at once', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 90 }), (changeoverOn, nights) => {
        fc.pre(changeoverOn > '1901-01-01' && changeoverOn < '2199-01-01');
        const before = stay(addNights(changeoverOn, -nights), changeoverOn);
        const after = stay(changeoverOn, addNights(changeoverOn, nights));
        expect(overlaps(before, after)).to.equal(false);
      }),
      { seed, numRuns: 200 },
    );
  });
});
