import {
  beginWithPerson,
  findPath,
  forget,
  hasFreeSeat,
  lookFor,
  marketOf,
  moveAlong,
  raisePrices,
  reach,
  seatIn,
  seatNewcomer,
  startSearch,
  takeFreeSeat,
  type Emptied,
  type Market,
} from './cheapest-path.js';
import { groupOfEdge, rowsByCost, sortInto } from './cost-rows.js';
import { costOf, greatestCost, nowhere, type Instance } from './instance.js';
import { longer } from './longer.js';
import { seatedAs, type Members } from './members.js';
import { forgetMoves, forgetSeats } from './moves.js';
import { noReach, reachBack, reachOnward, refresh, type Reach } from './reach.js';
import { addTo, rankedLists, takeFrom, type RankedLists } from './ranked-lists.js';
import { solve } from './solve.js';

/** Somebody who comes: where they stand among those who wait, and what they may have, groups ascending. */
export interface Newcomer {
  /** Smaller comes first. Those of the first instance have 0, 1, 2 …; no two people may have the same. */
  readonly rank: number;
  readonly groups: readonly number[];
  readonly costs: readonly number[];
}

/** A matching that is kept right while people and seats come and go, one at a time. */
export interface KeptMatching {
  /** Answers the number by which the person is known from now on: those of the first instance keep theirs. */
  readonly addPerson: (newcomer: Newcomer) => number;
  readonly removePerson: (person: number) => void;
  readonly addSeat: (group: number) => void;
  /** The group must have a seat. */
  readonly removeSeat: (group: number) => void;
  readonly result: () => KeptResult;
}

/** As `solve` would answer for those who are there, by the numbers of the kept matching: -1 also for whoever has gone. */
export interface KeptResult {
  readonly groupOfPerson: Int32Array;
  readonly prices: Int32Array;
  readonly totalCost: number;
}

interface Kept {
  readonly market: Market;
  /** How many numbers have been given to people. */
  people: number;
  edges: number;
  ranks: Float64Array;
  /** Of each group, those who may have it and have no place. */
  readonly waiting: RankedLists;
  readonly around: Reach;
}

/** Begins with an instance: solves it once, and from then on changes only what an event changes. */
export const keepMatching = (instance: Instance): KeptMatching => {
  const kept = begin(instance);
  return {
    addPerson: (newcomer) => addPerson(kept, newcomer),
    removePerson: (person) => removePerson(kept, person),
    addSeat: (group) => addSeat(kept, group),
    removeSeat: (group) => removeSeat(kept, group),
    result: () => resultOf(kept),
  };
};

const begin = (instance: Instance): Kept => {
  const { people, groups, groupOf, rowStart } = instance;
  const { groupOfPerson, prices } = solve(instance).assigned;
  const costHeld = new Int32Array(people);
  const room = new Int32Array(groups);
  for (let person = 0; person < people; person += 1) {
    const group = groupOfPerson[person]!;
    if (group !== nowhere) costHeld[person] = costOf(instance, person, group) ?? 0;
    else {
      for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) room[groupOf[edge]!]! += 1;
    }
  }
  const ranks = Float64Array.from({ length: people }, (_, person) => person);
  const rankOf = (person: number): number => kept.ranks[person]!;
  const kept: Kept = {
    market: marketOf(
      Int32Array.from(instance.seats),
      // Making room later would make somebody wait: all edges are copied.
      rowsByCost(instance, () => true, (groupOf.length >>> 3) + 1_024),
      seatedAs(instance, groupOfPerson),
      prices.slice(),
      costHeld,
    ),
    people,
    edges: groupOf.length,
    ranks,
    waiting: rankedLists(room, rankOf),
    around: noReach(groups),
  };
  for (let person = 0; person < people; person += 1) {
    if (groupOfPerson[person] === nowhere) startsWaiting(kept, person);
  }
  refresh(kept.around, kept.market.rows, kept.market.members, kept.market.moves);
  return kept;
};

/**
 * Somebody comes. They get a place if a free seat can be reached; otherwise in the stead of the last of all who could
 * make room for them, if that is somebody after them.
 */
const addPerson = (kept: Kept, newcomer: Newcomer): number => {
  const { market } = kept;
  const person = keepRow(kept, newcomer);
  const last = lastWhoCouldMakeRoom(kept, newcomer.groups);
  if (last === freeSeat) seatNewcomer(market, person);
  else if (last !== nowhere && kept.ranks[last]! > newcomer.rank) {
    giveSeat(kept, person, last);
    startsWaiting(kept, last);
  } else startsWaiting(kept, person);
  return person;
};

/** Somebody goes. Their seat is for the first of those without one who could come to it, others making room. */
const removePerson = (kept: Kept, person: number): void => {
  const { market } = kept;
  const group = market.members.groupOfPerson[person]!;
  if (group === nowhere) {
    stopsWaiting(kept, person);
    return;
  }
  const next = firstWhoCouldCome(kept, group);
  if (next === nowhere) {
    const emptied = drawInto(market, group, seatOf(market.members, person));
    leave(market, emptied);
  } else {
    giveSeat(kept, next, person);
    stopsWaiting(kept, next);
  }
  market.members.groupOfPerson[person] = nowhere;
};

/** There is one more seat: it is for the first who could come to it, or for those who would rather have it. */
const addSeat = (kept: Kept, group: number): void => {
  const { market } = kept;
  const { members, seats } = market;
  const next = hasFreeSeat(market, group) ? nowhere : firstWhoCouldCome(kept, group);
  const wasWanted = market.prices[group]! > 0;
  seats[group]! += 1;
  makeRoom(market, group);
  if (next !== nowhere) {
    const into = takeFreeSeat(members, group);
    const search = findPath(
      market,
      (begun) => beginWithPerson(begun, next),
      (end) => end === group,
    );
    seatIn(market, next, moveAlong(search, into));
    raisePrices(search);
    stopsWaiting(kept, next);
  } else if (wasWanted) {
    const into = takeFreeSeat(members, group);
    members.personAt[into] = nowhere;
    leave(market, drawInto(market, group, into));
  }
};

/** There is one seat less. If it was taken, everybody moves up, or the last of all who could make room has none. */
const removeSeat = (kept: Kept, group: number): void => {
  const { market } = kept;
  const { members, seats } = market;
  if (seats[group]! <= 0) throw new Error(`Group ${group} has no seat to remove.`);
  if (!hasFreeSeat(market, group)) {
    const last = lastWhoCouldMakeRoom(kept, [group]);
    const end = last === freeSeat ? nowhere : members.groupOfPerson[last]!;
    if (end === group) leave(market, { seat: seatOf(members, last), group, cost: 0 });
    else {
      const search = findPath(
        market,
        (begun) => reach(begun, group, 0, nowhere, 0),
        (other) => (last === freeSeat ? hasFreeSeat(market, other) : other === end),
      );
      const into = last === freeSeat ? takeFreeSeat(members, search.end) : seatOf(members, last);
      leave(market, moveAlong(search, into));
      raisePrices(search);
    }
    if (last !== freeSeat) {
      members.groupOfPerson[last] = nowhere;
      startsWaiting(kept, last);
    }
  }
  seats[group]! -= 1;
};

/** Moves people on so that `comer` has a seat and `leaver` none, for the least cost in all. */
const giveSeat = ({ market }: Kept, comer: number, leaver: number): void => {
  const { members } = market;
  const group = members.groupOfPerson[leaver]!;
  const search = findPath(
    market,
    (begun) => beginWithPerson(begun, comer),
    (end) => end === group,
  );
  seatIn(market, comer, moveAlong(search, seatOf(members, leaver)));
  members.groupOfPerson[leaver] = nowhere;
  raisePrices(search);
};

/**
 * A seat of a group is empty and nobody is waiting for it: whoever gains most by moving into it does, and others after
 * them, as long as that makes all together cheaper. Prices fall by what the seat has made cheaper. Says which seat is
 * empty in the end.
 */
const drawInto = (market: Market, group: number, into: number): Emptied => {
  const { prices, members, queue, moves } = market;
  const worth = prices[group]!;
  if (worth === 0) return { seat: into, group, cost: 0 };
  const search = startSearch(market, (end) => end === group, worth + 1);
  reach(search, group, worth, nowhere, 0);
  for (let from = 0; from < prices.length; from += 1) {
    if (from !== group && members.filled[from]! > 0) reach(search, from, prices[from]!, nowhere, 0);
  }
  lookFor(search);
  const emptied = moveAlong(search, into);
  for (let other = 0; other < prices.length; other += 1) {
    const fall = Math.min(search.bound, queue.distance[other]!);
    prices[other] = Math.max(0, prices[other]! - fall);
  }
  moves.fallen += search.bound;
  forget(search);
  return emptied;
};

/** Closes the gap that an empty seat leaves among those of its group. */
const leave = ({ members, moves }: Market, { seat, group }: Emptied): void => {
  members.filled[group]! -= 1;
  const last = members.firstSeat[group]! + members.filled[group]!;
  members.personAt[seat] = members.personAt[last]!;
  members.personAt[last] = nowhere;
  forgetMoves(moves, group);
};

const seatOf = ({ firstSeat, personAt, groupOfPerson }: Members, person: number): number => {
  let seat = firstSeat[groupOfPerson[person]!]!;
  while (personAt[seat] !== person) seat += 1;
  return seat;
};

/** Room in the table of seats for one more of a group; others move up where it is full. */
const makeRoom = ({ seats, members, moves }: Market, group: number): void => {
  const { firstSeat, personAt } = members;
  if (firstSeat[group]! + seats[group]! <= firstSeat[group + 1]!) return;
  const spare = 16;
  const moved = new Int32Array(personAt.length + spare).fill(nowhere);
  moved.set(personAt.subarray(0, firstSeat[group + 1]));
  moved.set(personAt.subarray(firstSeat[group + 1]), firstSeat[group + 1]! + spare);
  members.personAt = moved;
  for (let other = group + 1; other < firstSeat.length; other += 1) {
    firstSeat[other]! += spare;
    if (other < seats.length) forgetSeats(moves, other);
  }
};

const freeSeat = -2;

/**
 * The last of all whose seat could come free for somebody who comes to one of the groups, however people are moved;
 * `freeSeat` where one is free, `nowhere` where there is none.
 */
const lastWhoCouldMakeRoom = ({ market, around, ranks }: Kept, groups: readonly number[]): number => {
  const { members, rows, moves } = market;
  refresh(around, rows, members, moves);
  reachOnward(around, groups);
  let last = nowhere;
  for (let next = 0; next < around.count; next += 1) {
    const group = around.reached[next]!;
    if (hasFreeSeat(market, group)) return freeSeat;
    const first = members.firstSeat[group]!;
    for (let at = first; at < first + members.filled[group]!; at += 1) {
      const holder = members.personAt[at]!;
      if (last === nowhere || ranks[holder]! > ranks[last]!) last = holder;
    }
  }
  return last;
};

/** The first of those without a place for whom room could be made if a seat of a group came free. */
const firstWhoCouldCome = ({ market, around, waiting, ranks }: Kept, group: number): number => {
  const { members, rows, moves } = market;
  refresh(around, rows, members, moves);
  reachBack(around, [group]);
  let first = nowhere;
  for (let next = 0; next < around.count; next += 1) {
    const here = around.reached[next]!;
    if (waiting.length[here]! > 0) {
      const one = waiting.people[here]![0]!;
      if (first === nowhere || ranks[one]! < ranks[first]!) first = one;
    }
  }
  return first;
};

const startsWaiting = ({ market, waiting }: Kept, person: number): void => {
  const { start, end, edges } = market.rows;
  for (let at = start[person]!; at < end[person]!; at += 1) addTo(waiting, groupOfEdge(edges[at]!), person);
};

const stopsWaiting = ({ market, waiting }: Kept, person: number): void => {
  const { start, end, edges } = market.rows;
  for (let at = start[person]!; at < end[person]!; at += 1)
    takeFrom(waiting, groupOfEdge(edges[at]!), person);
};

/** Notes what a newcomer may have, and gives them their number. */
const keepRow = (kept: Kept, { rank, groups, costs }: Newcomer): number => {
  const { market } = kept;
  const { rows, members } = market;
  const person = kept.people;
  if (person === rows.start.length) {
    rows.start = longer(rows.start, person + 1, 0);
    rows.end = longer(rows.end, person + 1, 0);
    members.groupOfPerson = longer(members.groupOfPerson, person + 1, nowhere);
    market.costHeld = longer(market.costHeld, person + 1, 0);
    const ranks = new Float64Array(rows.start.length);
    ranks.set(kept.ranks);
    kept.ranks = ranks;
  }
  if (kept.edges + groups.length > rows.edges.length) {
    rows.edges = longer(rows.edges, kept.edges + groups.length, 0);
  }
  sortInto(
    rows,
    kept.edges,
    Int32Array.from(groups),
    Int32Array.from(costs),
    0,
    groups.length,
    new Int32Array(greatestCost + 2),
  );
  rows.start[person] = kept.edges;
  rows.end[person] = kept.edges + groups.length;
  kept.ranks[person] = rank;
  kept.edges += groups.length;
  kept.people += 1;
  return person;
};

const resultOf = ({ market, people }: Kept): KeptResult => {
  const groupOfPerson = market.members.groupOfPerson.slice(0, people);
  let totalCost = 0;
  for (let person = 0; person < people; person += 1) {
    if (groupOfPerson[person] !== nowhere) totalCost += market.costHeld[person]!;
  }
  return { groupOfPerson, prices: market.prices.slice(), totalCost };
};
