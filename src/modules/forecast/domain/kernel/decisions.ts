import { luckAt, noTurn, personSize, searchParts, sinceAt, type Desk } from './desk.js';
import { keyOf, luckFrom, purpose, spread } from './luck.js';
import { cellShift, type Prepared } from './prepare.js';

/**
 * Draws whom a run decides on, all days of it, and puts them in their queues behind those who wait on the first day.
 * What becomes of them shifts none of it. Gives how many were decided on, and how many of them were refused.
 */
export const drawDecisions = (
  prepared: Prepared,
  desk: Desk,
  referrals: number,
  seed: number,
  replication: number,
): { readonly decided: number; readonly refused: number } => {
  const { days, decidedPerDay, cellFrom, cellUpTo, bandOfCell, bitOfCell, queueFrom } = prepared;
  const { decisionsUpTo, decisionsFrom, people, ends, newcomers, turnsUpTo } = desk;
  const [key0, key1] = keyOf(seed, replication, purpose.arrivals);
  const bands = prepared.world.bands.length;
  newcomers.fill(0);
  for (let queue = 0; queue < ends.length; queue += 1) ends[queue] = queueFrom[queue]! * personSize;
  const waiting = seatWaiting(prepared, desk, seed, replication);

  let turn = waiting;
  let rate = -1;
  for (let day = 0; day < days; day += 1) {
    if (decidedPerDay[day]! !== rate) {
      rate = decidedPerDay[day]!;
      countTable(decisionsUpTo, decisionsFrom, rate * referrals);
    }
    // Luck of the day: a generator of its own, so that more decisions on one day shift no other day.
    let s0 = spread(key0 + Math.imul(day, 0x9e3779b1));
    let s1 = spread(key1 ^ Math.imul(day, 0x85ebca77)) | 1;
    let mixed = Math.imul(s0, 0x9e3779bb);
    const howMany = Math.imul((mixed << 5) | (mixed >>> 27), 5) >>> 0;
    let decisions = decisionsFrom[howMany >>> 26]!;
    while (decisionsUpTo[decisions]! <= howMany) decisions += 1;
    const upTo = turn + decisions;
    turnsUpTo[day] = upTo;
    const atDay = day * bands;
    for (; turn < upTo; turn += 1) {
      s1 ^= s0;
      s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
      s1 = (s1 << 13) | (s1 >>> 19);
      mixed = Math.imul(s0, 0x9e3779bb);
      const word = Math.imul((mixed << 5) | (mixed >>> 27), 5);
      s1 ^= s0;
      s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
      s1 = (s1 << 13) | (s1 >>> 19);
      mixed = Math.imul(s0, 0x9e3779bb);

      let cell = cellFrom[word >>> cellShift]!;
      while (word >>> 0 >= cellUpTo[cell]!) cell += 1;
      const end = ends[cell]!;
      people[end] = turn;
      people[end + sinceAt] = day;
      people[end + luckAt] = Math.imul((mixed << 5) | (mixed >>> 27), 5);
      ends[cell] = end + personSize;
      newcomers[atDay + bandOfCell[cell]!]! |= bitOfCell[cell]!;
    }
  }
  closeQueues(prepared, desk);
  const last = ends.length - 1;
  return { decided: turn - waiting, refused: ends[last]! / personSize - queueFrom[last]! };
};

/** Puts those who wait on the first day in their queues, longest first; gives how many they are. */
const seatWaiting = (
  { waiting }: Prepared,
  { people, ends, waitingGroups }: Desk,
  seed: number,
  replication: number,
): number => {
  const next = luckFrom(seed, replication, purpose.slippage + 16);
  let seated = 0;
  waitingGroups.fill(0);
  for (const { queue, band, bit, waitedDays, people: number } of waiting) {
    for (let one = 0; one < number; one += 1, seated += 1) {
      const end = ends[queue]!;
      people[end] = seated;
      people[end + sinceAt] = -waitedDays;
      people[end + luckAt] = next();
      ends[queue] = end + personSize;
      waitingGroups[band]! |= bit;
    }
  }
  return seated;
};

/** Says whose turn is first in each queue, and that nobody comes behind the last. */
const closeQueues = ({ queueFrom }: Prepared, { people, firsts, turns, ends }: Desk): void => {
  for (let queue = 0; queue < ends.length; queue += 1) {
    const end = ends[queue]!;
    if (end >= queueFrom[queue + 1]! * personSize)
      throw new Error('More people were drawn for a queue than is likely in all time.');
    people[end] = noTurn;
    const first = queueFrom[queue]! * personSize;
    firsts[queue] = first;
    turns[queue] = people[first]!;
  }
};

/** Numbers of decisions in a day with a Poisson distribution, to be looked up by a draw of 32 bits. */
const countTable = (upTo: Float64Array, from: Uint16Array, mean: number): void => {
  let chance = Math.exp(-mean);
  let sum = 0;
  let part = 0;
  for (let count = 0; count < upTo.length - 1; count += 1) {
    sum += chance;
    chance *= mean / (count + 1);
    upTo[count] = sum * 4_294_967_296;
    for (; part < searchParts && part * 67_108_864 < upTo[count]!; part += 1) from[part] = count;
    if (count > mean && chance < 1e-12) {
      upTo[count] = Infinity;
      break;
    }
  }
  upTo[upTo.length - 1] = Infinity;
};
