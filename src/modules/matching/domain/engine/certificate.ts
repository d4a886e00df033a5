import type { Assigned } from './least-cost.js';
import type { Placed } from './place-by-priority.js';
import { costOf, nowhere, type Instance } from './instance.js';

/**
 * What is wrong with a result, in words for whoever repairs the program; empty when it is proven. It trusts neither
 * stage: it looks only at who is where, and at the prices, and passes over the edges a few times.
 */
export const faultsOf = (instance: Instance, placed: Placed, assigned: Assigned): readonly string[] => [
  ...seatFaults(instance, placed.groupOfPerson, 'stage 1'),
  ...seatFaults(instance, assigned.groupOfPerson, 'stage 2'),
  ...priorityFaults(instance, placed),
  ...samePeopleFaults(placed, assigned),
  ...costFaults(instance, assigned),
];

/** Everybody is in a group they may have, and no group has more people than seats. */
const seatFaults = (instance: Instance, groupOfPerson: Int32Array, stage: string): readonly string[] => {
  const faults: string[] = [];
  const filled = new Int32Array(instance.groups);
  groupOfPerson.forEach((group, person) => {
    if (group === nowhere) return;
    filled[group]! += 1;
    if (costOf(instance, person, group) === null) {
      faults.push(`${stage}: person ${person} is in group ${group} and may not be`);
    }
  });
  filled.forEach((people, group) => {
    if (people > instance.seats[group]!) {
      faults.push(`${stage}: group ${group} has ${instance.seats[group]} seats and ${people} people`);
    }
  });
  return faults;
};

/** Worse than any person: a free seat can be reached. */
const freeSeat = 0x7fffffff;

/**
 * Nobody is left out who could have a free seat, or the seat of somebody after them, however people are moved: the
 * last of all who could come to make room is worked out for each group, and has to come before whoever is left out.
 */
const priorityFaults = (instance: Instance, { groupOfPerson, isTight }: Placed): readonly string[] => {
  const { people, rowStart, groupOf } = instance;
  const faults: string[] = [];
  const lastWhoCouldMakeRoom = lastReachable(instance, groupOfPerson);
  for (let person = 0; person < people; person += 1) {
    if (groupOfPerson[person] !== nowhere) continue;
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) {
      const last = lastWhoCouldMakeRoom[groupOf[edge]!]!;
      if (last > person) {
        const what = last === freeSeat ? 'a free seat' : `the place of person ${last}`;
        faults.push(`stage 1: person ${person} is left out and could have ${what}`);
        break;
      }
    }
  }
  isTight.forEach((tight, group) => {
    if (tight === 1 && lastWhoCouldMakeRoom[group] === freeSeat) {
      faults.push(`stage 1: group ${group} is called tight and a free seat can be reached from it`);
    }
  });
  return faults;
};

/** Of each group the last person whose seat could come free for somebody who comes to it; `freeSeat` where one is free. */
const lastReachable = (instance: Instance, groupOfPerson: Int32Array): Int32Array => {
  const { people, groups, seats, rowStart, groupOf } = instance;
  const filled = new Int32Array(groups);
  const last = new Int32Array(groups).fill(nowhere);
  const comersStart = new Int32Array(groups + 1);
  for (let person = 0; person < people; person += 1) {
    const group = groupOfPerson[person]!;
    if (group === nowhere) continue;
    filled[group]! += 1;
    last[group] = person;
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1)
      comersStart[groupOf[edge]! + 1]! += 1;
  }
  for (let group = 0; group < groups; group += 1) {
    if (filled[group]! < seats[group]!) last[group] = freeSeat;
    comersStart[group + 1]! += comersStart[group]!;
  }
  // From which groups somebody could come to each group.
  const comersFrom = new Int32Array(comersStart[groups]!);
  const next = comersStart.slice();
  for (let person = 0; person < people; person += 1) {
    const group = groupOfPerson[person]!;
    if (group === nowhere) continue;
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) {
      comersFrom[next[groupOf[edge]!]!] = group;
      next[groupOf[edge]!]! += 1;
    }
  }
  // The greatest first: whatever leads to a group inherits its last person, and never a lesser one afterwards.
  const isDone = new Uint8Array(groups);
  const waiting: number[] = [];
  for (const first of Array.from({ length: groups }, (_, group) => group).sort(
    (a, b) => last[b]! - last[a]!,
  )) {
    if (isDone[first] === 1) continue;
    isDone[first] = 1;
    waiting.push(first);
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      for (let at = comersStart[group]!; at < comersStart[group + 1]!; at += 1) {
        const from = comersFrom[at]!;
        if (isDone[from] === 0) {
          isDone[from] = 1;
          last[from] = last[first]!;
          waiting.push(from);
        }
      }
    }
  }
  return last;
};

const samePeopleFaults = (placed: Placed, assigned: Assigned): readonly string[] => {
  const faults: string[] = [];
  placed.groupOfPerson.forEach((group, person) => {
    if ((group === nowhere) !== (assigned.groupOfPerson[person] === nowhere)) {
      faults.push(
        `stage 2: person ${person} is ${group === nowhere ? 'placed' : 'left out'}, in stage 1 not`,
      );
    }
  });
  return faults;
};

/**
 * Everybody has a group where cost and price together are least, no price is below 0, and what has a free seat costs
 * no more than itself: then no other way to place the same people costs less, since the two sums below meet.
 */
const costFaults = (
  { people, groups, seats, rowStart, groupOf, cost }: Instance,
  { groupOfPerson, prices, totalCost }: Assigned,
): readonly string[] => {
  const faults: string[] = [];
  const filled = new Int32Array(groups);
  let paid = 0;
  let leastPaid = 0;
  for (let person = 0; person < people; person += 1) {
    const group = groupOfPerson[person]!;
    if (group === nowhere) continue;
    filled[group]! += 1;
    let least = Infinity;
    let own = Infinity;
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) {
      const both = cost[edge]! + prices[groupOf[edge]!]!;
      if (both < least) least = both;
      if (groupOf[edge] === group) {
        own = both;
        paid += cost[edge]!;
      }
    }
    leastPaid += least;
    if (own > least)
      faults.push(`stage 2: person ${person} has group ${group} and would be better off elsewhere`);
  }
  for (let group = 0; group < groups; group += 1) {
    leastPaid -= seats[group]! * prices[group]!;
    if (prices[group]! < 0) faults.push(`stage 2: group ${group} has a price below 0`);
    if (prices[group]! > 0 && filled[group]! < seats[group]!) {
      faults.push(`stage 2: group ${group} has a price and a free seat`);
    }
  }
  if (paid !== totalCost) faults.push(`stage 2: the places cost ${paid} in all, not ${totalCost}`);
  if (paid !== leastPaid)
    faults.push(`stage 2: the places cost ${paid} in all and are proven to cost ${leastPaid} at least`);
  return faults;
};
