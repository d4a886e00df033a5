import { expect } from 'chai';
import fc from 'fast-check';

import { financialYear } from '../../../../src/kernel/financial-year.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { addPence, pence, type Pence } from '../../../../src/kernel/money.js';
import { nightCount, stay } from '../../../../src/kernel/stay.js';
import { costByYear } from '../../../../src/modules/funding/contract/funding.js';
import { unusedShares, type SpentShare } from '../../../../src/modules/funding/domain/release.js';
import { seed } from '../../../support/civil-dates.js';

const day = (n: number) => addNights(isoDate('2026-11-23'), n);
const spent = (year: number, spentPence: number, releasedPence = 0): SpentShare => ({
  year: financialYear(year),
  spentPence: pence(spentPence),
  releasedPence: pence(releasedPence),
});

describe('money for nights nobody slept', () => {
  const twelveWeeks = stay(day(0), day(84));

  it('is a week’s price for each week, when the price is whole', () => {
    expect(unusedShares(twelveWeeks, stay(day(0), day(28)), [spent(2026, 1_260_000)])).to.deep.equal([
      { year: 2026, pence: 840_000 },
    ]);
  });

  it('is nothing for a stay slept to its end, and everything for one that had no night', () => {
    expect(unusedShares(twelveWeeks, twelveWeeks, [spent(2026, 1_260_000)])).to.deep.equal([]);
    expect(unusedShares(twelveWeeks, null, [spent(2026, 1_260_000)])).to.deep.equal([
      { year: 2026, pence: 1_260_000 },
    ]);
  });

  it('is given back in the year whose nights they are', () => {
    const overTheYear = stay(isoDate('2027-03-18'), isoDate('2027-04-15'));
    const shares = [spent(2026, 210_000), spent(2027, 210_000)];
    expect(
      unusedShares(overTheYear, stay(isoDate('2027-03-18'), isoDate('2027-04-08')), shares),
    ).to.deep.equal([{ year: 2027, pence: 105_000 }]);
    expect(
      unusedShares(overTheYear, stay(isoDate('2027-03-18'), isoDate('2027-03-25')), shares),
    ).to.deep.equal([
      { year: 2026, pence: 105_000 },
      { year: 2027, pence: 210_000 },
    ]);
  });

  it('is less what was given back before, as for somebody who came late and leaves early', () => {
    const late = unusedShares(twelveWeeks, stay(day(7), day(84)), [spent(2026, 1_260_000)]);
    expect(late).to.deep.equal([{ year: 2026, pence: 105_000 }]);
    expect(unusedShares(twelveWeeks, stay(day(7), day(14)), [spent(2026, 1_260_000, 105_000)])).to.deep.equal(
      [{ year: 2026, pence: 1_050_000 }],
    );
  });

  it('is all of an extension when the person left before it began', () => {
    const extension = stay(day(84), day(91));
    expect(unusedShares(extension, stay(day(0), day(50)), [spent(2026, 105_000)])).to.deep.equal([
      { year: 2026, pence: 105_000 },
    ]);
  });

  it('is never of a year in which nothing was spent', () => {
    expect(() => unusedShares(twelveWeeks, null, [spent(2031, 1)])).to.throw('2031');
  });

  it('adds up to the penny however often a stay turns out shorter, and is never more than was spent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 })), { minLength: 1, maxLength: 4 }),
        (weeklyRatePence, from, nights, cuts) => {
          const whole = stay(day(from), day(from + nights));
          const { parts, totalPence } = costByYear(pence(weeklyRatePence), whole);
          let used: ReturnType<typeof stay> | null = whole;
          let left: readonly SpentShare[] = parts.map(({ year, pence: spentPence }) => ({
            year,
            spentPence,
            releasedPence: pence(0),
          }));
          const released: Pence[] = [];
          for (const [later, earlier] of cuts) {
            if (used === null) break;
            const arrivesOn = addNights(used.arrivesOn, Math.min(later, nightCount(used) - 1));
            const kept = nightCount(stay(arrivesOn, used.departsOn));
            const departsOn = addNights(used.departsOn, -Math.min(earlier, kept));
            used = departsOn > arrivesOn ? stay(arrivesOn, departsOn) : null;
            const given = unusedShares(whole, used, left);
            released.push(...given.map((share) => share.pence));
            left = left.map((share) => ({
              ...share,
              releasedPence: addPence(
                share.releasedPence,
                ...given.filter(({ year }) => year === share.year).map((one) => one.pence),
              ),
            }));
          }
          for (const { spentPence, releasedPence } of left) {
            expect(releasedPence).to.be.within(0, spentPence);
          }
          const kept = totalPence - addPence(...released);
          const exact = (weeklyRatePence * (used === null ? 0 : nightCount(used))) / 7;
          // Half a penny for the whole, for the share of the year, and for the nights kept of it, in each year.
          expect(Math.abs(kept - exact)).to.be.at.most(2 * parts.length);
          if (used === null) expect(kept).to.equal(0);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
