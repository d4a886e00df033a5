import type { CostRows } from './cost-rows.js';
import { nowhere } from './instance.js';
import type { Members } from './members.js';

/**
 * People in seats, and what a seat of each group is worth to those who do not have one. At all times everybody seated
 * has a group where cost and price together are least of all they may have, no price is below 0, and a group with a
 * free seat has price 0: so nobody could be seated for less in all.
 */
export interface Market {
  readonly seats: Int32Array;
  readonly rows: CostRows;
  readonly members: Members;
  readonly prices: Int32Array;
  /** Of each person seated, the cost of their seat. */
  readonly costHeld: Int32Array;
  readonly paths: Paths;
}

/** What a search for the cheapest path leaves behind, and its queue: groups in buckets by their distance. */
interface Paths {
  /** What it would cost in all that somebody more comes to the group; `unseen` where the search has not been. */
  readonly distance: Int32Array;
  readonly isSettled: Uint8Array;
  /** The seat whose holder would come to the group, `nowhere` for the newcomer, and the cost for whoever comes. */
  readonly cameFrom: Int32Array;
  readonly costToCome: Int32Array;
  readonly seen: Int32Array;
  /** The first entry of each distance, and of each entry its group and the next entry; -1 ends a list. */
  firstOf: Int32Array;
  entryGroup: Int32Array;
  entryNext: Int32Array;
}

const unseen = 0x7fffffff;

/** Nobody seated, nothing dear. */
export const emptyMarket = (seats: Int32Array, rows: CostRows, members: Members): Market => {
  const groups = seats.length;
  return {
    seats,
    rows,
    members,
    prices: new Int32Array(groups),
    costHeld: new Int32Array(rows.start.length),
    paths: {
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

/** Where a search begins with somebody who has no seat: in the groups they may have. */
export const beginWithPerson = (market: Market, person: number, isEnd: IsEnd): Search => {
  const { rows, prices } = market;
  const first = rows.start[person]!;
  const end = rows.end[person]!;
  let least = unseen;
  for (let edge = first; edge < end && rows.cost[edge]! < least; edge += 1) {
    least = Math.min(least, rows.cost[edge]! + prices[rows.groupOf[edge]!]!);
  }
  const search = { market, isEnd, seen: 0, entries: 0, furthest: 0, end: nowhere, bound: unseen };
  for (let edge = first; edge < end; edge += 1) {
    const group = rows.groupOf[edge]!;
    reach(search, group, rows.cost[edge]! + prices[group]! - least, nowhere, rows.cost[edge]!);
  }
  return search;
};

/** Whether a path may end in a group. */
type IsEnd = (group: number) => boolean;

/** One search: how much of the arrays is in use, and the nearest end so far with its distance. */
interface Search {
  readonly market: Market;
  readonly isEnd: IsEnd;
  seen: number;
  entries: number;
  furthest: number;
  end: number;
  bound: number;
}

/** Notes a way to a group, if it is the shortest so far and shorter than the way to the nearest end. */
const reach = (search: Search, group: number, distance: number, cameFrom: number, cost: number): void => {
  const { paths } = search.market;
  if (distance >= search.bound || distance >= paths.distance[group]!) return;
  if (paths.distance[group] === unseen) {
    paths.seen[search.seen] = group;
    search.seen += 1;
  }
  paths.distance[group] = distance;
  paths.cameFrom[group] = cameFrom;
  paths.costToCome[group] = cost;
  if (search.isEnd(group)) {
    search.bound = distance;
    search.end = group;
  } else enqueue(search, group, distance);
};

const enqueue = (search: Search, group: number, distance: number): void => {
  const { paths } = search.market;
  if (distance >= paths.firstOf.length) paths.firstOf = longer(paths.firstOf, distance + 1, -1);
  if (search.entries === paths.entryGroup.length) {
    paths.entryGroup = longer(paths.entryGroup, search.entries + 1, 0);
    paths.entryNext = longer(paths.entryNext, search.entries + 1, 0);
  }
  paths.entryGroup[search.entries] = group;
  paths.entryNext[search.entries] = paths.firstOf[distance]!;
  paths.firstOf[distance] = search.entries;
  search.entries += 1;
  if (distance > search.furthest) search.furthest = distance;
};

const longer = (array: Int32Array, atLeast: number, rest: number): Int32Array => {
  const copy = new Int32Array(Math.max(atLeast, array.length * 2)).fill(rest);
  copy.set(array);
  return copy;
};

/** Goes on from the nearest group to the next, until no end can be nearer than the one that is known. */
export const findEnd = (search: Search): number => {
  const { paths } = search.market;
  for (let distance = 0; distance <= search.furthest && distance < search.bound; distance += 1) {
    for (let entry = paths.firstOf[distance]!; entry !== -1; entry = paths.firstOf[distance]!) {
      paths.firstOf[distance] = paths.entryNext[entry]!;
      const group = paths.entryGroup[entry]!;
      if (paths.isSettled[group] === 0 && paths.distance[group] === distance) {
        paths.isSettled[group] = 1;
        passOn(search, group, distance);
      }
    }
  }
  return search.end;
};

/** Everybody in a group could go on to any other group they may have. */
const passOn = (search: Search, group: number, distance: number): void => {
  const { rows, members, prices, costHeld, paths } = search.market;
  const first = members.firstSeat[group]!;
  const last = first + members.filled[group]!;
  for (let at = first; at < last; at += 1) {
    const holder = members.personAt[at]!;
    const end = rows.end[holder]!;
    const before = distance - costHeld[holder]! - prices[group]!;
    for (let edge = rows.start[holder]!; edge < end; edge += 1) {
      const cost = rows.cost[edge]!;
      if (before + cost >= search.bound) break;
      const other = rows.groupOf[edge]!;
      const far = before + cost + prices[other]!;
      if (far < paths.distance[other]!) reach(search, other, far, at, cost);
    }
  }
};

/** Raises the price of what is nearer than the end, so that the path found is as cheap as staying; then forgets the search. */
export const settlePrices = ({ market, seen, bound, furthest }: Search): void => {
  const { paths, prices } = market;
  for (let index = 0; index < seen; index += 1) {
    const group = paths.seen[index]!;
    if (paths.distance[group]! < bound) prices[group]! += bound - paths.distance[group]!;
    paths.distance[group] = unseen;
    paths.isSettled[group] = 0;
  }
  paths.firstOf.fill(-1, 0, furthest + 1);
};

/**
 * Moves everybody on along the path that was found, into `into`, an empty seat of the group it ends in, and says
 * which seat is empty now, in which group the path began, and what that group costs a newcomer.
 */
export const moveAlong = (
  { market }: Search,
  end: number,
  into: number,
): { readonly seat: number; readonly group: number; readonly cost: number } => {
  const { members, paths, costHeld } = market;
  let empty = into;
  let group = end;
  for (let from = paths.cameFrom[group]!; from !== nowhere; from = paths.cameFrom[group]!) {
    const mover = members.personAt[from]!;
    const next = members.groupOfPerson[mover]!;
    members.personAt[empty] = mover;
    members.groupOfPerson[mover] = group;
    costHeld[mover] = paths.costToCome[group]!;
    empty = from;
    group = next;
  }
  return { seat: empty, group, cost: paths.costToCome[group]! };
};

/** Seats somebody new, moving others on where that costs least in all. Somebody must be able to have a free seat. */
export const seatNewcomer = (market: Market, person: number): void => {
  const { members, seats, costHeld } = market;
  const search = beginWithPerson(market, person, (group) => members.filled[group]! < seats[group]!);
  const end = findEnd(search);
  if (end === nowhere) throw new Error(`No free seat can be reached for person ${person}.`);
  const into = members.firstSeat[end]! + members.filled[end]!;
  members.filled[end]! += 1;
  const start = moveAlong(search, end, into);
  members.personAt[start.seat] = person;
  members.groupOfPerson[person] = start.group;
  costHeld[person] = start.cost;
  settlePrices(search);
};
