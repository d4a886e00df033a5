import { expect } from 'chai';
import fc from 'fast-check';

import { fairnessPolicy as policy } from '../../../../config/fairness.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { toldCount } from '../../../../src/modules/eligibility/contract.js';
import {
  elsewhereOf,
  fairnessAcross,
  fairnessOf,
  type FairnessFact,
  type Share,
  type Telling,
} from '../../../../src/modules/measures/domain/fairness.js';
import { quarterAfter, quarterBefore, quarterOf } from '../../../../src/kernel/quarter.js';
import { seed } from '../../../support/civil-dates.js';

const quarter = quarterOf(isoDate('2026-08-15'));
const before = quarterBefore(quarter.startsOn);
/** Whose twelve weeks end on a day. */
const endingOn = (on: string) => addNights(isoDate(on), -policy.placedWithinDays);

const fact = (given: Partial<FairnessFact> = {}): FairnessFact => ({
  ...{
    sex: 'male',
    bornOn: isoDate('1985-06-15'),
    healthBoard: 'Glasgow',
    substance: 'alcohol',
    route: 'adp',
  },
  ...{ receivedOn: endingOn('2026-08-01'), arrivedOn: null, closedOn: null },
  ...{ areaKind: 'other', isElsewhere: null },
  ...given,
});
/** So many people alike, of whom the first `placed` arrived ten days after they were referred. */
const many = (people: number, placed: number, given: Partial<FairnessFact> = {}): FairnessFact[] =>
  Array.from({ length: people }, (_, index) => {
    const one = fact(given);
    return index < placed ? { ...one, arrivedOn: addNights(one.receivedOn, 10) } : one;
  });

const told = (facts: readonly FairnessFact[], telling: Telling = 'exact') =>
  fairnessOf(facts, { quarter, before }, { policy, telling, healthBoards: ['Glasgow', 'Highland'] });
const groupOf = (facts: readonly FairnessFact[], group: string, telling?: Telling) =>
  told(facts, telling)
    .dimensions.flatMap(({ groups }) => groups)
    .find((figures) => figures.group === group)!;
const countsOf = (share: Share) => (share.kind === 'share' ? [share.referred, share.placed] : share.kind);

describe('a quarter', () => {
  it('begins in January, April, July and October, and follows the one before, also over the year', () => {
    expect(quarter).to.deep.equal({ startsOn: '2026-07-01', endsOn: '2026-10-01' });
    expect(quarterBefore(isoDate('2026-01-01')).startsOn).to.equal('2025-10-01');
    expect(quarterAfter(isoDate('2026-12-31'))).to.deep.equal({
      startsOn: '2027-01-01',
      endsOn: '2027-04-01',
    });
  });
});

describe('who is placed', () => {
  it('counts those whose twelve weeks ended in the quarter, each followed for as long', () => {
    const facts = [
      ...many(10, 4),
      ...many(10, 1, { receivedOn: endingOn('2026-06-30') }),
      ...many(3, 3, { receivedOn: endingOn('2026-10-01') }),
      ...many(1, 0, { receivedOn: endingOn('2026-09-30'), arrivedOn: isoDate('2026-10-01') }),
    ];
    const { now, before: earlier } = told(facts).everybody;
    expect(countsOf(now), 'one arrived a day too late').to.deep.equal([11, 4]);
    expect(countsOf(earlier)).to.deep.equal([10, 1]);
  });

  it('tells nobody referred, too few, and a share apart', () => {
    const facts = [...many(9, 5), ...many(10, 5, { sex: 'female' })];
    expect(groupOf(facts, 'not_known').now).to.deep.equal({ kind: 'nobody' });
    expect(groupOf(facts, 'male').now).to.deep.equal({ kind: 'too-few', referred: 9 });
    const women = groupOf(facts, 'female').now;
    expect(women).to.deep.include({ kind: 'share', referred: 10, placed: 5, share: 0.5 });
  });

  it('puts people in the band of age they had when referred', () => {
    const born = (years: number) => addNights(endingOn('2026-08-01'), -Math.round(years * 365.2425));
    const facts = [...many(10, 0, { bornOn: born(24.9) }), ...many(11, 0, { bornOn: born(25.1) })];
    expect(countsOf(groupOf(facts, 'under-25').now)).to.deep.equal([10, 0]);
    expect(countsOf(groupOf(facts, '25-34').now)).to.deep.equal([11, 0]);
  });

  it('warns of a group placed less than everybody else, and not of one that may be so by chance', () => {
    const low = groupOf([...many(100, 60), ...many(100, 25, { sex: 'female' })], 'female');
    expect([low.isBelowOthers, countsOf(low.others)]).to.deep.equal([true, [100, 60]]);
    expect(groupOf([...many(100, 60), ...many(100, 50, { sex: 'female' })], 'female').isBelowOthers).to.equal(
      false,
    );
    expect(groupOf([...many(100, 60), ...many(9, 0, { sex: 'female' })], 'female').isBelowOthers).to.equal(
      false,
    );
  });

  it('warns of a group that has fallen since the quarter before', () => {
    const earlier = { receivedOn: endingOn('2026-05-01') };
    expect(groupOf([...many(80, 20), ...many(80, 50, earlier)], 'male').hasFallen).to.equal(true);
    expect(groupOf([...many(80, 50), ...many(80, 20, earlier)], 'male').hasFallen).to.equal(false);
  });

  it('asks for more where more groups are compared at once', () => {
    const two = [...many(60, 36), ...many(60, 23, { sex: 'female' })];
    expect(groupOf(two, 'female').isBelowOthers).to.equal(true);
    const spread = two.map((one, index) => ({
      ...one,
      substance: (['alcohol', 'drug', 'co_dependency'] as const)[index % 3]!,
      route: (['adp', 'ward5', 'national_mission'] as const)[index % 3]!,
      healthBoard: index % 2 === 0 ? 'Glasgow' : 'Highland',
      bornOn: isoDate(`${1960 + (index % 4) * 10}-01-01`),
    }));
    expect(groupOf(spread, 'female').isBelowOthers).to.equal(false);
  });

  it('tells how long half waited with those who still do, as at the end of the quarter', () => {
    const facts = [...many(6, 6), ...many(5, 0)];
    expect(groupOf(facts, 'male').wait?.days).to.equal(10);
    const late = facts.map((one) => ({ ...one, arrivedOn: one.arrivedOn ?? quarter.endsOn }));
    expect(told(late).everybody.wait, 'what came after is of the next quarter').to.deep.equal(
      told(facts).everybody.wait,
    );
  });
});

describe('who is placed in the country', () => {
  it('tells how many of those placed had to go to another health board, by what their own area is like', () => {
    const facts = [
      ...many(20, 16, { areaKind: 'islands', isElsewhere: true }),
      ...many(30, 12, { areaKind: 'rural', isElsewhere: false }),
      ...many(40, 20, { areaKind: 'other', isElsewhere: true }),
      // Arrived too late to be placed.
      fact({ areaKind: 'rural', isElsewhere: true, arrivedOn: addNights(endingOn('2026-08-01'), 90) }),
    ];
    const context = { policy, healthBoards: ['Glasgow', 'Highland'] };
    const exact = elsewhereOf(facts, quarter, { ...context, telling: 'exact' });
    expect(countsOf(exact.everybody)).to.deep.equal([48, 36]);
    expect(exact.kinds.map(({ kind, share }) => [kind, countsOf(share)])).to.deep.equal([
      ['islands', [16, 16]],
      ['rural', [12, 0]],
      ['other', [20, 20]],
    ]);
    const protectedOnes = elsewhereOf(facts, quarter, { ...context, telling: 'protected' });
    // All of them, and none, would tell of each.
    expect(protectedOnes.kinds.map(({ share }) => countsOf(share))).to.deep.equal([
      [15, null],
      [10, null],
      [20, null],
    ]);
    const own = elsewhereOf(facts, quarter, { policy, telling: 'exact', healthBoards: [] });
    expect(own.kinds).to.deep.equal([]);
  });

  it('is told to the nearest five, fewer than five as fewer, and waits by the week', () => {
    const facts = [...many(38, 17), ...many(4, 0, { sex: 'female' })];
    const { now, wait } = groupOf(facts, 'male', 'protected');
    expect(countsOf(now)).to.deep.equal([40, 15]);
    expect(wait).to.deep.include({ low: 7 });
    expect(groupOf(facts, 'female', 'protected').now).to.deep.equal({ kind: 'fewer' });
    expect(groupOf(facts, 'not_known', 'protected').now, 'none is told as fewer').to.deep.equal({
      kind: 'fewer',
    });
  });

  it('says of few placed, or all but few, only within what', () => {
    const few = groupOf(many(60, 3), 'male', 'protected').now;
    expect(few).to.deep.include({ kind: 'share', referred: 60, placed: null, share: null, low: 0 });
    expect(few).to.deep.equal(groupOf(many(60, 0), 'male', 'protected').now);
    const most = groupOf(many(60, 58), 'male', 'protected').now;
    expect(most).to.deep.include({ placed: null, share: null, high: 1 });
  });

  it('warns of a group although few of it were placed, by the most that may have been', () => {
    const facts = [...many(100, 50), ...many(60, 1, { sex: 'female' })];
    expect(groupOf(facts, 'female', 'protected').isBelowOthers).to.equal(true);
  });

  it('is the same, all of it, whatever the numbers that are told as one number are', () => {
    const counts = fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 })).map(([placed, others]) => ({
      ...{ referred: placed + others, placed },
    }));
    const off = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(counts, off, off, (one, a, b) => {
        const other = { referred: one.referred + a, placed: one.placed + b };
        fc.pre(0 <= other.placed && other.placed <= other.referred);
        fc.pre(toldCount(one.referred) === toldCount(other.referred));
        fc.pre(toldCount(one.placed) === toldCount(other.placed));
        const toldOf = ({ referred, placed }: typeof one) => {
          const { now, isBelowOthers } = groupOf(
            [...many(referred, placed), ...many(80, 60, { sex: 'female' })],
            'male',
            'protected',
          );
          return { now, isBelowOthers };
        };
        expect(toldOf(other)).to.deep.equal(toldOf(one));
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('a change of how people are matched', () => {
  const changedOn = isoDate('2026-05-01');
  const across = (facts: readonly FairnessFact[]) =>
    fairnessAcross(facts, changedOn, quarter.endsOn, { policy, telling: 'exact', healthBoards: [] });

  it('compares who waited before it with who was referred after it, and leaves out who waited under both', () => {
    const facts = [
      ...many(50, 30, { receivedOn: addNights(changedOn, -policy.placedWithinDays - 1), sex: 'female' }),
      ...many(7, 0, { receivedOn: addNights(changedOn, -1), sex: 'female' }),
      ...many(50, 10, { receivedOn: changedOn, sex: 'female' }),
    ];
    const { everybody, dimensions } = across(facts);
    expect([countsOf(everybody.before), countsOf(everybody.after)]).to.deep.equal([
      [50, 30],
      [50, 10],
    ]);
    const women = dimensions.find(({ dimension }) => dimension === 'sex')!.groups[0]!;
    expect([women.group, women.hasFallen]).to.deep.equal(['female', true]);
    expect(
      dimensions.map(({ dimension }) => dimension),
      'one partnership is one area',
    ).not.to.include('area');
  });

  it('says nothing while nobody referred after it was followed for long enough', () => {
    const { everybody } = across(
      many(50, 0, { receivedOn: addNights(quarter.endsOn, -policy.placedWithinDays) }),
    );
    expect(everybody.after).to.deep.equal({ kind: 'nobody' });
  });
});
