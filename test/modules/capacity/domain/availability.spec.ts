import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { stay, type Stay } from '../../../../src/kernel/stay.js';
import {
  availability,
  capacityFigures,
  earliestStay,
  isClaimable,
  isFreeFor,
  runOn,
  type ClaimedRun,
  type ClaimKind,
  type UnitCalendar,
} from '../../../../src/modules/capacity/domain/availability.js';
import type { BedUnit } from '../../../../src/modules/capacity/domain/unit.js';
import { aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';

const day = (n: number): IsoDate => addNights(isoDate('2026-12-01'), n);
const within = stay(day(0), day(30));
const claim = (
  from: number,
  to: number,
  kind: ClaimKind = 'stay',
  claimId = `${kind}-${from}`,
): ClaimedRun => ({
  bedId: 'bed-1',
  fromOn: day(from),
  toOn: day(to),
  kind,
  claimId,
});
const calendarOf = (
  claims: readonly ClaimedRun[],
  unit: Partial<BedUnit> = {},
  asked: Stay = within,
): UnitCalendar => availability([aUnit(unit)], claims, asked)[0]!;
const told = (calendar: UnitCalendar): string[] =>
  calendar.runs.map(({ fromOn, toOn, state }) => `${fromOn.slice(8)}–${toOn.slice(8)} ${state}`);

describe('the availability of a unit', () => {
  it('is one free run when nobody has claimed a night', () => {
    expect(told(calendarOf([]))).to.deep.equal(['01–31 free']);
  });

  it('is told as runs that cover every night asked about, in order', () => {
    const claims = [
      claim(9, 12, 'hold'),
      claim(2, 5),
      claim(5, 6, 'turnaround', 'stay-2'),
      claim(20, 22, 'out_of_service'),
    ];
    expect(told(calendarOf(claims))).to.deep.equal([
      '01–03 free',
      '03–06 stay',
      '06–07 turnaround',
      '07–10 free',
      '10–13 hold',
      '13–21 free',
      '21–23 out_of_service',
      '23–31 free',
    ]);
  });

  it('keeps two stays apart that follow one another on the same day', () => {
    expect(told(calendarOf([claim(0, 5), claim(5, 10)]))).to.deep.equal([
      '01–06 stay',
      '06–11 stay',
      '11–31 free',
    ]);
  });

  describe('with somebody still there past the day they were to leave', () => {
    const stillTold = (claims: readonly ClaimedRun[], due: number, unit: Partial<BedUnit> = {}): string[] => {
      const still = [{ bedId: 'bed-1', claimId: 'here', dueToLeaveOn: day(due) }];
      return told(availability([aUnit(unit)], claims, within, still)[0]!);
    };

    it('is theirs from that day on, with no end known', () => {
      expect(stillTold([claim(0, 5, 'stay', 'here')], 5)).to.deep.equal(['01–06 stay', '06–31 still_there']);
      expect(stillTold([], -3)).to.deep.equal(['01–31 still_there']);
    });

    it('is theirs while it was to be made ready after them, and stays what others have it for', () => {
      const claims = [
        claim(0, 5, 'stay', 'here'),
        claim(5, 7, 'turnaround', 'here'),
        claim(9, 12, 'out_of_service'),
        claim(15, 20, 'stay', 'next'),
        claim(20, 21, 'turnaround', 'next'),
      ];
      expect(stillTold(claims, 5, { closesOn: day(28) })).to.deep.equal([
        '01–06 stay',
        '06–10 still_there',
        '10–13 out_of_service',
        '13–16 still_there',
        '16–21 stay',
        '21–22 turnaround',
        '22–29 still_there',
        '29–31 not_open',
      ]);
    });

    it('fits no stay, and is occupied in the figures of tonight', () => {
      const calendars = availability([aUnit()], [], within, [
        { bedId: 'bed-1', claimId: 'here', dueToLeaveOn: day(-1) },
      ]);
      expect(isFreeFor(calendars[0]!, stay(day(20), day(22)))).to.equal(false);
      expect(earliestStay(calendars[0]!, 1, day(0), day(29))).to.equal(null);
      expect(capacityFigures(calendars, day(0), new Set()).occupied).to.equal(1);
    });
  });

  it('is not open before its opening and from its closing', () => {
    expect(told(calendarOf([], { opensOn: day(3), closesOn: day(20) }))).to.deep.equal([
      '01–04 not_open',
      '04–21 free',
      '21–31 not_open',
    ]);
    expect(told(calendarOf([], { opensOn: day(40) }))).to.deep.equal(['01–31 not_open']);
    expect(told(calendarOf([], { closesOn: day(-5) }))).to.deep.equal(['01–31 not_open']);
  });

  it('shows of a claim only the nights asked about', () => {
    expect(told(calendarOf([claim(-10, 4), claim(28, 60, 'hold')]))).to.deep.equal([
      '01–05 stay',
      '05–29 free',
      '29–31 hold',
    ]);
  });

  it('keeps units apart, in the order in which they were given', () => {
    const units = [aUnit({ bedId: 'bed-2' }), aUnit({ bedId: 'bed-1' })];
    const [second, first] = availability(units, [claim(0, 30)], within);
    expect([second?.unit.bedId, ...told(second!)]).to.deep.equal(['bed-2', '01–31 free']);
    expect([first?.unit.bedId, ...told(first!)]).to.deep.equal(['bed-1', '01–31 stay']);
  });

  it('knows what a night is, and nothing of nights it was not asked about', () => {
    const calendar = calendarOf([claim(2, 5)]);
    expect([day(1), day(2), day(4), day(5)].map((night) => runOn(calendar, night)?.state)).to.deep.equal([
      'free',
      'stay',
      'stay',
      'free',
    ]);
    expect(runOn(calendar, day(30))).to.equal(null);
    expect(runOn(calendar, day(-1))).to.equal(null);
  });
});

describe('whether a unit is free for a stay', () => {
  it('is decided by one bed for every night of it', () => {
    const calendar = calendarOf([claim(5, 6)]);
    expect(isFreeFor(calendar, stay(day(0), day(5)))).to.equal(true);
    expect(isFreeFor(calendar, stay(day(6), day(30)))).to.equal(true);
    expect(isFreeFor(calendar, stay(day(0), day(6)))).to.equal(false);
    expect(isFreeFor(calendar, stay(day(5), day(9)))).to.equal(false);
  });

  it('leaves the nights of turnaround before the next claim', () => {
    const calendar = calendarOf([claim(10, 20)], { turnaroundNights: 2 });
    expect(isFreeFor(calendar, stay(day(0), day(8)))).to.equal(true);
    expect(isFreeFor(calendar, stay(day(0), day(9)))).to.equal(false);
    expect(isFreeFor(calendar, stay(day(0), day(10)))).to.equal(false);
  });

  it('lets the turnaround lie under nights out of service, as far as they reach', () => {
    const unit = { turnaroundNights: 2 };
    const longEnough = calendarOf([claim(10, 12, 'out_of_service'), claim(12, 20)], unit);
    expect(isFreeFor(longEnough, stay(day(0), day(10)))).to.equal(true);
    const tooShort = calendarOf([claim(10, 11, 'out_of_service'), claim(11, 20)], unit);
    expect(isFreeFor(tooShort, stay(day(0), day(9)))).to.equal(true);
    expect(isFreeFor(tooShort, stay(day(0), day(10)))).to.equal(false);
    const alone = calendarOf([claim(10, 11, 'out_of_service')], unit);
    expect(isFreeFor(alone, stay(day(0), day(10)))).to.equal(true);
    expect(isFreeFor(alone, stay(day(0), day(11)))).to.equal(false);
  });

  it('asks for no turnaround after the last stay before a closing', () => {
    const calendar = calendarOf([], { turnaroundNights: 2, closesOn: day(10) });
    expect(isFreeFor(calendar, stay(day(0), day(10)))).to.equal(true);
  });
});

describe('the earliest stay', () => {
  const earliest = (
    claims: readonly ClaimedRun[],
    nights: number,
    from: number,
    to: number,
    unit: Partial<BedUnit> = {},
  ) => earliestStay(calendarOf(claims, unit), nights, day(from), day(to));

  it('begins on the first day that is asked for when the bed is free', () => {
    expect(earliest([], 7, 3, 10)).to.deep.equal({ arrivesOn: day(3), departsOn: day(10) });
  });

  it('passes over a gap that is too short', () => {
    expect(earliest([claim(0, 2), claim(8, 12)], 7, 0, 20)).to.deep.equal({
      arrivesOn: day(12),
      departsOn: day(19),
    });
    expect(earliest([claim(0, 2), claim(9, 12)], 7, 0, 20)).to.deep.equal({
      arrivesOn: day(2),
      departsOn: day(9),
    });
  });

  it('passes over a gap that leaves no night for the turnaround', () => {
    const claims = [claim(0, 2), claim(2, 3, 'turnaround'), claim(10, 12), claim(12, 13, 'turnaround')];
    expect(earliest(claims, 7, 0, 20, { turnaroundNights: 1 })).to.deep.equal({
      arrivesOn: day(13),
      departsOn: day(20),
    });
    expect(earliest(claims, 6, 0, 20, { turnaroundNights: 1 })).to.deep.equal({
      arrivesOn: day(3),
      departsOn: day(9),
    });
  });

  it('does not begin later than the last day asked for', () => {
    expect(earliest([claim(0, 10)], 7, 0, 9)).to.equal(null);
    expect(earliest([claim(0, 10)], 7, 0, 10)).to.deep.equal({ arrivesOn: day(10), departsOn: day(17) });
  });

  it('is none when the bed closes too soon', () => {
    expect(earliest([], 7, 0, 20, { closesOn: day(6) })).to.equal(null);
    expect(earliest([], 7, 0, 20, { closesOn: day(7) })).to.deep.equal({
      arrivesOn: day(0),
      departsOn: day(7),
    });
  });
});

describe('what may be claimed at once', () => {
  it('is one night to two years', () => {
    expect(isClaimable({ arrivesOn: day(0), departsOn: day(1) })).to.equal(true);
    expect(isClaimable({ arrivesOn: day(0), departsOn: day(731) })).to.equal(true);
    expect(isClaimable({ arrivesOn: day(0), departsOn: day(732) })).to.equal(false);
    expect(isClaimable({ arrivesOn: day(0), departsOn: day(0) })).to.equal(false);
    expect(isClaimable({ arrivesOn: day(1), departsOn: day(0) })).to.equal(false);
  });
});

describe('the figures of a night', () => {
  const units = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => aUnit({ bedId: name }));
  const of = (bedId: string, kind: ClaimKind, claimId: string): ClaimedRun => ({
    ...claim(0, 5, kind, claimId),
    bedId,
  });
  const claims = [
    of('a', 'stay', 'arrived'),
    of('b', 'stay', 'booked'),
    of('c', 'hold', 'offered'),
    of('d', 'out_of_service', 'repair'),
    of('e', 'turnaround', 'left'),
  ];

  it('keep apart the five things people call capacity', () => {
    const calendars = availability(units, claims, within);
    expect(capacityFigures(calendars, day(2), new Set(['arrived', 'left']))).to.deep.equal({
      maximum: 7,
      staffed: 6,
      occupied: 1,
      reserved: 2,
      accepting: 2,
    });
  });

  it('leave out what is not open, and accept nobody where referrals are not taken', () => {
    const mixed = [
      aUnit({ bedId: 'a', closesOn: day(1) }),
      aUnit({ bedId: 'b', isAcceptingReferrals: false }),
      aUnit({ bedId: 'c' }),
    ];
    expect(capacityFigures(availability(mixed, [], within), day(2), new Set())).to.deep.equal({
      maximum: 2,
      staffed: 2,
      occupied: 0,
      reserved: 0,
      accepting: 1,
    });
  });
});

describe('availability against nights counted one by one', () => {
  interface World {
    readonly unit: BedUnit;
    readonly claims: readonly ClaimedRun[];
    /** Since when somebody should have left; null where nobody has. */
    readonly due: number | null;
  }
  const anyWorld: fc.Arbitrary<World> = fc
    .record({
      opens: fc.integer({ min: -5, max: 10 }),
      closes: fc.option(fc.integer({ min: 11, max: 35 })),
      turnaroundNights: fc.nat({ max: 2 }),
      due: fc.option(fc.integer({ min: -3, max: 20 })),
      gaps: fc.array(
        fc.tuple(
          fc.nat({ max: 6 }),
          fc.integer({ min: 1, max: 8 }),
          fc.constantFrom<ClaimKind>('stay', 'hold', 'out_of_service'),
          fc.boolean(),
        ),
        { maxLength: 6 },
      ),
    })
    .map(({ opens, closes, turnaroundNights, due, gaps }) => {
      const claims: ClaimedRun[] = [];
      let next = -6;
      for (const [gap, nights, kind, isOver] of gaps) {
        const before = claims.at(-1);
        // Out of service from the first night of a turnaround on, of which it may leave a night at the end.
        const from = next + gap;
        const overFrom = next - turnaroundNights;
        const isWhole = before?.kind === 'turnaround' && before.fromOn === day(overFrom);
        if (isOver && kind === 'out_of_service' && isWhole) {
          claims.pop();
          claims.push(claim(overFrom, overFrom + nights, kind, `closure-${overFrom}`));
          if (overFrom + nights < next) claims.push({ ...before, fromOn: day(overFrom + nights) });
          next = Math.max(next, overFrom + nights);
          continue;
        }
        claims.push(claim(from, from + nights, kind, `claim-${from}`));
        next = from + nights;
        if (kind !== 'out_of_service' && turnaroundNights > 0) {
          claims.push(claim(next, next + turnaroundNights, 'turnaround', `claim-${from}`));
          next += turnaroundNights;
        }
      }
      return {
        unit: aUnit({
          opensOn: day(opens),
          closesOn: closes === null ? null : day(closes),
          turnaroundNights,
        }),
        ...{ claims, due },
      };
    });
  const calendarIn = ({ unit, claims, due }: World): UnitCalendar =>
    availability(
      [unit],
      claims,
      within,
      due === null ? [] : [{ bedId: unit.bedId, claimId: 'here', dueToLeaveOn: day(due) }],
    )[0]!;
  const stateOf = ({ unit, claims, due }: World, night: IsoDate): string => {
    if (night < unit.opensOn || (unit.closesOn !== null && night >= unit.closesOn)) return 'not_open';
    const nobodys = due === null || night < day(due) ? 'free' : 'still_there';
    return claims.find(({ fromOn, toOn }) => fromOn <= night && night < toOn)?.kind ?? nobodys;
  };
  const days = (from: number, to: number): IsoDate[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => day(from + index));

  it('says of each night what it is', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const calendar = calendarIn(world);
        expect(days(0, 30).map((night) => runOn(calendar, night)?.state)).to.deep.equal(
          days(0, 30).map((night) => stateOf(world, night)),
        );
        const { runs } = calendar;
        expect([runs[0]?.fromOn, runs.at(-1)?.toOn]).to.deep.equal([day(0), day(30)]);
        for (const [index, { fromOn }] of runs.entries())
          if (index > 0) expect(runs[index - 1]?.toOn).to.equal(fromOn);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('finds the earliest stay that every night allows, and none that one night forbids', () => {
    fc.assert(
      fc.property(
        anyWorld,
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 12 }),
        fc.nat({ max: 12 }),
        (world, nights, from, window) => {
          const fits = (arrival: number): boolean => {
            const isFree = days(arrival, arrival + nights).every((night) => stateOf(world, night) === 'free');
            const after = days(
              arrival + nights,
              Math.min(30, arrival + nights + world.unit.turnaroundNights),
            );
            // After the closing, nobody has to make the bed ready; out of service, it can be; a claim forbids it.
            return (
              isFree &&
              arrival + nights <= 30 &&
              after.every((night) => ['free', 'not_open', 'out_of_service'].includes(stateOf(world, night)))
            );
          };
          const first = Array.from({ length: window + 1 }, (_, index) => from + index).find(fits);
          const calendar = calendarIn(world);
          const found = earliestStay(calendar, nights, day(from), day(from + window));
          expect(found).to.deep.equal(
            first === undefined ? null : { arrivesOn: day(first), departsOn: day(first + nights) },
          );
          if (found !== null) expect(isFreeFor(calendar, found)).to.equal(true);
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});
