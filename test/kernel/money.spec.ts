import { expect } from 'chai';
import fc from 'fast-check';

import { splitByFinancialYear } from '../../src/kernel/financial-year.js';
import { addPence, pence, shareByNights, stayCost } from '../../src/kernel/money.js';
import { nightCount } from '../../src/kernel/stay.js';
import { anyStay, seed } from '../support/civil-dates.js';

const anyRate = fc.integer({ min: 0, max: 1_000_000 }).map(pence);
const anyAmount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(pence);

describe('an amount of money', () => {
  it('is a whole number of pence', () => {
    expect(pence(250_000)).to.equal(250_000);
    for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => pence(amount)).to.throw(RangeError, 'whole pence');
    }
  });

  it('adds up', () => {
    expect(addPence(pence(1), pence(20), pence(-6))).to.equal(15);
    expect(addPence()).to.equal(0);
    expect(addPence(pence(5), pence(-5))).to.equal(0);
  });

  it('refuses a sum too large to be exact', () => {
    const most = pence(Number.MAX_SAFE_INTEGER);
    expect(() => addPence(most, most)).to.throw(RangeError);
  });
});

describe('the cost of a stay', () => {
  it('is the weekly rate for each whole week', () => {
    expect(stayCost({ weeklyRatePence: pence(250_001), nights: 7 })).to.equal(250_001);
    expect(stayCost({ weeklyRatePence: pence(250_001), nights: 84 })).to.equal(250_001 * 12);
  });

  it('is a seventh of it for a night, to the nearest penny', () => {
    expect(stayCost({ weeklyRatePence: pence(100), nights: 1 })).to.equal(14);
    expect(stayCost({ weeklyRatePence: pence(100), nights: 2 })).to.equal(29);
    expect(stayCost({ weeklyRatePence: pence(250_000), nights: 1 })).to.equal(35_714);
  });

  it('is nothing for no night or a free bed', () => {
    expect(stayCost({ weeklyRatePence: pence(250_000), nights: 0 })).to.equal(0);
    expect(stayCost({ weeklyRatePence: pence(0), nights: 84 })).to.equal(0);
  });

  it('is never half a penny or more from exact', () => {
    fc.assert(
      fc.property(anyRate, fc.integer({ min: 0, max: 1000 }), (weeklyRatePence, nights) => {
        const cost = stayCost({ weeklyRatePence, nights });
        expect(Math.abs(cost * 7 - weeklyRatePence * nights)).to.be.at.most(3);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('refuses a negative rate and nights that cannot be counted', () => {
    expect(() => stayCost({ weeklyRatePence: pence(-1), nights: 1 })).to.throw(RangeError);
    for (const nights of [-1, 1.5, Number.NaN]) {
      expect(() => stayCost({ weeklyRatePence: pence(700), nights })).to.throw(RangeError);
    }
  });
});

describe('sharing an amount by nights', () => {
  it('gives each part its nights’ worth', () => {
    expect(shareByNights(pence(700), [3, 4])).to.deep.equal([300, 400]);
    expect(shareByNights(pence(700), [7])).to.deep.equal([700]);
  });

  it('rounds half a penny up and lets the next part make it good', () => {
    expect(shareByNights(pence(1), [1, 1])).to.deep.equal([1, 0]);
    expect(shareByNights(pence(100), [1, 1, 1])).to.deep.equal([33, 34, 33]);
  });

  it('gives nothing to a part without nights', () => {
    expect(shareByNights(pence(100), [0, 2, 0, 1, 0])).to.deep.equal([0, 67, 0, 33, 0]);
  });

  it('shares a credit as it shares a charge', () => {
    expect(shareByNights(pence(-100), [1, 1, 1])).to.deep.equal([-33, -34, -33]);
  });

  it('refuses when there is no night, or a part is not a number of nights', () => {
    expect(() => shareByNights(pence(100), [])).to.throw(RangeError, 'no night');
    expect(() => shareByNights(pence(100), [0, 0])).to.throw(RangeError, 'no night');
    expect(() => shareByNights(pence(100), [2, -1])).to.throw(RangeError);
    expect(() => shareByNights(pence(100), [0.5])).to.throw(RangeError);
  });

  it('adds up to the penny, each part within a penny of exact', () => {
    const parts = fc
      .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 })
      .filter((nights) => nights.some((part) => part > 0));
    fc.assert(
      fc.property(anyAmount, parts, (total, nights) => {
        const shares = shareByNights(total, nights);
        const allNights = nights.reduce((sum, part) => sum + part, 0);
        expect(shares).to.have.length(nights.length);
        expect(addPence(...shares)).to.equal(total);
        shares.forEach((share, index) => {
          const part = nights[index] ?? 0;
          expect(Math.abs(share * allNights - total * part)).to.be.at.most(allNights);
          if (part === 0) expect(share).to.equal(0);
        });
      }),
      { seed, numRuns: 500 },
    );
  });

  it('stays exact for the largest amounts', () => {
    const total = pence(Number.MAX_SAFE_INTEGER);
    expect(addPence(...shareByNights(total, [364, 1, 365]))).to.equal(total);
  });

  it('charges each financial year its share and all of them the price of the stay', () => {
    fc.assert(
      fc.property(anyStay, anyRate, (any, weeklyRatePence) => {
        const price = stayCost({ weeklyRatePence, nights: nightCount(any) });
        const nightsByYear = splitByFinancialYear(any).map((part) => part.nights);
        expect(addPence(...shareByNights(price, nightsByYear))).to.equal(price);
      }),
      { seed, numRuns: 200 },
    );
  });
});
