import {
  differenceOf,
  everyOf,
  medianWait,
  meanOf,
  occupancyOf,
  publicStartsOf,
  spentOf,
  toldOf,
  type Difference,
  type Forecast,
  type MeanOfRuns,
  type Runs,
} from './forecast.js';
import { createOutcomes, type Outcomes } from './kernel/outcomes.js';
import { prepare } from './kernel/prepare.js';
import { createDesk } from './kernel/desk.js';
import { simulate } from './kernel/simulate.js';
import type { World } from './world.js';

/** Raised whenever the same inputs give another answer: results of two versions are not compared. */
export const kernelVersion = 1;

/** What is kept of each run, in their order: two scenarios with the same luck are compared run by run. */
export interface OfRuns {
  readonly starts: Float64Array;
  readonly occupancy: Float64Array;
  readonly spentPence: Float64Array;
  readonly stillWaiting: Float64Array;
  readonly startsByPeopleGroup: Readonly<Record<string, Float64Array>>;
  /** By band, the days that half waited in each part of the runs: a median is of many people, and has no run of its own. */
  readonly medianWaits: Readonly<Record<string, readonly (number | null)[]>>;
}

/** How scenarios differ, the second less the first, with the same luck. */
export interface RunByRun {
  readonly publicStarts: Difference;
  readonly occupancy: Difference;
  readonly spentPence: Difference;
  readonly stillWaiting: Difference;
  readonly startsByPeopleGroup: Readonly<Record<string, Difference>>;
  /** By band, of the days that half waited: null where nobody arrived in one of them. */
  readonly medianWaitDays: Readonly<Record<string, MeanOfRuns | null>>;
}

/** What a scenario does: how things go as expected, how they go with it, and the difference run by run. */
export interface Effect {
  readonly expected: Forecast;
  readonly changed: Forecast;
  readonly differences: RunByRun;
}

/** Into so many parts runs are cut: between two of them somebody may stop it, and each gives a median wait of its own. */
const parts = 40;

/** Runs of one world, with what the waits of each part came to. */
interface Course {
  readonly outcomes: Outcomes;
  readonly waits: readonly Float64Array[];
}

/** Runs a world part by part, and yields after each. */
function* courseOf(world: World, { seed, replications }: Runs): Generator<undefined, Course> {
  const prepared = prepare(world);
  const desk = createDesk(prepared);
  const outcomes = createOutcomes(prepared, replications);
  const waits: Float64Array[] = [];
  for (let part = 0; part < parts; part += 1) {
    const before = outcomes.waits.slice();
    const until = Math.round(((part + 1) * replications) / parts);
    for (let replication = Math.round((part * replications) / parts); replication < until; replication += 1)
      simulate(prepared, desk, outcomes, seed, replication);
    waits.push(outcomes.waits.map((people, at) => people - (before[at] ?? 0)));
    yield undefined;
  }
  return { outcomes, waits };
}

/** An effect, and what is kept of each run of the changed world. */
export interface WorkedOut {
  readonly effect: Effect;
  readonly ofRuns: OfRuns;
}

/**
 * Works out what changes make of a world, both with the same luck; yields the part that is done, from 0 to 1. Both worlds
 * are known to be possible (`withChanges`). Each begins with the same bands and people groups.
 */
export function* effectOf(
  expected: World,
  changed: World,
  runs: Runs,
  level: number,
): Generator<number, WorkedOut> {
  const courses: Course[] = [];
  for (const world of [expected, changed]) {
    const course = courseOf(world, runs);
    let step = course.next();
    for (let part = 1; step.done !== true; part += 1, step = course.next())
      yield (courses.length + part / parts) / 2;
    courses.push(step.value);
  }
  const [before, after] = courses;
  if (before === undefined || after === undefined) throw new Error('A world was not run.');
  const [first, second] = [ofRunsOf(expected, before), ofRunsOf(changed, after)];
  return {
    effect: {
      expected: toldOf(expected, before.outcomes, runs, level),
      changed: toldOf(changed, after.outcomes, runs, level),
      differences: runByRun(first, second),
    },
    ofRuns: second,
  };
}

const ofRunsOf = ({ peopleGroups, bands }: World, { outcomes, waits }: Course): OfRuns => ({
  starts: publicStartsOf(outcomes, outcomes.months),
  occupancy: occupancyOf(outcomes),
  spentPence: spentOf(outcomes),
  stillWaiting: Float64Array.from(outcomes.stillWaiting),
  startsByPeopleGroup: Object.fromEntries(
    peopleGroups.map(({ id }, group) => [id, everyOf(outcomes.startsByGroup, group, outcomes.peopleGroups)]),
  ),
  medianWaits: Object.fromEntries(
    bands.map(({ id }, band) => [id, waits.map((ofPart) => medianWait({ waits: ofPart }, band))]),
  ),
});

/** Two scenarios beside each other: of the same world, version, seed and number of runs. */
export const runByRun = (before: OfRuns, after: OfRuns): RunByRun => ({
  publicStarts: differenceOf(before.starts, after.starts),
  occupancy: differenceOf(before.occupancy, after.occupancy),
  spentPence: differenceOf(before.spentPence, after.spentPence),
  stillWaiting: differenceOf(before.stillWaiting, after.stillWaiting),
  startsByPeopleGroup: Object.fromEntries(
    Object.entries(after.startsByPeopleGroup).map(([group, starts]) => [
      group,
      differenceOf(before.startsByPeopleGroup[group] ?? [], starts),
    ]),
  ),
  medianWaitDays: Object.fromEntries(
    Object.entries(after.medianWaits).map(([band, waits]) => [
      band,
      waitDifference(before.medianWaits[band] ?? [], waits),
    ]),
  ),
});

/** The mean of the differences of the parts. */
const waitDifference = (
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): MeanOfRuns | null => {
  const known = after.flatMap((second, part) => {
    const first = before[part] ?? null;
    return first === null || second === null ? [] : [second - first];
  });
  return known.length === after.length ? meanOf(known) : null;
};
