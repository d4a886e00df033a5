import { expect } from 'chai';
import fc from 'fast-check';

import {
  differenceOf,
  normalQuantile,
  reachOf,
  wilson,
} from '../../../../src/modules/measures/domain/proportion.js';
import { seed } from '../../../support/civil-dates.js';

const part = fc
  .integer({ min: 1, max: 500 })
  .chain((of) => fc.record({ count: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));

describe('the interval of a share', () => {
  it('reaches as many standard errors as tables of the normal distribution say', () => {
    expect(normalQuantile(0.5)).to.equal(0);
    expect(normalQuantile(0.9)).to.be.closeTo(1.2815515655, 1e-8);
    expect(normalQuantile(0.975)).to.be.closeTo(1.9599639845, 1e-8);
    expect(normalQuantile(0.9995)).to.be.closeTo(3.2905267315, 1e-7);
    expect(reachOf(0.95)).to.be.closeTo(1.96, 0.0001);
    expect(reachOf(0.95, 5), 'five at once').to.be.closeTo(2.5758, 0.0001);
  });

  it('is that of the examples in Newcombe 1998: 81 of 263, and none or one of few', () => {
    const { low, high } = wilson({ count: 81, of: 263 }, 1.959964);
    expect([low, high].map((share) => share.toFixed(4))).to.deep.equal(['0.2553', '0.3662']);
    const none = wilson({ count: 0, of: 20 }, 1.959964);
    expect([none.low, none.high.toFixed(4)]).to.deep.equal([0, '0.1611']);
    const one = wilson({ count: 1, of: 29 }, 1.959964);
    expect([one.low.toFixed(4), one.high.toFixed(4)]).to.deep.equal(['0.0061', '0.1718']);
  });

  it('of a difference is that of the example in Newcombe 1998: 56 of 70 and 48 of 80', () => {
    const { low, high } = differenceOf({ count: 56, of: 70 }, { count: 48, of: 80 }, 1.959964);
    expect([low.toFixed(4), high.toFixed(4)]).to.deep.equal(['0.0524', '0.3339']);
  });

  it('always holds the share itself, stays within 0 and 1, and is wider the more it is to hold', () => {
    fc.assert(
      fc.property(part, fc.integer({ min: 2, max: 40 }), ({ count, of }, comparisons) => {
        const one = wilson({ count, of }, reachOf(0.95));
        const many = wilson({ count, of }, reachOf(0.95, comparisons));
        expect(0 <= many.low && many.low <= one.low && one.high <= many.high && many.high <= 1).to.equal(
          true,
        );
        expect(one.low).to.be.at.most(count / of + 1e-12);
        expect(one.high).to.be.at.least(count / of - 1e-12);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('of a difference turned round is the same turned round', () => {
    fc.assert(
      fc.property(part, part, (first, second) => {
        const there = differenceOf(first, second, 1.96);
        const back = differenceOf(second, first, 1.96);
        expect(there.low).to.be.closeTo(-back.high, 1e-12);
        expect(there.high).to.be.closeTo(-back.low, 1e-12);
      }),
      { seed: seed + 1, numRuns: 200 },
    );
  });
});
