import { costOfEdge, groupOfEdge, type CostRows } from './cost-rows.js';
import { longer } from './longer.js';
import type { Members } from './members.js';

/**
 * Of each group, where its people could go instead and not too dearly: for every other group the one of them whose change
 * of cost is least. Several people of a group may have the same groups, and most groups are too dear to go to, so this is
 * much shorter than all their edges, and it holds as long as the group keeps its people. Built when a group is asked about.
 */
export interface Moves {
  /**
   * Four numbers a move: change of cost and price of the other group together as they were when built (ascending in a
   * group), change of cost, the other group, and the seat of whoever would go. One table for all groups: a group whose
   * moves have outgrown their room has another at the end.
   */
  quads: Int32Array;
  /** How much of the table is given away. */
  used: number;
  /** Of each group where its moves begin, how many numbers they are, and for how many there is room. */
  readonly from: Int32Array;
  readonly length: Int32Array;
  readonly room: Int32Array;
  /** Of each group: moves whose change and price together were as much as this when built are left out. 0: none is built. */
  readonly upTo: Int32Array;
  /** Of each group 1 when it has got or lost somebody since whoever asks last put it back to 0. */
  readonly hasChanged: Uint8Array;
  /** By how much prices may have fallen in all, and how much that was when a group's moves were built. */
  fallen: number;
  readonly fallenWhenBuilt: Int32Array;
  readonly scratch: Scratch;
}

interface Scratch {
  /** Of each other group the least change of cost (`unseen` between two uses), the seat, and what moves are sorted by. */
  readonly leastChange: Int32Array;
  readonly seatOf: Int32Array;
  readonly seen: Int32Array;
  readonly keyOf: Int32Array;
  countOf: Int32Array;
}

const unseen = 0x7fffffff;

/** Sorted by prices that have fallen by more than this, moves are of little help. Unit: cost. */
const wornOut = 24;

/** Moves are kept that are dearer by so much than whoever asks would go: others will go farther. Unit: cost. */
const spare = 8;

/** Nothing built yet. */
export const noMoves = (groups: number): Moves => ({
  quads: new Int32Array(groups * 64),
  used: 0,
  from: new Int32Array(groups),
  length: new Int32Array(groups),
  room: new Int32Array(groups),
  upTo: new Int32Array(groups),
  hasChanged: new Uint8Array(groups).fill(1),
  fallen: 0,
  fallenWhenBuilt: new Int32Array(groups),
  scratch: {
    leastChange: new Int32Array(groups).fill(unseen),
    seatOf: new Int32Array(groups),
    seen: new Int32Array(groups),
    keyOf: new Int32Array(groups),
    countOf: new Int32Array(2_048),
  },
});

/** To be called whenever a group gets or loses somebody. */
export const forgetMoves = (moves: Moves, group: number): void => {
  moves.upTo[group] = 0;
  moves.hasChanged[group] = 1;
};

/** To be called when the people of a group have other seats: who could go where is as it was. */
export const forgetSeats = ({ upTo }: Moves, group: number): void => {
  upTo[group] = 0;
};

/** Makes sure that those moves of a group are at hand whose change and price together are less than `dearest`. */
export const lookUpMoves = (
  moves: Moves,
  group: number,
  dearest: number,
  rows: CostRows,
  members: Members,
  costHeld: Int32Array,
  prices: Int32Array,
): void => {
  // Prices may have fallen since, and by no more than this.
  const fallen = moves.fallen - moves.fallenWhenBuilt[group]!;
  if (dearest + fallen <= moves.upTo[group]! && fallen <= wornOut) return;
  moves.upTo[group] = dearest + spare;
  build(moves, group, rows, members, costHeld, prices);
  moves.fallenWhenBuilt[group] = moves.fallen;
};

const build = (
  moves: Moves,
  group: number,
  rows: CostRows,
  members: Members,
  costHeld: Int32Array,
  prices: Int32Array,
): void => {
  const { length, upTo, scratch } = moves;
  const { leastChange, seatOf, seen, keyOf } = scratch;
  const first = members.firstSeat[group]!;
  const last = first + members.filled[group]!;
  const tooDear = upTo[group]!;
  let count = 0;
  let lowest = unseen;
  let highest = -unseen;
  for (let at = first; at < last; at += 1) {
    const holder = members.personAt[at]!;
    const held = costHeld[holder]!;
    const end = rows.end[holder]!;
    for (let next = rows.start[holder]!; next < end; next += 1) {
      const edge = rows.edges[next]!;
      const change = costOfEdge(edge) - held;
      // No price is below 0, and what follows costs more.
      if (change >= tooDear) break;
      const other = groupOfEdge(edge);
      const key = change + prices[other]!;
      if (key < tooDear && change < leastChange[other]!) {
        if (leastChange[other] === unseen) {
          seen[count] = other;
          count += 1;
          if (key > highest) highest = key;
        }
        if (key < lowest) lowest = key;
        leastChange[other] = change;
        keyOf[other] = key;
        seatOf[other] = at;
      }
    }
  }
  length[group] = count * 4;
  makeRoomFor(moves, group);
  sortByChange(moves, group, count, lowest, highest);
};

const makeRoomFor = (moves: Moves, group: number): void => {
  const { length, room, from } = moves;
  if (length[group]! <= room[group]!) return;
  const more = length[group]! + (length[group]! >>> 1) + 32;
  if (moves.used + more > moves.quads.length) moves.quads = longer(moves.quads, moves.used + more, 0);
  from[group] = moves.used;
  room[group] = more;
  moves.used += more;
};

/** Counting sort: changes are whole numbers that lie close together. Leaves the scratch as it was before. */
const sortByChange = (
  { quads, from, scratch }: Moves,
  group: number,
  count: number,
  lowest: number,
  highest: number,
): void => {
  if (count === 0) return;
  const first = from[group]!;
  const { leastChange, seatOf, seen, keyOf } = scratch;
  const span = highest - lowest + 2;
  if (scratch.countOf.length < span) scratch.countOf = new Int32Array(span);
  const { countOf } = scratch;
  for (let index = 0; index < count; index += 1) countOf[keyOf[seen[index]!]! - lowest + 1]! += 1;
  for (let value = 1; value < span; value += 1) countOf[value]! += countOf[value - 1]!;
  for (let index = 0; index < count; index += 1) {
    const other = seen[index]!;
    const key = keyOf[other]!;
    const to = first + countOf[key - lowest]! * 4;
    countOf[key - lowest]! += 1;
    quads[to] = key;
    quads[to + 1] = leastChange[other]!;
    quads[to + 2] = other;
    quads[to + 3] = seatOf[other]!;
    leastChange[other] = unseen;
  }
  countOf.fill(0, 0, span);
};
