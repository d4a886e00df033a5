/**
 * How long the engine needs for invented lists of stated sizes, beside one look at every edge in the same process; what
 * it places beside each in turn; and, where that ends in time, beside a library for linear programs.
 *
 *   npm run bench:matching [-- --size s,c,m,b,l --seed 1 --seeds 3 --highs-seconds 120]
 *
 * Each list is matched in a process of its own, so that nothing is compiled before and memory is that of one list. Times
 * are of the processor, not of the clock: a process that waits for its turn is not slower. They count what compiles and
 * clears up in other threads of the process. The last line of each size is JSON, of medians over the seeds; exits 1 when a
 * result is not proven.
 */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createChance } from '../../src/composition/demonstration/chance.js';
import { faultsOf } from '../../src/modules/matching/domain/engine/certificate.js';
import { placeInOrder } from '../support/matching-in-order.js';
import type { Instance } from '../../src/modules/matching/domain/engine/instance.js';
import { keepMatching } from '../../src/modules/matching/domain/engine/kept-matching.js';
import { leastCost } from '../../src/modules/matching/domain/engine/least-cost.js';
import { placeByPriority } from '../../src/modules/matching/domain/engine/place-by-priority.js';
import { solve } from '../../src/modules/matching/domain/engine/solve.js';
import { inventInstance, type InstanceSize } from '../support/matching-instances.js';
import { greatestRankSum, leastCostOf } from '../support/matching-oracle.js';

const { values: given } = parseArgs({
  options: {
    size: { type: 'string', default: 'c' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '3' },
    /** How long the library may think; it is asked up to size m, once. 0: not at all. */
    'highs-seconds': { type: 'string', default: '120' },
    /** Matches one list in this process; what the process without it starts. */
    alone: { type: 'boolean', default: false },
  },
});

const isSize = (text: string): text is InstanceSize => ['s', 'c', 'm', 'b', 'l'].includes(text);
const sizes = given.size.split(',').map((text): InstanceSize => {
  if (!isSize(text)) throw new Error(`--size is s, c, m, b or l, or several of them, and not ${text}.`);
  return text;
});
const seed = Number(given.seed);
const seeds = Number(given.seeds);
const highsSeconds = Number(given['highs-seconds']);

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
/** What something gives, and what it takes of the processor. Unit: milliseconds. */
const timed = <T>(act: () => T): readonly [T, number] => {
  const before = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1_000];
};

/** One look at every edge: what no exact answer can do without. */
const scan = ({ people, rowStart, groupOf, cost }: Instance): number => {
  let sum = 0;
  for (let person = 0; person < people; person += 1) {
    const end = rowStart[person + 1] ?? 0;
    for (let edge = rowStart[person] ?? 0; edge < end; edge += 1)
      sum += (groupOf[edge] ?? 0) ^ (cost[edge] ?? 0);
  }
  return sum;
};

/** How long one look at every edge takes; of small lists as many looks are timed together as can be told apart. */
const timeOfScan = (instance: Instance): number => {
  const looks = Math.ceil(1_000_000 / Math.max(1, instance.groupOf.length));
  let sum = 0;
  const [, ms] = timed(() => {
    for (let look = 0; look < looks; look += 1) sum += scan(instance);
  });
  if (Number.isNaN(sum)) throw new Error('An edge has no number.');
  return ms / looks;
};

const bytesOf = ({ seats, rowStart, groupOf, cost }: Instance): number =>
  seats.byteLength + rowStart.byteLength + groupOf.byteLength + cost.byteLength;

/** How many of each band have a place. */
const byBand = (groupOfPerson: Int32Array, bandOf: Uint8Array): readonly number[] => {
  const bands = [0, 0, 0, 0];
  groupOfPerson.forEach((group, person) => {
    const band = bandOf[person] ?? 0;
    if (group !== -1) bands[band] = (bands[band] ?? 0) + 1;
  });
  return bands;
};
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Events are timed no longer than this. Unit: seconds. */
const eventSeconds = 30;

/** Events before the first that counts: a process that keeps a matching has long been compiled. */
const warmUpEvents = 100;

/**
 * Events on a matching that is kept: people of the last tenth go and come again, seats close and open. Each is timed
 * until the new result can be read.
 */
const timeEvents = (instance: Instance, seedOfEvents: number, events: number): readonly number[] => {
  const chance = createChance(seedOfEvents);
  const { people, groups, seats, rowStart, groupOf, cost } = instance;
  const kept = keepMatching(instance);
  kept.result();
  const lastTenth = Math.floor(people * 0.9);
  const numbers = new Map<number, number>();
  const timesMs: number[] = [];
  const time = (act: () => void): void => {
    const [, ms] = timed(() => {
      act();
      kept.result();
    });
    timesMs.push(ms);
  };
  const stopsAt = performance.now() + eventSeconds * 1_000;
  while (timesMs.length < warmUpEvents + events && performance.now() < stopsAt) {
    const person = chance.between(lastTenth, people - 1);
    time(() => {
      kept.removePerson(numbers.get(person) ?? person);
    });
    const edges = [rowStart[person] ?? 0, rowStart[person + 1] ?? 0] as const;
    const newcomer = {
      rank: person,
      groups: [...groupOf.subarray(...edges)],
      costs: [...cost.subarray(...edges)],
    };
    time(() => {
      numbers.set(person, kept.addPerson(newcomer));
    });
    const group = chance.between(0, groups - 1);
    if ((seats[group] ?? 0) === 0) continue;
    time(() => {
      kept.removeSeat(group);
    });
    time(() => {
      kept.addSeat(group);
    });
  }
  return timesMs.slice(warmUpEvents);
};

interface Alone {
  readonly edges: number;
  readonly scanMs: number;
  readonly stage1Ms: number;
  readonly stage2Ms: number;
  readonly warmMs: number;
  readonly instanceBytes: number;
  readonly peakBytes: number;
  readonly placedByBand: readonly number[];
  readonly inOrderByBand: readonly number[];
  readonly meanCost: number;
  readonly inOrderMeanCost: number;
  readonly certified: boolean;
  readonly eventP50Ms: number;
  readonly eventP99Ms: number;
}

/** How often a list is matched again in the same process, and how many events it meets: large ones seldom. */
const repeats = { s: 40, c: 40, m: 10, b: 5, l: 5 } as const;
const eventCounts = { s: 1_000, c: 1_000, m: 1_000, b: 500, l: 500 } as const;

const matchAlone = (size: InstanceSize): Alone => {
  const { instance, bandOf } = inventInstance(size, seed);
  const [placed, stage1Ms] = timed(() => placeByPriority(instance));
  const [assigned, stage2Ms] = timed(() => leastCost(instance, placed));
  // Before anything else is made: the list, what the engine needed for it, and the program itself.
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  const scans = Array.from({ length: 7 }, () => timeOfScan(instance));
  const warm = Array.from({ length: repeats[size] }, () => timed(() => solve(instance))[1]);
  const inOrder = placeInOrder(instance);
  const placedByBand = byBand(assigned.groupOfPerson, bandOf);
  const inOrderByBand = byBand(inOrder.groupOfPerson, bandOf);
  const eventsMs = timeEvents(instance, seed + 1_000, eventCounts[size]);
  return {
    edges: instance.groupOf.length,
    scanMs: quantile(scans, 0.5),
    stage1Ms,
    stage2Ms,
    warmMs: quantile(warm, 0.5),
    instanceBytes: bytesOf(instance),
    peakBytes,
    placedByBand,
    inOrderByBand,
    meanCost: assigned.totalCost / Math.max(1, sumOf(placedByBand)),
    inOrderMeanCost: inOrder.totalCost / Math.max(1, sumOf(inOrderByBand)),
    certified: faultsOf(instance, placed, assigned).length === 0,
    eventP50Ms: quantile(eventsMs, 0.5),
    eventP99Ms: quantile(eventsMs, 0.99),
  };
};

/** The same list by the library: who is placed by one linear program, and the cost of exactly those by another. */
const matchByLibrary = async (
  size: InstanceSize,
): Promise<{ readonly ms: number; readonly isSame: boolean | null }> => {
  const { instance } = inventInstance(size, seed);
  const { placed, assigned } = solve(instance);
  const isPlaced = (person: number): boolean => (placed.groupOfPerson[person] ?? -1) !== -1;
  const before = process.cpuUsage();
  const rankSum = await greatestRankSum(instance, highsSeconds);
  const totalCost = await leastCostOf([instance], (_index, person) => isPlaced(person), highsSeconds);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  if (rankSum === null || totalCost === null) return { ms, isSame: null };
  let ours = 0;
  for (let person = 0; person < instance.people; person += 1) {
    if (isPlaced(person)) ours += instance.people - person;
  }
  return { ms, isSame: Math.abs(rankSum - ours) < 0.5 && Math.abs(totalCost - assigned.totalCost) < 0.5 };
};

/** Measures lists of one size; whether every result is proven, and the same as the library's where that was asked. */
const report = async (size: InstanceSize): Promise<boolean> => {
  const all: Alone[] = [];
  for (let each = seed; each < seed + seeds; each += 1) {
    const { stdout, status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--alone', '--size', size, '--seed', String(each)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 10_000_000 },
    );
    if (status !== 0) throw new Error(`The process for seed ${each} ended with ${status ?? 'a signal'}.`);
    const one: Alone = JSON.parse(stdout);
    all.push(one);
    const sum = one.stage1Ms + one.stage2Ms;
    console.log(
      `  seed ${each}: ${one.edges} edges, scan ${rounded(one.scanMs, 3)} ms, stages ${rounded(one.stage1Ms)} + ` +
        `${rounded(one.stage2Ms)} ms (${rounded(sum / one.scanMs)} scans), again ${rounded(one.warmMs, 2)} ms, ` +
        `one event p50 ${rounded(one.eventP50Ms, 2)} p99 ${rounded(one.eventP99Ms, 2)} ms, ` +
        `peak ${rounded(one.peakBytes / 1e6, 0)} MB for ${rounded(one.instanceBytes / 1e6, 0)} MB\n` +
        `    placed by band ${one.placedByBand.join('/')} = ${sumOf(one.placedByBand)}, ` +
        `each in turn ${one.inOrderByBand.join('/')} = ${sumOf(one.inOrderByBand)}; ` +
        `mean cost ${rounded(one.meanCost)}, each in turn ${rounded(one.inOrderMeanCost)}; ` +
        `proven: ${one.certified ? 'yes' : 'NO'}`,
    );
  }
  const median = (of: (one: Alone) => number): number => quantile(all.map(of), 0.5);
  const isAsked = highsSeconds > 0 && (size === 's' || size === 'c' || size === 'm');
  const library = isAsked ? await matchByLibrary(size) : null;
  const ratioToLibrary =
    library === null
      ? null
      : library.ms /
        Math.max(
          0.01,
          median((one) => one.stage1Ms + one.stage2Ms),
        );
  if (library !== null && ratioToLibrary !== null) {
    const compared = {
      true: 'the same result',
      false: 'ANOTHER result',
      null: 'not done in that time',
    } as const;
    console.log(
      `  the library: ${rounded(library.ms / 1_000)} s, ${rounded(ratioToLibrary, 0)} times as long, ${compared[`${library.isSame}`]}`,
    );
  }
  const isCertified = all.every(({ certified }) => certified) && library?.isSame !== false;
  console.log(
    JSON.stringify({
      size,
      scanMs: rounded(
        median(({ scanMs }) => scanMs),
        3,
      ),
      stage1Ms: rounded(median(({ stage1Ms }) => stage1Ms)),
      stage2Ms: rounded(median(({ stage2Ms }) => stage2Ms)),
      ratioToScan: rounded(median((one) => (one.stage1Ms + one.stage2Ms) / one.scanMs)),
      warmRatioToScan: rounded(median((one) => one.warmMs / one.scanMs)),
      warmMs: rounded(
        median(({ warmMs }) => warmMs),
        2,
      ),
      eventP50Ms: rounded(
        median(({ eventP50Ms }) => eventP50Ms),
        3,
      ),
      eventP99Ms: rounded(
        median(({ eventP99Ms }) => eventP99Ms),
        3,
      ),
      peakBytes: median(({ peakBytes }) => peakBytes),
      peakToInstance: rounded(
        median((one) => one.peakBytes / one.instanceBytes),
        2,
      ),
      ...(ratioToLibrary === null ? {} : { ratioToLibrary: rounded(ratioToLibrary, 0) }),
      placed: median((one) => sumOf(one.placedByBand)),
      placedInOrder: median((one) => sumOf(one.inOrderByBand)),
      gainByBand: [0, 1, 2, 3].map((band) =>
        median((one) => (one.placedByBand[band] ?? 0) - (one.inOrderByBand[band] ?? 0)),
      ),
      certified: isCertified,
    }),
  );
  return isCertified;
};

if (given.alone) console.log(JSON.stringify(matchAlone(sizes[0] ?? 'c')));
else {
  for (const size of sizes) {
    console.log(`Size ${size}, on a machine at load ${rounded(loadavg()[0] ?? 0)}:`);
    if (!(await report(size))) process.exitCode = 1;
  }
}
