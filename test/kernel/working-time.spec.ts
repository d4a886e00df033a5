import { expect } from 'chai';
import fc from 'fast-check';

import { proclaimedHolidays, workingHours } from '../../config/working-days.js';
import { addNights, dateRange, dayOfWeek, isoDate } from '../../src/kernel/iso-date.js';
import {
  addWorkingDays,
  addWorkingHours,
  isWorkingDay,
  workingCalendar,
  type Nation,
} from '../../src/kernel/working-time.js';
import { anyServiceDate, seed, shownInLondon } from '../support/civil-dates.js';

const calendarOf = {
  scotland: workingCalendar('scotland', proclaimedHolidays.scotland),
  'england-and-wales': workingCalendar('england-and-wales', proclaimedHolidays['england-and-wales']),
};
const nations = ['scotland', 'england-and-wales'] as const satisfies readonly Nation[];
const nameOf = { scotland: 'Scotland', 'england-and-wales': 'England and Wales' } as const;

// Source: https://www.gov.uk/bank-holidays for the years it lists; later ones by the
// Banking and Financial Dealings Act 1971, schedule 1, with the customary substitute days.
const bankHolidays: Readonly<Record<Nation, Readonly<Record<number, string>>>> = {
  scotland: {
    2025: '01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26',
    2026: '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28',
    2027: '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28',
    2028: '01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26',
  },
  'england-and-wales': {
    2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
    2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  },
};

describe('working days', () => {
  for (const nation of nations) {
    for (const [year, days] of Object.entries(bankHolidays[nation])) {
      it(`leave out weekends and these bank holidays of ${nameOf[nation]} in ${year}: ${days}`, () => {
        const wholeYear = dateRange(isoDate(`${year}-01-01`), isoDate(`${Number(year) + 1}-01-01`));
        const weekdaysOff = wholeYear.filter(
          (date) => dayOfWeek(date) <= 5 && !isWorkingDay(calendarOf[nation], date),
        );
        expect(weekdaysOff.map((date) => date.slice(5)).join(' ')).to.equal(days);
        const weekendsOn = wholeYear.filter(
          (date) => dayOfWeek(date) > 5 && isWorkingDay(calendarOf[nation], date),
        );
        expect(weekendsOn).to.deep.equal([]);
      });
    }
  }

  const differing: readonly (readonly [date: string, scotland: boolean, england: boolean, what: string])[] = [
    ['2026-01-02', false, true, '2 January'],
    ['2026-04-06', true, false, 'Easter Monday'],
    ['2026-06-15', false, true, 'the World Cup bank holiday'],
    ['2026-08-03', false, true, 'the first Monday of August'],
    ['2026-08-31', true, false, 'the last Monday of August'],
    ['2026-11-30', false, true, 'St Andrew’s Day'],
    ['2025-12-01', false, true, 'the Monday after a St Andrew’s Day on a Sunday'],
    ['2026-12-28', false, false, 'the Monday after a Boxing Day on a Saturday'],
  ];
  for (const [date, scotland, england, what] of differing) {
    const says = (works: boolean) => (works ? 'works' : 'is off');
    it(`${date}, ${what}: Scotland ${says(scotland)}, England and Wales ${says(england)}`, () => {
      expect(isWorkingDay(calendarOf.scotland, isoDate(date))).to.equal(scotland);
      expect(isWorkingDay(calendarOf['england-and-wales'], isoDate(date))).to.equal(england);
    });
  }

  it('name the bank holiday', () => {
    const { scotland } = calendarOf;
    expect(scotland.holidayOn(isoDate('2026-06-15'))).to.equal('World Cup bank holiday');
    expect(scotland.holidayOn(isoDate('2026-12-28'))).to.equal('Boxing Day (substitute day)');
    expect(scotland.holidayOn(isoDate('2026-06-16'))).to.equal(null);
  });

  it('include a day that only a proclamation takes away when it is not given', () => {
    const withoutExtras = workingCalendar('scotland', []);
    expect(isWorkingDay(withoutExtras, isoDate('2026-06-15'))).to.equal(true);
  });
});

describe('every proclaimed holiday', () => {
  for (const nation of nations) {
    it(`of ${nameOf[nation]} is unknown to the holiday library and says where it is written down`, () => {
      const withoutExtras = workingCalendar(nation, []);
      for (const { on, name, source } of proclaimedHolidays[nation]) {
        expect(withoutExtras.holidayOn(on), `${name} can be taken out`).to.equal(null);
        expect(source).to.match(/\w{3,}/);
      }
    });
  }
});

describe('counting working days', () => {
  const counted: readonly (readonly [nation: Nation, from: string, days: number, to: string])[] = [
    ['scotland', '2026-11-20', 1, '2026-11-23'],
    ['scotland', '2026-11-27', 1, '2026-12-01'],
    ['england-and-wales', '2026-11-27', 1, '2026-11-30'],
    ['scotland', '2026-12-24', 1, '2026-12-29'],
    ['scotland', '2026-12-31', 1, '2027-01-05'],
    ['england-and-wales', '2026-12-31', 1, '2027-01-04'],
    ['scotland', '2026-11-22', 2, '2026-11-24'],
    ['scotland', '2027-01-05', -1, '2026-12-31'],
    ['scotland', '2026-11-22', 0, '2026-11-22'],
  ];
  for (const [nation, from, days, to] of counted) {
    it(`reaches ${to} by ${days} from ${from} in ${nameOf[nation]}`, () => {
      expect(addWorkingDays(calendarOf[nation], isoDate(from), days)).to.equal(to);
    });
  }

  it('passes exactly that many working days, the last of them reached', () => {
    const case_ = fc.tuple(fc.constantFrom(...nations), anyServiceDate, fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(case_, ([nation, from, days]) => {
        const calendar = calendarOf[nation];
        const to = addWorkingDays(calendar, from, days);
        const passed = dateRange(addNights(from, 1), addNights(to, 1));
        expect(passed.filter((date) => isWorkingDay(calendar, date))).to.have.length(days);
        expect(isWorkingDay(calendar, to)).to.equal(true);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('refuses part of a day', () => {
    expect(() => addWorkingDays(calendarOf.scotland, isoDate('2026-11-20'), 0.5)).to.throw(RangeError);
  });
});

describe('counting working hours', () => {
  const after = (nation: Nation, instant: string, hours: number) =>
    addWorkingHours(calendarOf[nation], new Date(instant), hours, workingHours).toISOString();

  const counted: readonly (readonly [
    title: string,
    nation: Nation,
    from: string,
    hours: number,
    to: string,
  ])[] = [
    ['stays within the day', 'scotland', '2026-11-24T10:00:00Z', 4, '2026-11-24T14:00:00.000Z'],
    [
      'carries the rest to the next morning',
      'scotland',
      '2026-11-24T16:00:00Z',
      4,
      '2026-11-25T12:00:00.000Z',
    ],
    ['ends a full day at closing', 'scotland', '2026-11-24T09:00:00Z', 8, '2026-11-24T17:00:00.000Z'],
    [
      'starts at opening when asked before it',
      'scotland',
      '2026-11-24T06:12:00Z',
      1,
      '2026-11-24T10:00:00.000Z',
    ],
    [
      'starts next morning when asked after closing',
      'scotland',
      '2026-11-24T17:00:01Z',
      1,
      '2026-11-25T10:00:00.000Z',
    ],
    ['keeps the odd second', 'scotland', '2026-11-24T16:59:30Z', 1, '2026-11-25T09:59:30.000Z'],
    ['counts half hours', 'scotland', '2026-11-24T09:00:00Z', 0.5, '2026-11-24T09:30:00.000Z'],
    [
      'does not move within working time by no hours',
      'scotland',
      '2026-11-24T11:11:11Z',
      0,
      '2026-11-24T11:11:11.000Z',
    ],
    [
      'stays at closing itself by no hours',
      'scotland',
      '2026-11-24T17:00:00Z',
      0,
      '2026-11-24T17:00:00.000Z',
    ],
    [
      'goes to the next opening by no hours at night',
      'scotland',
      '2026-11-24T23:00:00Z',
      0,
      '2026-11-25T09:00:00.000Z',
    ],
    ['does not run over a weekend', 'scotland', '2026-11-20T16:00:00Z', 2, '2026-11-23T10:00:00.000Z'],
    [
      'does not run on St Andrew’s Day in Scotland',
      'scotland',
      '2026-11-27T16:00:00Z',
      2,
      '2026-12-01T10:00:00.000Z',
    ],
    [
      'runs on St Andrew’s Day in England',
      'england-and-wales',
      '2026-11-27T16:00:00Z',
      2,
      '2026-11-30T10:00:00.000Z',
    ],
    ['sleeps over Christmas', 'scotland', '2026-12-24T16:00:00Z', 2, '2026-12-29T10:00:00.000Z'],
    ['opens at nine by summer time', 'scotland', '2026-07-15T07:00:00Z', 1, '2026-07-15T09:00:00.000Z'],
    [
      'opens at nine when the clocks have gone forward (29 March 2026)',
      'scotland',
      '2026-03-27T16:30:00Z',
      1,
      '2026-03-30T08:30:00.000Z',
    ],
    [
      'opens at nine when the clocks have gone back (25 October 2026)',
      'scotland',
      '2026-10-23T15:00:00Z',
      2,
      '2026-10-26T10:00:00.000Z',
    ],
    [
      'opens at nine after Good Friday and the change of 28 March 2027 in Scotland',
      'scotland',
      '2027-03-25T16:00:00Z',
      2,
      '2027-03-29T09:00:00.000Z',
    ],
    [
      'waits for Easter Monday too in England',
      'england-and-wales',
      '2027-03-25T16:00:00Z',
      2,
      '2027-03-30T09:00:00.000Z',
    ],
    [
      'opens at nine when the clocks have gone back (31 October 2027)',
      'scotland',
      '2027-10-29T15:00:00Z',
      2,
      '2027-11-01T10:00:00.000Z',
    ],
    ['counts 24 hours as three days', 'scotland', '2026-11-24T09:00:00Z', 24, '2026-11-26T17:00:00.000Z'],
  ];
  for (const [title, nation, from, hours, to] of counted) {
    it(title, () => {
      expect(after(nation, from, hours)).to.equal(to);
    });
  }

  const halfHourMs = 1_800_000;
  const anyCase = fc.tuple(
    fc.constantFrom(...nations),
    fc
      .integer({ min: Date.UTC(2026, 0, 1) / halfHourMs, max: Date.UTC(2028, 11, 1) / halfHourMs })
      .map((halfHours) => new Date(halfHours * halfHourMs)),
    fc.integer({ min: 1, max: 48 }),
  );

  it('passes exactly that much time between nine and five, by the clock on the wall', () => {
    fc.assert(
      fc.property(anyCase, ([nation, from, halfHours]) => {
        const calendar = calendarOf[nation];
        const to = addWorkingHours(calendar, from, halfHours / 2, workingHours);
        let worked = 0;
        let lastWasWorked = false;
        for (let ms = from.getTime(); ms < to.getTime(); ms += halfHourMs) {
          const { date, time, weekday } = shownInLondon(new Date(ms));
          const off = bankHolidays[nation][Number(date.slice(0, 4))]?.split(' ') ?? [];
          lastWasWorked =
            !weekday.startsWith('S') && !off.includes(date.slice(5)) && time >= '09:00' && time < '17:00';
          if (lastWasWorked) worked += 1;
        }
        expect(worked).to.equal(halfHours);
        expect(lastWasWorked, 'ends as soon as the time has passed').to.equal(true);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('gives the same when counted in two parts', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 48 }), ([nation, from, first], second) => {
        const add = (instant: Date, halfHours: number) =>
          addWorkingHours(calendarOf[nation], instant, halfHours / 2, workingHours);
        expect(add(add(from, first), second)).to.deep.equal(add(from, first + second));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('never falls due earlier for an offer made later', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 500 }), ([nation, from, halfHours], laterBy) => {
        const due = (instant: Date) =>
          addWorkingHours(calendarOf[nation], instant, halfHours / 2, workingHours).getTime();
        expect(due(from)).to.be.at.most(due(new Date(from.getTime() + laterBy * halfHourMs)));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('follows the hours of the policy it is given', () => {
    const longDay = { opens: '08:30', closes: '20:00' };
    const due = addWorkingHours(calendarOf.scotland, new Date('2026-11-24T19:00:00Z'), 2, longDay);
    expect(due.toISOString()).to.equal('2026-11-25T09:30:00.000Z');
  });

  it('refuses hours that cannot be counted and policies that are no working day', () => {
    const instant = new Date('2026-11-24T10:00:00Z');
    for (const hours of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingHours(calendarOf.scotland, instant, hours, workingHours)).to.throw(RangeError);
    }
    for (const [opens, closes] of [
      ['17:00', '09:00'],
      ['09:00', '09:00'],
      ['9:00', '17:00'],
      ['09:00', '24:00'],
      ['', '17:00'],
    ] as const) {
      expect(() => addWorkingHours(calendarOf.scotland, instant, 1, { opens, closes })).to.throw(RangeError);
    }
    expect(() => addWorkingHours(calendarOf.scotland, new Date(Number.NaN), 1, workingHours)).to.throw(
      RangeError,
    );
  });
});
