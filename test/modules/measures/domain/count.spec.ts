import { expect } from 'chai';
import fc from 'fast-check';

import {
  financialYear,
  financialYearEnd,
  financialYearStart,
} from '../../../../src/kernel/financial-year.js';
import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../../src/kernel/iso-date.js';
import {
  pace,
  peopleStarted,
  placementsApproved,
  placementsStarted,
  type MonthCount,
  type StartFact,
} from '../../../../src/modules/measures/domain/count.js';

const thisYear = financialYear(2026);
const total = (months: readonly MonthCount[]): number => months.reduce((sum, { count }) => sum + count, 0);
const inMonth = (months: readonly MonthCount[], startsOn: string): number | undefined =>
  months.find((month) => month.startsOn === startsOn)?.count;
const start = (admittedOn: string, given: Partial<StartFact> = {}): StartFact => ({
  clientId: 'a',
  admittedOn: isoDate(admittedOn),
  bedType: 'rehab',
  countsAsResidentialRehab: true,
  ...given,
});

describe('counting towards the target', () => {
  it('puts 31 March and 1 April into different years', () => {
    const approvals = ['2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01'].map((on) => ({
      referralId: `referral approved on ${on}`,
      decidedOn: isoDate(on),
      isOfMistake: false,
    }));
    const months = placementsApproved(approvals, thisYear);
    expect(months).to.have.length(12);
    expect(total(months)).to.equal(2);
    expect(inMonth(months, '2026-04-01')).to.equal(1);
    expect(inMonth(months, '2027-03-01')).to.equal(1);
    expect(total(placementsApproved(approvals, financialYear(2025)))).to.equal(1);
  });

  it('counts a placement approved again for more weeks once, in the month of the first yes', () => {
    const approvals = ['2026-06-20', '2026-05-10', '2026-09-01'].map((on) => ({
      referralId: 'the same referral',
      decidedOn: isoDate(on),
      isOfMistake: false,
    }));
    const months = placementsApproved(approvals, thisYear);
    expect(total(months)).to.equal(1);
    expect(inMonth(months, '2026-05-01')).to.equal(1);
  });

  it('leaves out what was approved on a referral recorded by mistake', () => {
    const approval = { decidedOn: isoDate('2026-05-10'), isOfMistake: false };
    const months = placementsApproved(
      [
        { ...approval, referralId: 'somebody who asked' },
        { ...approval, referralId: 'nobody asked', isOfMistake: true },
      ],
      thisYear,
    );
    expect(total(months)).to.equal(1);
  });

  it('counts 29 February in February', () => {
    const months = placementsStarted([start('2028-02-29')], financialYear(2027));
    expect(inMonth(months, '2028-02-01')).to.equal(1);
    expect(total(months)).to.equal(1);
  });

  it('counts somebody who starts twice as two placements and one person, in the month of the first', () => {
    const twice = [start('2026-09-10'), start('2026-05-20')];
    expect(total(placementsStarted(twice, thisYear))).to.equal(2);
    const people = peopleStarted(twice, thisYear);
    expect(total(people)).to.equal(1);
    expect(inMonth(people, '2026-05-01')).to.equal(1);
  });

  it('counts a person again in the next financial year', () => {
    const acrossYears = [start('2026-03-31'), start('2026-04-01')];
    expect(total(peopleStarted(acrossYears, financialYear(2025)))).to.equal(1);
    const people = peopleStarted(acrossYears, thisYear);
    expect(total(people)).to.equal(1);
    expect(inMonth(people, '2026-04-01')).to.equal(1);
  });

  it('does not let an arrival that does not count hide one that does', () => {
    const starts = [
      start('2026-04-10', { bedType: 'stabilisation' }),
      start('2026-05-10', { countsAsResidentialRehab: false }),
      start('2026-06-10'),
    ];
    expect(total(placementsStarted(starts, thisYear))).to.equal(1);
    expect(inMonth(peopleStarted(starts, thisYear), '2026-06-01')).to.equal(1);
  });

  it('never counts more people than placements, and loses nothing between years', () => {
    const anyDay = fc
      .integer({ min: 0, max: 1095 })
      .map((nights) => addNights(isoDate('2025-01-01'), nights));
    const anyStart = fc.record({
      clientId: fc.constantFrom('a', 'b', 'c', 'd'),
      admittedOn: anyDay,
      bedType: fc.constantFrom('rehab', 'detox', 'stabilisation'),
      countsAsResidentialRehab: fc.boolean(),
    });
    const years = [2024, 2025, 2026, 2027].map((year) => financialYear(year));
    fc.assert(
      fc.property(fc.array(anyStart, { maxLength: 30 }), (starts) => {
        const countable = starts.filter(
          ({ bedType, countsAsResidentialRehab }) => bedType === 'rehab' && countsAsResidentialRehab,
        );
        let placements = 0;
        for (const year of years) {
          const started = placementsStarted(starts, year);
          placements += total(started);
          expect(total(peopleStarted(starts, year))).to.be.at.most(total(started));
        }
        expect(placements).to.equal(countable.length);
      }),
    );
  });
});

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
