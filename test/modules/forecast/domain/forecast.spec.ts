import { expect } from 'chai';
import * as fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import {
  meanOf,
  publicStartsOf,
  runWorld,
  whichHelpsMost,
} from '../../../../src/modules/forecast/domain/forecast.js';
import { drawDecisions } from '../../../../src/modules/forecast/domain/kernel/decisions.js';
import { createDesk } from '../../../../src/modules/forecast/domain/kernel/desk.js';
import { prepare } from '../../../../src/modules/forecast/domain/kernel/prepare.js';
import type { World } from '../../../../src/modules/forecast/domain/world.js';
import { simulateByEvents } from '../../../support/forecast-by-events.js';
import { countryOf, plainWorld, forecastOf } from '../../../support/forecast-worlds.js';

/** A small country in which everything happens: detox is short, money runs out, beds open late and close. */
const smallCountry = (): World => ({
  ...countryOf(80, 330),
  days: 500,
  detox: { places: 3, nights: 10 },
  budgetPencePerYear: 260_000_000,
  bedChanges: [
    { bedGroup: 'mixed', onDay: 60, beds: 6, lateByDays: 40 },
    { bedGroup: 'women', onDay: 120, beds: -3, lateByDays: 0 },
  ],
});

const withBeds = (world: World, bedGroup: string, more: number): World => ({
  ...world,
  bedGroups: world.bedGroups.map((group) =>
    group.id === bedGroup ? { ...group, beds: group.beds + more } : group,
  ),
});

const differenceOf = (before: World, after: World, runs: { seed: number; replications: number }) =>
  whichHelpsMost(before, [{ id: 'after', world: after }], runs)[0]!;

const totals = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0);

describe('a forecast', () => {
  it('comes to the same, within chance, as people told one by one and event by event', function () {
    this.timeout(120_000);
    const world = smallCountry();
    const generator = xoroshiro128plus(77);
    const events = Array.from({ length: 400 }, () =>
      simulateByEvents(world, () => uniformFloat64(generator)),
    );
    const days = runWorld(world, { seed: 7, replications: 4_000 });
    const pairs = {
      publicStarts: [publicStartsOf(days, days.months), events.map((one) => one.publicStarts)],
      left: [days.left, events.map((one) => one.left)],
      stillWaiting: [days.stillWaiting, events.map((one) => one.stillWaiting)],
      personNights: [days.personNights, events.map((one) => one.personNights)],
    } as const;
    for (const [what, [byDay, byEvent]] of Object.entries(pairs)) {
      const [one, two] = [meanOf(byDay), meanOf(byEvent)];
      const half = Math.hypot(one.to - one.mean, two.to - two.mean);
      // Of four comparisons at 95 % one in five runs would have one outside; at 99.9 % hardly any.
      expect(Math.abs(one.mean - two.mean), what).to.be.below((half / 1.96) * 3.29);
      expect(half, `${what}: width`).to.be.below(one.mean * 0.12);
    }
  });

  it('gives the same answer for the same seed, and another for another', () => {
    const of = (seed: number) => forecastOf(smallCountry(), { seed, replications: 50 }, 250);
    expect(of(1)).to.deep.equal(of(1));
    expect(of(1).publicStarts).not.to.deep.equal(of(2).publicStarts);
  });

  it('says so, and counts nobody wrongly, when more people are drawn than there is room for', () => {
    const prepared = prepare(countryOf(650, 2_105));
    const desk = createDesk(prepared);
    const drawnOf = (referrals: number) => drawDecisions(prepared, desk, referrals, 1, 1).decided;
    expect(drawnOf(1)).to.be.within(1_900, 2_300);
    // Nine years in one: no draw of how wrong the assumptions are comes near it.
    expect(() => drawnOf(9)).to.throw('More people were drawn for a queue');
  });

  it('loses no person and no night of a bed', () => {
    const world = fc.record({
      beds: fc.integer({ min: 6, max: 60 }),
      referrals: fc.integer({ min: 0, max: 400 }),
      days: fc.integer({ min: 1, max: 420 }),
      places: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
      budget: fc.option(fc.integer({ min: 0, max: 200_000_000 }), { nil: null }),
      turnaroundDays: fc.integer({ min: 0, max: 9 }),
      opens: fc.integer({ min: 0, max: 300 }),
      grows: fc.double({ min: -0.5, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(world, fc.integer(), (one, seed) => {
        const country = countryOf(one.beds, one.referrals);
        const outcomes = runWorld(
          {
            ...country,
            days: one.days,
            growthPerYear: one.grows,
            detox: one.places === null ? null : { places: one.places, nights: 12 },
            budgetPencePerYear: one.budget,
            bedGroups: country.bedGroups.map((group) => ({ ...group, turnaroundDays: one.turnaroundDays })),
            bedChanges: [
              { bedGroup: 'men', onDay: one.opens, beds: 5, lateByDays: 30 },
              { bedGroup: 'mixed', onDay: one.opens, beds: -2, lateByDays: 0 },
            ],
          },
          { seed, replications: 3 },
        );
        for (let run = 0; run < 3; run += 1) {
          const { decided, refused, starts, left, stillWaiting, inDetox } = outcomes;
          expect(decided[run]! + totals(country.waiting.map(({ people }) => people))).to.equal(
            refused[run]! + starts[run]! + left[run]! + stillWaiting[run]! + inDetox[run]!,
          );
          const { bedNights, personNights, heldNights, turnaroundNights, emptyNights } = outcomes;
          expect(bedNights[run]).to.equal(
            personNights[run]! + heldNights[run]! + turnaroundNights[run]! + emptyNights[run]!,
          );
        }
        expect(totals(outcomes.publicStarts)).to.equal(totals(outcomes.starts));
        expect(totals(outcomes.startsByGroup)).to.equal(totals(outcomes.starts));
        if (one.budget !== null) expect(Math.max(...outcomes.spentPence)).to.be.at.most(one.budget);
      }),
      { seed: 20261123, numRuns: 150 },
    );
  });

  it('tells what a change does with the same luck in both worlds, four times as exact as with luck of their own', () => {
    const before = smallCountry();
    const after = withBeds(before, 'treatment', 2);
    const replications = 600;
    const same = differenceOf(before, after, { seed: 3, replications }).mean;
    const starts = (world: World, seed: number) =>
      publicStartsOf(runWorld(world, { seed, replications }), 99);
    const [one, two] = [starts(before, 3), starts(after, 4)];
    const apart = meanOf(two.map((value, run) => value - one[run]!));
    expect((apart.to - apart.from) / (same.to - same.from)).to.be.above(4);
  });

  it('has no fewer arrivals with more beds of any kind', () => {
    const before = { ...smallCountry(), budgetPencePerYear: null };
    for (const { id } of before.bedGroups) {
      const { mean } = differenceOf(before, withBeds(before, id, 4), { seed: 9, replications: 300 });
      expect(mean.to, id).to.be.at.least(0);
      expect(mean.mean, id).to.be.above(-0.2);
    }
  });

  it('puts the change that helps most first', () => {
    const world = { ...smallCountry(), budgetPencePerYear: null };
    const found = whichHelpsMost(
      world,
      [
        { id: 'nothing', world },
        { id: 'fewer-treatment', world: withBeds(world, 'treatment', -1) },
        { id: 'more-detox', world: { ...world, detox: { places: 9, nights: 10 } } },
      ],
      { seed: 2, replications: 300 },
    );
    expect(found.map(({ id }) => id)).to.deep.equal(['more-detox', 'nothing', 'fewer-treatment']);
    expect(found[1]?.mean).to.deep.equal({ mean: 0, from: 0, to: 0 });
  });

  it('gives a bed to the more pressing first, and then to whoever waits longer', () => {
    const world = plainWorld({
      days: 40,
      bands: [
        { id: 'urgent', leavesPerDay: 0, referralsPerYear: {} },
        { id: 'planned', leavesPerDay: 0, referralsPerYear: {} },
      ],
      bedGroups: [{ ...plainWorld().bedGroups[0]!, beds: 3, stay: { kind: 'quantiles', nights: [100] } }],
      waiting: [
        { band: 'planned', peopleGroup: 'adults', waitedDays: 300, people: 1 },
        { band: 'planned', peopleGroup: 'adults', waitedDays: 20, people: 5 },
        { band: 'urgent', peopleGroup: 'adults', waitedDays: 1, people: 2 },
      ],
    });
    const { medianWaitDays, publicStarts, stillWaiting } = forecastOf(world, { seed: 1, replications: 1 }, 3);
    expect(medianWaitDays).to.deep.equal({ urgent: 1, planned: 300 });
    expect(publicStarts.p50).to.equal(3);
    expect(stillWaiting.p50).to.equal(5);
  });

  it('gives one bed to whoever waits longest of all who may have it, whichever kind of people they are', () => {
    for (const [men, women] of [
      [5, 20],
      [20, 5],
    ] as const) {
      const world = plainWorld({
        days: 10,
        bands: [{ id: 'all', leavesPerDay: 0, referralsPerYear: {} }],
        peopleGroups: ['men', 'women'].map((id) => ({ id, isPublic: true, needsDetox: false })),
        bedGroups: [
          {
            ...plainWorld().bedGroups[0]!,
            ...{ admits: ['men', 'women'], beds: 1, stay: { kind: 'quantiles', nights: [100] } as const },
          },
        ],
        waiting: [
          { band: 'all', peopleGroup: 'men', waitedDays: men, people: 1 },
          { band: 'all', peopleGroup: 'women', waitedDays: women, people: 1 },
        ],
      });
      const { startsByPeopleGroup } = forecastOf(world, { seed: 1, replications: 1 }, 1);
      expect(startsByPeopleGroup.men?.p50, `men waited ${men} days`).to.equal(men > women ? 1 : 0);
      expect(startsByPeopleGroup.women?.p50, `women waited ${women} days`).to.equal(women > men ? 1 : 0);
    }
  });

  it('gives a bed that opens tomorrow to nobody who leaves today', () => {
    const opening = (onDay: number) =>
      plainWorld({
        days: 10,
        bands: [{ id: 'all', leavesPerDay: 1, referralsPerYear: {} }],
        bedGroups: [{ ...plainWorld().bedGroups[0]!, beds: 0 }],
        bedChanges: [{ bedGroup: 'beds', onDay, beds: 2, lateByDays: 0 }],
        waiting: [{ band: 'all', peopleGroup: 'adults', waitedDays: 30, people: 3 }],
      });
    const starts = (onDay: number) => runWorld(opening(onDay), { seed: 1, replications: 1 }).starts[0];
    expect([starts(0), starts(1)]).to.deep.equal([2, 0]);
  });

  it('keeps the bed that others could also have for those who can have no other', () => {
    const bed = {
      ...plainWorld().bedGroups[0]!,
      beds: 1,
      stay: { kind: 'quantiles', nights: [100] } as const,
    };
    const world = plainWorld({
      days: 10,
      bands: [{ id: 'all', leavesPerDay: 0, referralsPerYear: { men: 0.001, women: 0.001 } }],
      peopleGroups: ['men', 'women'].map((id) => ({ id, isPublic: true, needsDetox: false })),
      bedGroups: [
        { ...bed, id: 'mixed', admits: ['men', 'women'] },
        { ...bed, id: 'women', admits: ['women'] },
      ],
      waiting: [
        { band: 'all', peopleGroup: 'women', waitedDays: 9, people: 1 },
        { band: 'all', peopleGroup: 'men', waitedDays: 2, people: 1 },
      ],
    });
    const { startsByPeopleGroup } = forecastOf(world, { seed: 1, replications: 1 }, 2);
    expect(startsByPeopleGroup).to.deep.equal({
      men: { p10: 1, p50: 1, p90: 1 },
      women: { p10: 1, p50: 1, p90: 1 },
    });
  });

  it('refuses a world in which more beds close than there are, and says on which day', () => {
    const world = plainWorld({
      bedChanges: [
        { bedGroup: 'beds', onDay: 30, beds: -15, lateByDays: 0 },
        { bedGroup: 'beds', onDay: 10, beds: -8, lateByDays: 0 },
      ],
    });
    expect(() => runWorld(world, { seed: 1, replications: 1 })).to.throw(
      'bedChanges.beds: 3 beds too many close on 2027-05-01',
    );
  });

  it('lets people leave at the rate that is given', () => {
    const nobodyPlaced = plainWorld({
      days: 100,
      bands: [{ id: 'all', leavesPerDay: 0.01, referralsPerYear: {} }],
      bedGroups: [{ ...plainWorld().bedGroups[0]!, beds: 0 }],
      waiting: [{ band: 'all', peopleGroup: 'adults', waitedDays: 50, people: 1_000 }],
    });
    const { mean, from, to } = meanOf(runWorld(nobodyPlaced, { seed: 4, replications: 100 }).stillWaiting);
    expect(1_000 * 0.99 ** 100).to.be.within(from, to);
    expect(to - from).to.be.below(mean * 0.02);
  });
});
