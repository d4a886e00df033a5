import { expect } from 'chai';
import fc from 'fast-check';

import {
  addNights,
  ageOn,
  compareDates,
  dateRange,
  dayOfWeek,
  isoDate,
  londonDate,
  londonInstant,
  londonMidnight,
  maxDate,
  minDate,
  nightsBetween,
  parseIsoDate,
} from '../../src/kernel/iso-date.js';
import {
  anyDate,
  anyInstant,
  awkwardDates,
  dateNumbered,
  dayNumber,
  seed,
  shownInLondon,
} from '../support/civil-dates.js';

describe('reading a date', () => {
  for (const text of ['2026-04-01', '2028-02-29', '2000-02-29', '1900-01-01', '2199-12-31']) {
    it(`takes ${text}`, () => {
      expect(isoDate(text)).to.equal(text);
      expect(parseIsoDate(text)).to.equal(text);
    });
  }

  const refused: readonly (readonly [text: string, why: string])[] = [
    ['2026-02-30', 'February has no 30th'],
    ['2026-02-29', '2026 is not a leap year'],
    ['2100-02-29', 'most centuries are not leap years'],
    ['1900-02-29', 'most centuries are not leap years'],
    ['2026-04-31', 'April has 30 days'],
    ['2026-13-01', 'there is no thirteenth month'],
    ['2026-00-10', 'there is no month 0'],
    ['2026-01-00', 'there is no day 0'],
    ['1899-12-31', 'it is before 1900'],
    ['2200-01-01', 'it is after 2199'],
    ['1899', 'it is only a year'],
    ['2026-2-3', 'month and day need two digits'],
    ['20260203', 'the hyphens are missing'],
    ['03/02/2026', 'it is written another way'],
    ['2026-02-03T00:00:00Z', 'it is an instant'],
    [' 2026-02-03', 'it has a space before it'],
    ['2026-02-03\n', 'it has a line break after it'],
    ['+12026-01-01', 'the year has too many digits'],
    ['٢٠٢٦-٠٢-٠٣', 'the digits are not those of the form'],
    ['', 'it is empty'],
  ];
  for (const [text, why] of refused) {
    it(`refuses ${JSON.stringify(text)}: ${why}`, () => {
      expect(parseIsoDate(text)).to.equal(null);
      expect(() => isoDate(text)).to.throw(RangeError, 'is not a date between');
    });
  }

  it('takes every date of the calendar and no other', () => {
    const day = fc.tuple(
      fc.integer({ min: 1895, max: 2205 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
    );
    fc.assert(
      fc.property(day, ([year, month, dayOfMonth]) => {
        const text = [year, month, dayOfMonth].map((n) => String(n).padStart(2, '0')).join('-');
        const exists = year >= 1900 && year <= 2199 && dateNumbered(dayNumber(text)) === text && month >= 1;
        expect(parseIsoDate(text)).to.equal(exists ? text : null);
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe('counting nights', () => {
  const counted: readonly (readonly [from: string, nights: number, to: string])[] = [
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2027-03-27', 2, '2027-03-29'],
    ['2027-10-30', 2, '2027-11-01'],
    ['2026-03-31', 1, '2026-04-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-28', 2, '2028-03-01'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-06-10', 0, '2026-06-10'],
  ];
  for (const [from, nights, to] of counted) {
    it(`is ${nights} from ${from} to ${to}`, () => {
      expect(addNights(isoDate(from), nights)).to.equal(to);
      expect(addNights(isoDate(to), -nights)).to.equal(from);
      expect(nightsBetween(isoDate(from), isoDate(to))).to.equal(nights);
      expect(nightsBetween(isoDate(to), isoDate(from))).to.equal(nights === 0 ? 0 : -nights);
    });
  }

  it('agrees with the calendar counted by hand, over three centuries', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (from, to) => {
        const nights = dayNumber(to) - dayNumber(from);
        expect(nightsBetween(from, to)).to.equal(nights);
        expect(addNights(from, nights)).to.equal(to);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('refuses part of a night', () => {
    expect(() => addNights(isoDate('2026-04-01'), 0.5)).to.throw(RangeError, 'whole numbers');
    expect(() => addNights(isoDate('2026-04-01'), Number.NaN)).to.throw(RangeError, 'whole numbers');
  });

  it('refuses to leave the range of dates', () => {
    expect(() => addNights(isoDate('2199-12-31'), 1)).to.throw(RangeError);
    expect(() => addNights(isoDate('1900-01-01'), -1)).to.throw(RangeError);
    expect(() => addNights(isoDate('2026-01-01'), Number.MAX_SAFE_INTEGER)).to.throw(RangeError);
  });
});

describe('listing dates', () => {
  it('leaves out the day the range ends on', () => {
    expect(dateRange(isoDate('2026-03-30'), isoDate('2026-04-02'))).to.deep.equal([
      '2026-03-30',
      '2026-03-31',
      '2026-04-01',
    ]);
  });

  it('lists nothing from a day to itself', () => {
    expect(dateRange(isoDate('2026-03-30'), isoDate('2026-03-30'))).to.deep.equal([]);
  });

  it('has every night once across the days the clocks change', () => {
    expect(dateRange(isoDate('2026-10-24'), isoDate('2026-10-27'))).to.deep.equal([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
  });

  it('refuses to run backwards', () => {
    expect(() => dateRange(isoDate('2026-04-02'), isoDate('2026-04-01'))).to.throw(RangeError);
  });
});

describe('comparing dates', () => {
  const march = isoDate('2026-03-31');
  const april = isoDate('2026-04-01');
  const may = isoDate('2026-05-01');

  it('puts the earlier first', () => {
    expect([may, march, april].sort(compareDates)).to.deep.equal([march, april, may]);
    expect(compareDates(march, march)).to.equal(0);
  });

  it('finds the earliest and the latest', () => {
    expect(minDate(april, may, march)).to.equal(march);
    expect(maxDate(april, may, march)).to.equal(may);
    expect(minDate(april)).to.equal(april);
    expect(maxDate(april)).to.equal(april);
  });
});

describe('placing a date in its week and month', () => {
  it('numbers Monday 1 and Sunday 7', () => {
    expect(dayOfWeek(isoDate('2026-11-23'))).to.equal(1);
    expect(dayOfWeek(isoDate('2026-11-22'))).to.equal(7);
    expect(dayOfWeek(isoDate('2026-03-29'))).to.equal(7);
  });

  it('agrees with the week counted by hand', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        // 1 January 1970 was a Thursday.
        expect(dayOfWeek(date)).to.equal(((((dayNumber(date) + 3) % 7) + 7) % 7) + 1);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe("a person's age", () => {
  it('goes up on the birthday', () => {
    expect(ageOn(isoDate('2008-06-15'), isoDate('2026-06-14'))).to.equal(17);
    expect(ageOn(isoDate('2008-06-15'), isoDate('2026-06-15'))).to.equal(18);
  });

  it('goes up on 1 March for someone born on 29 February, unless it is a leap year', () => {
    expect(ageOn(isoDate('2008-02-29'), isoDate('2026-02-28'))).to.equal(17);
    expect(ageOn(isoDate('2008-02-29'), isoDate('2026-03-01'))).to.equal(18);
    expect(ageOn(isoDate('2008-02-29'), isoDate('2028-02-28'))).to.equal(19);
    expect(ageOn(isoDate('2008-02-29'), isoDate('2028-02-29'))).to.equal(20);
  });

  it('is 0 on the day of birth', () => {
    expect(ageOn(isoDate('2026-03-29'), isoDate('2026-03-29'))).to.equal(0);
  });

  it('does not exist before birth', () => {
    expect(() => ageOn(isoDate('2026-03-29'), isoDate('2026-03-28'))).to.throw(RangeError);
  });

  it('never goes down as time passes', () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, (a, b, c) => {
        const [born, earlier, later] = [a, b, c].sort(compareDates);
        if (born === undefined || earlier === undefined || later === undefined) return;
        expect(ageOn(born, earlier)).to.be.at.most(ageOn(born, later));
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('the date in the United Kingdom', () => {
  it('turns at midnight by the clock on the wall, winter and summer', () => {
    expect(londonDate(new Date('2026-01-15T23:59:59.999Z'))).to.equal('2026-01-15');
    expect(londonDate(new Date('2026-01-16T00:00:00Z'))).to.equal('2026-01-16');
    expect(londonDate(new Date('2026-07-15T22:59:59.999Z'))).to.equal('2026-07-15');
    expect(londonDate(new Date('2026-07-15T23:00:00Z'))).to.equal('2026-07-16');
  });

  it('is 1 April from midnight on 1 April, which is still March by UTC', () => {
    expect(londonDate(new Date('2026-03-31T22:59:59.999Z'))).to.equal('2026-03-31');
    expect(londonDate(new Date('2026-03-31T23:00:00Z'))).to.equal('2026-04-01');
    expect(londonMidnight(isoDate('2026-04-01')).toISOString()).to.equal('2026-03-31T23:00:00.000Z');
  });

  const midnights: readonly (readonly [date: string, instant: string])[] = [
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26', '2026-10-26T00:00:00.000Z'],
    ['2027-03-28', '2027-03-28T00:00:00.000Z'],
    ['2027-03-29', '2027-03-28T23:00:00.000Z'],
    ['2027-10-31', '2027-10-30T23:00:00.000Z'],
    ['2027-11-01', '2027-11-01T00:00:00.000Z'],
    ['1970-01-01', '1969-12-31T23:00:00.000Z'],
  ];
  for (const [date, instant] of midnights) {
    it(`begins on ${date} at ${instant}`, () => {
      expect(londonMidnight(isoDate(date)).toISOString()).to.equal(instant);
    });
  }

  it('has a day of 23 hours in spring and of 25 in autumn', () => {
    const hoursOf = (date: string) =>
      (londonMidnight(addNights(isoDate(date), 1)).getTime() - londonMidnight(isoDate(date)).getTime()) /
      3_600_000;
    expect(hoursOf('2026-03-29')).to.equal(23);
    expect(hoursOf('2026-10-25')).to.equal(25);
    expect(hoursOf('2027-03-28')).to.equal(23);
    expect(hoursOf('2027-10-31')).to.equal(25);
    expect(hoursOf('2026-06-01')).to.equal(24);
  });

  it('begins at its midnight and ends at the next, on any date', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const midnight = londonMidnight(date);
        expect(londonDate(midnight)).to.equal(date);
        if (date === awkwardDates[0]) return;
        expect(londonDate(new Date(midnight.getTime() - 1))).to.equal(addNights(date, -1));
      }),
      { seed, numRuns: 500 },
    );
  });

  it("is the one the platform's own time zone tables give, at any instant", () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        expect(londonDate(instant)).to.equal(shownInLondon(instant).date);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('has every minute of the wall clock that the clocks do not skip', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 1439 }), (date, minute) => {
        const shown = shownInLondon(londonInstant(date, minute));
        const [hours = 0, minutes = 0] = shown.time.split(':').map(Number);
        const late = hours * 60 + minutes - minute;
        expect(shown.date).to.equal(date);
        expect(late === 0 || (late === 60 && minute < 180), `${date} ${shown.time}`).to.equal(true);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('takes a skipped time an hour later, and a repeated one the second time', () => {
    const halfPastOne = 90;
    expect(londonInstant(isoDate('2026-03-29'), halfPastOne).toISOString()).to.equal(
      '2026-03-29T01:30:00.000Z',
    );
    expect(londonInstant(isoDate('2026-10-25'), halfPastOne).toISOString()).to.equal(
      '2026-10-25T01:30:00.000Z',
    );
  });

  it('refuses a minute no clock shows', () => {
    for (const minute of [-1, 1440, 9.5, Number.NaN]) {
      expect(() => londonInstant(isoDate('2026-04-01'), minute)).to.throw(RangeError);
    }
  });

  it('refuses an instant that is none, or outside 1900 to 2199', () => {
    expect(() => londonDate(new Date(Number.NaN))).to.throw(RangeError);
    expect(() => londonDate(new Date('1899-12-31T23:59:59Z'))).to.throw(RangeError);
    expect(() => londonDate(new Date('2200-01-01T00:00:00Z'))).to.throw(RangeError);
  });
});
