import { luckFrom, purpose, shareOf } from './kernel/luck.js';
import { createOutcomes, longestWaitTold, type Outcomes } from './kernel/outcomes.js';
import { prepare } from './kernel/prepare.js';
import { createDesk } from './kernel/desk.js';
import { simulate } from './kernel/simulate.js';
import { faultsOfWorld, type World } from './world.js';

/** The value that a tenth, a half and nine tenths of the runs stay at or below. */
export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A mean over runs, and between which values it lies with 95 % confidence, as far as chance goes. */
export interface MeanOfRuns {
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

/** How many runs, and from which seed: the same give the same answer. */
export interface Runs {
  readonly seed: number;
  readonly replications: number;
}

/**
 * Runs a world so many times.
 * @throws RangeError saying what is wrong with a world that cannot be simulated.
 */
export const runWorld = (world: World, { seed, replications }: Runs): Outcomes => {
  const faults = faultsOfWorld(world);
  if (faults.length > 0) throw new RangeError(faults.join('; '));
  const prepared = prepare(world);
  const desk = createDesk(prepared);
  const outcomes = createOutcomes(prepared, replications);
  for (let replication = 0; replication < replications; replication += 1) {
    simulate(prepared, desk, outcomes, seed, replication);
  }
  return outcomes;
};

/** Publicly funded arrivals of each run in so many months from the first. */
export const publicStartsOf = (outcomes: Outcomes, months: number): Float64Array =>
  Float64Array.from({ length: outcomes.replications }, (_, run) => {
    const from = run * outcomes.months;
    let sum = 0;
    for (let month = 0; month < Math.min(months, outcomes.months); month += 1) {
      sum += outcomes.publicStarts[from + month] ?? 0;
    }
    return sum;
  });

export const spreadOf = (values: ArrayLike<number>): Spread => {
  const sorted = Float64Array.from(values).sort();
  const at = (part: number): number => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
};

/** A mean of runs with how exact it is; more runs make it more exact, and leave the spread as wide as it is. */
export const meanOf = (values: ArrayLike<number>): MeanOfRuns => {
  const all = Float64Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // 1.96 deviations of a mean over many independent runs.
  const half = all.length > 1 ? 1.96 * Math.sqrt(squares / (all.length - 1) / all.length) : Infinity;
  return { mean, from: mean - half, to: mean + half };
};

/** What is told of the runs of one world. */
export interface Forecast {
  readonly replications: number;
  readonly seed: number;
  /** Publicly funded arrivals on all days. */
  readonly publicStarts: Spread;
  /** The part of the runs with at least the level. */
  readonly probability: number;
  readonly level: number;
  readonly byMonth: readonly Spread[];
  /** Days waited by half of those who arrived, by band; null when nobody did. */
  readonly medianWaitDays: Readonly<Record<string, number | null>>;
  readonly startsByPeopleGroup: Readonly<Record<string, Spread>>;
  /** The part of bed-nights with somebody in the bed. */
  readonly occupancy: Spread;
  readonly spentPence: Spread;
  readonly stillWaiting: Spread;
}

/** What is told of one number of all runs, beside a level it may reach. */
export interface Answer {
  readonly spread: Spread;
  /** The part of the runs with at least the level. */
  readonly probability: number;
}

/** Of one number of each run. */
export const answerOf = (values: Float64Array, level: number): Answer => ({
  spread: spreadOf(values),
  probability: values.filter((value) => value >= level).length / values.length,
});

/** Approvals of each run; of publicly funded people alone, which those are who are decided on. Null where some pay themselves. */
export const approvalsOf = ({ peopleGroups }: World, { decided, refused }: Outcomes): Float64Array | null =>
  peopleGroups.every(({ isPublic }) => isPublic)
    ? Float64Array.from(decided, (all, run) => all - (refused[run] ?? 0))
    : null;

/** Of the arrivals of each run, those who are there for the first time in the financial year: each by its own luck. */
export const peopleOf = (starts: Float64Array, firstShare: number, seed: number): Float64Array =>
  starts.map((all, run) => {
    const next = luckFrom(seed, run, purpose.people);
    let people = 0;
    for (let start = 0; start < all; start += 1) if (shareOf(next()) < firstShare) people += 1;
    return people;
  });

/** What is told of runs that were made. */
export const toldOf = (world: World, outcomes: Outcomes, runs: Runs, level: number): Forecast => {
  const starts = answerOf(publicStartsOf(outcomes, outcomes.months), level);
  return {
    ...runs,
    ...{ publicStarts: starts.spread, probability: starts.probability },
    level,
    byMonth: Array.from({ length: outcomes.months }, (_, month) =>
      spreadOf(everyOf(outcomes.publicStarts, month, outcomes.months)),
    ),
    medianWaitDays: Object.fromEntries(
      world.bands.map(({ id }, band) => [id, medianWait(outcomes, band)] as const),
    ),
    startsByPeopleGroup: Object.fromEntries(
      world.peopleGroups.map(
        ({ id }, group) =>
          [id, spreadOf(everyOf(outcomes.startsByGroup, group, outcomes.peopleGroups))] as const,
      ),
    ),
    occupancy: spreadOf(occupancyOf(outcomes)),
    spentPence: spreadOf(spentOf(outcomes)),
    stillWaiting: spreadOf(outcomes.stillWaiting),
  };
};

/** The part of bed-nights with somebody in the bed, of each run. */
export const occupancyOf = ({ personNights, bedNights }: Outcomes): Float64Array =>
  personNights.map((nights, run) => nights / (bedNights[run] || 1));

/** Public money of all days, of each run. Unit: pence. */
export const spentOf = ({ replications, spentPence, years }: Outcomes): Float64Array =>
  Float64Array.from({ length: replications }, (_, run) =>
    spentPence.subarray(run * years, (run + 1) * years).reduce((sum, pence) => sum + pence, 0),
  );

/** Of runs in order: each so-many-th value of a list, from one on. */
export const everyOf = (values: Uint16Array | Uint32Array, from: number, step: number): Float64Array =>
  Float64Array.from({ length: values.length / step }, (_, run) => values[from + run * step] ?? 0);

/** Days waited by half of those of a band who arrived; null when nobody did. */
export const medianWait = ({ waits }: Pick<Outcomes, 'waits'>, band: number): number | null => {
  const ofBand = waits.subarray(band * (longestWaitTold + 1), (band + 1) * (longestWaitTold + 1));
  const half = ofBand.reduce((sum, people) => sum + people, 0) / 2;
  let sum = 0;
  const at = ofBand.findIndex((people) => (sum += people) >= half && half > 0);
  return at < 0 ? null : at;
};

/** What a change does to publicly funded arrivals, with the same luck in both worlds. */
export interface Difference {
  readonly spread: Spread;
  readonly mean: MeanOfRuns;
}

/** Run by run, what the second list has more than the first. */
export const differenceOf = (before: ArrayLike<number>, after: Float64Array): Difference => {
  const each = after.map((value, run) => value - (before[run] ?? 0));
  return { spread: spreadOf(each), mean: meanOf(each) };
};

const startsIn = (world: World, runs: Runs): Float64Array => {
  const outcomes = runWorld(world, runs);
  return publicStartsOf(outcomes, outcomes.months);
};

/** A world in which one thing is done differently. */
export interface SingleChange {
  readonly id: string;
  readonly world: World;
}

/**
 * Each change by itself, run by run beside the world as it is: whoever is decided on has the same luck in both. The one
 * that helps most first; of two that help alike, the earlier in the list.
 */
export const whichHelpsMost = (
  world: World,
  changes: readonly SingleChange[],
  runs: Runs,
): readonly (Difference & { readonly id: string })[] => {
  const before = startsIn(world, runs);
  return changes
    .map(({ id, world: changed }) => ({ id, ...differenceOf(before, startsIn(changed, runs)) }))
    .sort((a, b) => b.spread.p50 - a.spread.p50 || b.mean.mean - a.mean.mean);
};
