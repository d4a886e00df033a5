import { expect } from 'chai';

import { meanOf, runWorld, type MeanOfRuns } from '../../../../src/modules/forecast/domain/forecast.js';
import type { PlannedStay, World } from '../../../../src/modules/forecast/domain/world.js';
import { plainWorld } from '../../../support/forecast-worlds.js';

/*
 * Queueing theory counts in continuous time, the forecast in days. Stays of some hundred nights keep a day short beside
 * them; what is left of the step, and of the first days, is allowed for by the stated part of the theory's value.
 */
const beds = 20;
const meanNights = 400;
const runs = { seed: 11, replications: 40 };

/** Nights of an exponential distribution: the mean of each of so many equally likely parts. */
const exponential = (mean: number, parts = 4096): PlannedStay => {
  const upTo = (share: number): number => (share === 1 ? 1 : (1 - share) * Math.log(1 - share) + share);
  return {
    kind: 'quantiles',
    nights: Array.from(
      { length: parts },
      (_, at) => mean * parts * (upTo((at + 1) / parts) - upTo(at / parts)),
    ),
  };
};

const queue = (
  load: number,
  leavesPerDay: number,
  changed: Partial<World> = {},
  stay = exponential(meanNights),
) =>
  plainWorld({
    days: 60_000,
    bands: [{ id: 'all', leavesPerDay, referralsPerYear: { adults: (load / meanNights) * 365.25 } }],
    bedGroups: [
      {
        ...{
          id: 'beds',
          admits: ['adults'],
          beds,
          residents: Math.min(beds, Math.floor(load)),
          turnaroundDays: 0,
        },
        ...{ stay, pencePerNight: 0 },
      },
    ],
    ...changed,
  });

const factorials = (load: number, upTo: number): number[] => {
  const terms = [1];
  for (let n = 1; n <= upTo; n += 1) terms.push((terms[n - 1]! * load) / n);
  return terms;
};
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const erlangB = (load: number): number => factorials(load, beds)[beds]! / sum(factorials(load, beds));
const erlangC = (load: number): number => {
  const blocked = erlangB(load);
  return blocked / (1 - (load / beds) * (1 - blocked));
};
/** The part of people who leave before their turn (Erlang A), by the chances of each number of people. */
const erlangA = (load: number, leavesPerDay: number): number => {
  let chance = 1;
  let [all, lost] = [1, 0];
  for (let people = 1; people < 2_000; people += 1) {
    const waiting = Math.max(0, people - beds);
    chance *= load / meanNights / (Math.min(people, beds) / meanNights + waiting * leavesPerDay);
    all += chance;
    lost += chance * waiting * leavesPerDay;
  }
  return lost / all / (load / meanNights);
};

const expectNear = ({ from, to }: MeanOfRuns, theory: number, part: number): void => {
  expect(theory, 'theory').to.be.within(from - part * theory, to + part * theory);
  expect(to - from, 'width of the interval').to.be.below(theory * 0.35);
};

/** Waits of each run: the part who waited at all, and the mean. Each run by itself, so that intervals can be told. */
const waitsOf = (world: World) => {
  const each = Array.from({ length: runs.replications }, (_, at) => {
    const { waits } = runWorld(world, { seed: runs.seed + 1_000 * at, replications: 1 });
    const arrived = sum([...waits]);
    const days = sum([...waits].map((people, day) => people * day));
    return { waited: 1 - waits[0]! / arrived, days: days / arrived };
  });
  return { waited: meanOf(each.map((one) => one.waited)), days: meanOf(each.map((one) => one.days)) };
};

describe('the forecast beside queueing theory', () => {
  it('turns away as many as Erlang B says when nobody waits', () => {
    const { left, decided } = runWorld(queue(18, 1), runs);
    expectNear(meanOf([...left].map((people, run) => people / decided[run]!)), erlangB(18), 0.03);
  });

  it('lets as many wait, and as long, as Erlang C says when nobody leaves', () => {
    const { waited, days } = waitsOf(queue(16, 0));
    expectNear(waited, erlangC(16), 0.05);
    expectNear(days, (erlangC(16) * meanNights) / (beds - 16), 0.05);
  });

  it('loses as many as Erlang A says when those who wait may leave', () => {
    const { left, decided } = runWorld(queue(21, 0.005), runs);
    expectNear(meanOf([...left].map((people, run) => people / decided[run]!)), erlangA(21, 0.005), 0.05);
  });

  it('lets people wait about as long as Allen and Cunneen approximate for stays of another shape', () => {
    const variation = 0.5;
    const { days } = waitsOf(queue(16, 0, {}, { kind: 'lognormal', meanNights, variation }));
    const exponentialStays = (erlangC(16) * meanNights) / (beds - 16);
    expectNear(days, (exponentialStays * (1 + variation ** 2)) / 2, 0.1);
  });

  it('has as many waiting on the last day as come in during a mean wait (Little)', () => {
    const world = queue(16, 0, { days: 30_000 });
    const outcomes = runWorld(world, { seed: 5, replications: 1_200 });
    const wait = sum([...outcomes.waits].map((people, day) => people * day)) / sum([...outcomes.waits]);
    const waiting = meanOf(outcomes.stillWaiting);
    expectNear(waiting, (16 / meanNights) * wait, 0.05);
  });

  it('fills every bed when more people wait than there are beds: a stay and its turnaround after the other', () => {
    const stay = { kind: 'lognormal', meanNights: 90, variation: 0.6 } as const;
    const world = plainWorld({
      days: 4 * 365,
      bands: [{ id: 'all', leavesPerDay: 0.001, referralsPerYear: { adults: 2_000 } }],
      bedGroups: [
        {
          ...{ id: 'beds', admits: ['adults'], beds: 200, residents: 200, turnaroundDays: 2 },
          ...{ stay, pencePerNight: 0 },
        },
      ],
    });
    const { starts, emptyNights } = runWorld(world, { seed: 3, replications: 200 });
    expectNear(meanOf(starts), (200 * 4 * 365) / 92, 0.006);
    expect(Math.max(...emptyNights), 'empty nights, of the first days before anybody came').to.be.below(60);
  });
});
