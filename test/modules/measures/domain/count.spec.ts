import { expect } from 'chai';
import fc from 'fast-check';

import {
  financialYear,
  financialYearEnd,
  financialYearStart,
} from '../../../../src/kernel/financial-year.js';
import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { neededAMonth, pace, twelveMonthsTo } from '../../../../src/modules/measures/domain/count.js';

const thisYear = financialYear(2026);

describe('the even pace to a level', () => {
  const paceOn = (on: string, year = thisYear): number => pace(1000, year, isoDate(on));

  it('is nought before the year, a day’s share on 1 April, and the level from 31 March on', () => {
    expect(paceOn('2026-03-31')).to.equal(0);
    expect(paceOn('2026-04-01')).to.be.closeTo(1000 / 12 / 30, 1e-9);
    expect(paceOn('2027-03-31')).to.be.closeTo(1000, 1e-9);
    expect(paceOn('2027-04-01')).to.equal(1000);
    expect(paceOn('2031-01-01')).to.equal(1000);
  });

  it('reaches a twelfth of the level at the end of each month', () => {
    expect(paceOn('2026-04-30')).to.be.closeTo(1000 / 12, 1e-9);
    expect(paceOn('2026-09-30')).to.be.closeTo(500, 1e-9);
    expect(paceOn('2027-02-28')).to.be.closeTo((11 * 1000) / 12, 1e-9);
  });

  it('gives 29 February its share, so that the day before is not yet the month', () => {
    const leapYear = financialYear(2027);
    expect(paceOn('2028-02-28', leapYear)).to.be.closeTo((1000 / 12) * (10 + 28 / 29), 1e-9);
    expect(paceOn('2028-02-29', leapYear)).to.be.closeTo((11 * 1000) / 12, 1e-9);
  });

  it('rises every day of every year and never passes the level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2100 }),
        fc.integer({ min: 1, max: 100_000 }),
        (startsIn, level) => {
          const year = financialYear(startsIn);
          const nights = nightsBetween(financialYearStart(year), financialYearEnd(year));
          let before = 0;
          for (let night = 0; night < nights; night += 1) {
            const on: IsoDate = addNights(financialYearStart(year), night);
            const now = pace(level, year, on);
            expect(now).to.be.greaterThan(before);
            before = now;
          }
          expect(before).to.be.closeTo(level, level * 1e-9);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('what each month still needs', () => {
  it('is what is missing over the months that are left, the days of this one among them', () => {
    expect(neededAMonth(1000, 400, thisYear, isoDate('2026-10-01'))).to.be.closeTo(100, 1e-9);
    expect(neededAMonth(1000, 400, thisYear, isoDate('2027-03-01'))).to.be.closeTo(600, 1e-9);
    expect(neededAMonth(1000, 990, thisYear, isoDate('2027-03-31'))).to.be.closeTo(310, 1e-9);
  });

  it('is nothing once the level is reached, and nothing can be told once the year is over', () => {
    expect(neededAMonth(1000, 1200, thisYear, isoDate('2026-10-01'))).to.equal(0);
    expect(neededAMonth(1000, 400, thisYear, isoDate('2027-04-01'))).to.equal(null);
  });
});

describe('the last twelve months', () => {
  it('end with a day and begin the day after it a year before', () => {
    expect(twelveMonthsTo(isoDate('2026-11-23'))).to.deep.equal({ fromOn: '2025-11-24', toOn: '2026-11-24' });
    expect(twelveMonthsTo(isoDate('2028-02-28'))).to.deep.equal({ fromOn: '2027-02-28', toOn: '2028-02-29' });
  });
});
