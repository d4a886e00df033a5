import { costOfEdge, groupOfEdge, type CostRows } from './cost-rows.js';
import { nowhere } from './instance.js';
import { longer } from './longer.js';
import type { Members } from './members.js';
import { forgetMoves, lookUpMoves, noMoves, type Moves } from './moves.js';

/**
 * People in seats, and what a seat of each group is worth to those who do not have one. At all times everybody seated
 * has a group where cost and price together are least of all they may have, no price is below 0, and a group with a
 * free seat has price 0: so the same people could not be seated for less in all.
 */
export interface Market {
  /** Of each group. */
  readonly seats: Int32Array;
  readonly rows: CostRows;
  readonly members: Members;
  readonly prices: Int32Array;
  /** Of each person seated, the cost of their seat. */
  costHeld: Int32Array;
  readonly moves: Moves;
  readonly queue: Queue;
}

/** What a search finds out about groups, and the groups it has still to look at, in buckets by their distance. */
interface Queue {
  /** What it would cost in all that the newcomer comes, or somebody who makes room for them; `unseen` so far. */
  readonly distance: Int32Array;
  readonly isSettled: Uint8Array;
  /** The seat whose holder would come to the group, `nowhere` for the newcomer; and what whoever comes pays there. */
  readonly cameFrom: Int32Array;
  readonly costToCome: Int32Array;
  /** The groups that have a distance. */
  readonly seen: Int32Array;
  /** Of each distance the first entry; of each entry its group and the next entry; -1 ends a list. */
  firstOf: Int32Array;
  entryGroup: Int32Array;
  entryNext: Int32Array;
}

/** Whether a path may end in a group. */
type IsEnd = (group: number) => boolean;

/** One search: how much of the queue is in use, and the nearest end so far with its distance. */
export interface Search {
  readonly market: Market;
  readonly isEnd: IsEnd;
  seen: number;
  entries: number;
  furthest: number;
  end: number;
  /** Nothing as far as this is looked at: the distance of the nearest end, or as far as this search is to go. */
  bound: number;
}

const unseen = 0x7fffffff;

/** How far a search goes before it raises prices and begins again, going twice as far. Unit: cost. */
const firstBound = 8;

/** People in seats as `members` says, at prices that are right for them. */
export const marketOf = (
  seats: Int32Array,
  rows: CostRows,
  members: Members,
  prices: Int32Array,
  costHeld: Int32Array,
): Market => {
  const groups = seats.length;
  return {
    seats,
    rows,
    members,
    prices,
    costHeld,
    moves: noMoves(groups),
    queue: {
      distance: new Int32Array(groups).fill(unseen),
      isSettled: new Uint8Array(groups),
      cameFrom: new Int32Array(groups),
      costToCome: new Int32Array(groups),
      seen: new Int32Array(groups),
      firstOf: new Int32Array(2_048).fill(-1),
      entryGroup: new Int32Array(groups * 4 + 16),
      entryNext: new Int32Array(groups * 4 + 16),
    },
  };
};

/**
 * The cheapest path from where `begin` says to an end; there must be one. What is far beyond it is never looked at:
 * the search goes a short way first. Where it meets no end, all it has reached becomes dearer by so much, which changes
 * nothing for anybody seated, and it goes farther.
 */
export const findPath = (market: Market, begin: (search: Search) => void, isEnd: IsEnd): Search => {
  for (let bound = firstBound; bound < unseen / 2; bound *= 2) {
    const search = startSearch(market, isEnd, bound);
    begin(search);
    lookFor(search);
    if (search.end !== nowhere) return search;
    raisePrices(search);
  }
  throw new Error('No way leads to where a seat could be had.');
};

/** A search that has not begun. */
export const startSearch = (market: Market, isEnd: IsEnd, bound: number): Search => ({
  market,
  isEnd,
  seen: 0,
  entries: 0,
  furthest: 0,
  end: nowhere,
  bound,
});

/** Begins with somebody who has no seat: in the groups they may have, nearest where cost and price are least. */
export const beginWithPerson = (search: Search, person: number): void => {
  const { rows, prices } = search.market;
  const first = rows.start[person]!;
  const end = rows.end[person]!;
  let least = unseen;
  for (let at = first; at < end; at += 1) {
    const edge = rows.edges[at]!;
    if (costOfEdge(edge) >= least) break;
    const both = costOfEdge(edge) + prices[groupOfEdge(edge)]!;
    if (both < least) least = both;
  }
  for (let at = first; at < end; at += 1) {
    const edge = rows.edges[at]!;
    const cost = costOfEdge(edge);
    if (cost - least >= search.bound) break;
    const group = groupOfEdge(edge);
    reach(search, group, cost + prices[group]! - least, nowhere, cost);
  }
};

/** Notes a way to a group, if it is the shortest so far and shorter than the way to the nearest end. */
export const reach = (
  search: Search,
  group: number,
  distance: number,
  cameFrom: number,
  cost: number,
): void => {
  const { queue } = search.market;
  if (distance >= search.bound || distance >= queue.distance[group]!) return;
  if (queue.distance[group] === unseen) {
    queue.seen[search.seen] = group;
    search.seen += 1;
  }
  queue.distance[group] = distance;
  queue.cameFrom[group] = cameFrom;
  queue.costToCome[group] = cost;
  if (search.isEnd(group)) {
    search.bound = distance;
    search.end = group;
  } else enqueue(search, group, distance);
};

const enqueue = (search: Search, group: number, distance: number): void => {
  const { queue } = search.market;
  if (distance >= queue.firstOf.length) queue.firstOf = longer(queue.firstOf, distance + 1, -1);
  if (search.entries === queue.entryGroup.length) {
    queue.entryGroup = longer(queue.entryGroup, search.entries + 1, 0);
    queue.entryNext = longer(queue.entryNext, search.entries + 1, 0);
  }
  queue.entryGroup[search.entries] = group;
  queue.entryNext[search.entries] = queue.firstOf[distance]!;
  queue.firstOf[distance] = search.entries;
  search.entries += 1;
  if (distance > search.furthest) search.furthest = distance;
};

/** Goes on from the nearest group to the next, until no end can be nearer than the one that is known. */
export const lookFor = (search: Search): void => {
  const { queue } = search.market;
  for (let distance = 0; distance <= search.furthest && distance < search.bound; distance += 1) {
    for (let entry = queue.firstOf[distance]!; entry !== -1; entry = queue.firstOf[distance]!) {
      queue.firstOf[distance] = queue.entryNext[entry]!;
      const group = queue.entryGroup[entry]!;
      if (queue.isSettled[group] === 0 && queue.distance[group] === distance) {
        queue.isSettled[group] = 1;
        passOn(search, group, distance);
      }
    }
  }
};

/** Everybody in a group could make room in it by going to any other group they may have. */
const passOn = (search: Search, group: number, distance: number): void => {
  const { rows, members, prices, costHeld, queue, moves } = search.market;
  const known = queue.distance;
  const before = distance - prices[group]!;
  lookUpMoves(moves, group, search.bound - before, rows, members, costHeld, prices);
  const { quads } = moves;
  const first = moves.from[group]!;
  const end = first + moves.length[group]!;
  // Prices may have fallen since the moves were sorted, and by no more than this.
  const leastBefore = before - moves.fallen + moves.fallenWhenBuilt[group]!;
  let dearest = search.bound - leastBefore;
  for (let at = first; at < end && quads[at]! < dearest; at += 4) {
    const other = quads[at + 2]!;
    const far = before + quads[at + 1]! + prices[other]!;
    if (far < known[other]!) {
      const seat = quads[at + 3]!;
      reach(search, other, far, seat, quads[at + 1]! + costHeld[members.personAt[seat]!]!);
      dearest = search.bound - leastBefore;
    }
  }
};

/**
 * Raises the price of every group that is nearer than the bound by as much as it is nearer: so the path found costs no
 * more than staying, and nobody seated is better off elsewhere. Then forgets the search.
 */
export const raisePrices = (search: Search): void => {
  const { market, seen, bound } = search;
  const { queue, prices } = market;
  for (let index = 0; index < seen; index += 1) {
    const group = queue.seen[index]!;
    if (queue.distance[group]! < bound) prices[group]! += bound - queue.distance[group]!;
  }
  forget(search);
};

/** Leaves the queue as it was before the search. */
export const forget = ({ market, seen, furthest }: Search): void => {
  const { queue } = market;
  for (let index = 0; index < seen; index += 1) {
    queue.distance[queue.seen[index]!] = unseen;
    queue.isSettled[queue.seen[index]!] = 0;
  }
  queue.firstOf.fill(-1, 0, furthest + 1);
};

/** The seat that is empty after everybody on a path has moved, its group, and what that group costs a newcomer. */
export interface Emptied {
  readonly seat: number;
  readonly group: number;
  readonly cost: number;
}

/** Moves everybody on along the path that was found, the last of them into `into`, a seat of the group it ends in. */
export const moveAlong = ({ market, end }: Search, into: number): Emptied => {
  const { members, queue, costHeld, moves } = market;
  let empty = into;
  let group = end;
  for (let from = queue.cameFrom[group]!; from !== nowhere; from = queue.cameFrom[group]!) {
    forgetMoves(moves, group);
    const mover = members.personAt[from]!;
    const next = members.groupOfPerson[mover]!;
    members.personAt[empty] = mover;
    members.groupOfPerson[mover] = group;
    costHeld[mover] = queue.costToCome[group]!;
    empty = from;
    group = next;
  }
  forgetMoves(moves, group);
  return { seat: empty, group, cost: queue.costToCome[group]! };
};

/** Gives somebody the seat that became empty. */
export const seatIn = (
  { members, costHeld }: Market,
  person: number,
  { seat, group, cost }: Emptied,
): void => {
  members.personAt[seat] = person;
  members.groupOfPerson[person] = group;
  costHeld[person] = cost;
};

/** Whether a group has a seat that nobody has. */
export const hasFreeSeat = ({ members, seats }: Market, group: number): boolean =>
  members.filled[group]! < seats[group]!;

/** Seats somebody new, moving others on where that costs least in all. A free seat must be within reach. */
export const seatNewcomer = (market: Market, person: number): void => {
  const search = findPath(
    market,
    (begun) => beginWithPerson(begun, person),
    (group) => hasFreeSeat(market, group),
  );
  seatIn(market, person, moveAlong(search, takeFreeSeat(market.members, search.end)));
  raisePrices(search);
};

/** Counts a free seat of a group as taken, and says which. */
export const takeFreeSeat = (members: Members, group: number): number => {
  const seat = members.firstSeat[group]! + members.filled[group]!;
  members.filled[group]! += 1;
  return seat;
};
