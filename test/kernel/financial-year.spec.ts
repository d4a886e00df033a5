import { expect } from 'chai';
import fc from 'fast-check';

import {
  financialYear,
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
  financialYearStart,
  monthsOf,
  splitByFinancialYear,
} from '../../src/kernel/financial-year.js';
import { isoDate, nightsBetween } from '../../src/kernel/iso-date.js';
import { nightCount, nightsOf, stay } from '../../src/kernel/stay.js';
import { anyServiceDate, anyStay, seed } from '../support/civil-dates.js';

describe('a financial year', () => {
  it('ends with 31 March and begins with 1 April', () => {
    expect(financialYearOf(isoDate('2026-03-31'))).to.equal(2025);
    expect(financialYearOf(isoDate('2026-04-01'))).to.equal(2026);
    expect(financialYearOf(isoDate('2026-12-31'))).to.equal(2026);
    expect(financialYearOf(isoDate('2027-01-01'))).to.equal(2026);
    expect(financialYearOf(isoDate('2028-02-29'))).to.equal(2027);
  });

  it('runs from one 1 April up to, but not including, the next', () => {
    expect(financialYearStart(financialYear(2026))).to.equal('2026-04-01');
    expect(financialYearEnd(financialYear(2026))).to.equal('2027-04-01');
  });

  it('has 365 nights, or 366 with a 29 February', () => {
    const nightsIn = (startsInYear: number) => {
      const year = financialYear(startsInYear);
      return nightsBetween(financialYearStart(year), financialYearEnd(year));
    };
    expect(nightsIn(2026)).to.equal(365);
    expect(nightsIn(2027)).to.equal(366);
    expect(nightsIn(2028)).to.equal(365);
  });

  it('is written as people write it', () => {
    expect(financialYearLabel(financialYear(2026))).to.equal('2026/27');
    expect(financialYearLabel(financialYear(2008))).to.equal('2008/09');
    expect(financialYearLabel(financialYear(2099))).to.equal('2099/00');
  });

  it('holds every date between its start and its end', () => {
    fc.assert(
      fc.property(anyServiceDate, (date) => {
        const year = financialYearOf(date);
        expect(financialYearStart(year) <= date && date < financialYearEnd(year)).to.equal(true);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('is refused when it is no year, or one whose ends are out of range', () => {
    for (const year of [1899, 2199, 2026.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => financialYear(year)).to.throw(RangeError, 'No financial year starts in');
    }
    expect(() => financialYearOf(isoDate('1900-03-31'))).to.throw(RangeError);
    expect(() => financialYearOf(isoDate('2199-04-01'))).to.throw(RangeError);
  });
});

describe('the months of a financial year', () => {
  const months = monthsOf(financialYear(2027));

  it('are twelve, from April to March', () => {
    expect(months.map((month) => month.label)).to.deep.equal([
      'April 2027',
      'May 2027',
      'June 2027',
      'July 2027',
      'August 2027',
      'September 2027',
      'October 2027',
      'November 2027',
      'December 2027',
      'January 2028',
      'February 2028',
      'March 2028',
    ]);
  });

  it('fill the year without a gap', () => {
    expect(months[0]?.startsOn).to.equal('2027-04-01');
    expect(months.at(-1)?.endsOn).to.equal('2028-04-01');
    months.slice(1).forEach((month, index) => {
      expect(month.startsOn).to.equal(months[index]?.endsOn);
    });
  });

  it('know the leap day', () => {
    const february = months[10];
    expect(february).to.deep.equal({
      startsOn: '2028-02-01',
      endsOn: '2028-03-01',
      label: 'February 2028',
    });
  });
});

describe('splitting a stay between financial years', () => {
  const split = (arrivesOn: string, departsOn: string) =>
    splitByFinancialYear(stay(isoDate(arrivesOn), isoDate(departsOn)));

  it('leaves a stay within one year whole', () => {
    expect(split('2026-04-01', '2026-07-01')).to.deep.equal([{ year: 2026, nights: 91 }]);
  });

  it('counts the night of 31 March in the old year and of 1 April in the new', () => {
    expect(split('2026-03-31', '2026-04-02')).to.deep.equal([
      { year: 2025, nights: 1 },
      { year: 2026, nights: 1 },
    ]);
  });

  it('gives the new year nothing when the person leaves on 1 April', () => {
    expect(split('2026-03-25', '2026-04-01')).to.deep.equal([{ year: 2025, nights: 7 }]);
  });

  it('counts every night across the change to summer time', () => {
    expect(split('2026-03-28', '2026-04-04')).to.deep.equal([
      { year: 2025, nights: 4 },
      { year: 2026, nights: 3 },
    ]);
  });

  it('passes through a whole year between two others', () => {
    expect(split('2027-03-31', '2028-04-02')).to.deep.equal([
      { year: 2026, nights: 1 },
      { year: 2027, nights: 366 },
      { year: 2028, nights: 1 },
    ]);
  });

  it('counts each night once, in the year of the date on which it begins', () => {
    fc.assert(
      fc.property(anyStay, (any) => {
        const parts = splitByFinancialYear(any);
        expect(parts.reduce((sum, part) => sum + part.nights, 0)).to.equal(nightCount(any));
        const allNights = nightsOf(any);
        for (const { year, nights } of parts) {
          const ofYear = allNights.filter((night) => financialYearOf(night) === year);
          expect(nights).to.equal(ofYear.length).and.to.be.above(0);
        }
        const years = parts.map((part) => part.year);
        expect([...new Set(years)].sort((a, b) => a - b)).to.deep.equal(years);
      }),
      { seed, numRuns: 60 },
    );
  });
});
