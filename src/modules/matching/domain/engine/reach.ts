import { groupOfEdge, type CostRows } from './cost-rows.js';
import type { Members } from './members.js';
import type { Moves } from './moves.js';

/**
 * From which group somebody could go to which other, one bit a pair: thirty-two groups are looked at in one step, so
 * whatever can be reached in any number of moves is known in far less time than going through everybody's edges.
 */
export interface Reach {
  /** How many numbers of 32 bits a row has. */
  readonly words: number;
  /** Of each group a row of those its people may go to, and a row of those people may come to it from. */
  readonly onward: Int32Array;
  readonly back: Int32Array;
  /** The groups reached, as bits and in the order in which they were; and how many. */
  readonly isReached: Int32Array;
  readonly reached: Int32Array;
  count: number;
  readonly row: Int32Array;
}

/** Nothing known yet; `Moves` says of every group that it has changed. */
export const noReach = (groups: number): Reach => {
  const words = (groups + 31) >>> 5;
  return {
    words,
    onward: new Int32Array(groups * words),
    back: new Int32Array(groups * words),
    isReached: new Int32Array(words),
    reached: new Int32Array(groups),
    count: 0,
    row: new Int32Array(words),
  };
};

/** Notes that somebody in a group could go to another. */
export const noteMove = ({ words, onward, back }: Reach, from: number, to: number): void => {
  onward[from * words + (to >>> 5)]! |= 1 << (to & 31);
  back[to * words + (from >>> 5)]! |= 1 << (from & 31);
};

/** Looks again at who is in the groups that have changed. */
export const refresh = (reach: Reach, rows: CostRows, members: Members, { hasChanged }: Moves): void => {
  for (let group = 0; group < hasChanged.length; group += 1) {
    if (hasChanged[group] === 1) {
      hasChanged[group] = 0;
      refreshGroup(reach, rows, members, group);
    }
  }
};

const refreshGroup = (reach: Reach, rows: CostRows, members: Members, group: number): void => {
  const { words, onward, back, row } = reach;
  row.fill(0);
  const first = members.firstSeat[group]!;
  for (let at = first; at < first + members.filled[group]!; at += 1) {
    const holder = members.personAt[at]!;
    for (let edge = rows.start[holder]!; edge < rows.end[holder]!; edge += 1) {
      const other = groupOfEdge(rows.edges[edge]!);
      row[other >>> 5]! |= 1 << (other & 31);
    }
  }
  for (let word = 0; word < words; word += 1) {
    let differing = onward[group * words + word]! ^ row[word]!;
    onward[group * words + word] = row[word]!;
    while (differing !== 0) {
      const bit = differing & -differing;
      const other = word * 32 + 31 - Math.clz32(bit);
      back[other * words + (group >>> 5)]! ^= 1 << (group & 31);
      differing ^= bit;
    }
  }
};

/** Reaches every group that people who come to one of `from` could make others go to, in any number of moves. */
export const reachOnward = (reach: Reach, from: readonly number[]): void => spread(reach, from, reach.onward);

/** Reaches every group from which, in any number of moves, somebody could come to one of `to`. */
export const reachBack = (reach: Reach, to: readonly number[]): void => spread(reach, to, reach.back);

/** The groups reached, in the order in which they were. */
export const reachedBy = ({ reached, count }: Reach): readonly number[] => [...reached.subarray(0, count)];

const spread = (reach: Reach, from: readonly number[], next: Int32Array): void => {
  const { words, isReached, reached } = reach;
  isReached.fill(0);
  reach.count = 0;
  for (const group of from) {
    isReached[group >>> 5]! |= 1 << (group & 31);
    reached[reach.count] = group;
    reach.count += 1;
  }
  for (let index = 0; index < reach.count; index += 1) {
    const row = reached[index]! * words;
    for (let word = 0; word < words; word += 1) {
      let fresh = next[row + word]! & ~isReached[word]!;
      isReached[word]! |= fresh;
      while (fresh !== 0) {
        const bit = fresh & -fresh;
        reached[reach.count] = word * 32 + 31 - Math.clz32(bit);
        reach.count += 1;
        fresh ^= bit;
      }
    }
  }
};
