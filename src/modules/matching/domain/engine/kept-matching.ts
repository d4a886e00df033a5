import type { Instance } from './instance.js';
import type { Assigned } from './least-cost.js';
import type { Placed } from './place-by-priority.js';
import { solve } from './solve.js';

/** Somebody who comes: where they stand among those who wait, and what they may have, groups ascending. */
export interface Newcomer {
  /** Smaller comes first. Those of the first instance have 0, 1, 2 …; no two people may have the same. */
  readonly rank: number;
  readonly groups: readonly number[];
  readonly costs: readonly number[];
}

/** A matching that is kept right while people and seats come and go. */
export interface KeptMatching {
  /** Answers the number by which the person is known from now on: those of the first instance keep theirs. */
  readonly addPerson: (newcomer: Newcomer) => number;
  readonly removePerson: (person: number) => void;
  readonly addSeat: (group: number) => void;
  readonly removeSeat: (group: number) => void;
  readonly result: () => KeptResult;
}

/** As `solve` would answer for those who are there: by the numbers of the kept matching, -1 for whoever has gone. */
export interface KeptResult {
  readonly groupOfPerson: Int32Array;
  readonly prices: Int32Array;
  readonly totalCost: number;
}

interface Person {
  readonly number: number;
  readonly rank: number;
  readonly groups: readonly number[];
  readonly costs: readonly number[];
}

/** Begins with an instance. */
export const keepMatching = (instance: Instance): KeptMatching => {
  const seats = Int32Array.from(instance.seats);
  const people = new Map<number, Person>();
  for (let person = 0; person < instance.people; person += 1) {
    const from = instance.rowStart[person]!;
    const to = instance.rowStart[person + 1]!;
    people.set(person, {
      number: person,
      rank: person,
      groups: [...instance.groupOf.subarray(from, to)],
      costs: [...instance.cost.subarray(from, to)],
    });
  }
  let next = instance.people;
  const rebuilt = (): { placed: Placed; assigned: Assigned; order: readonly Person[] } => {
    const order = [...people.values()].sort((a, b) => a.rank - b.rank);
    const rowStart = new Int32Array(order.length + 1);
    order.forEach(({ groups }, index) => (rowStart[index + 1] = rowStart[index]! + groups.length));
    return {
      order,
      ...solve({
        people: order.length,
        groups: seats.length,
        seats,
        rowStart,
        groupOf: Int32Array.from(order.flatMap(({ groups }) => groups)),
        cost: Int32Array.from(order.flatMap(({ costs }) => costs)),
      }),
    };
  };
  return {
    addPerson: (newcomer) => {
      people.set(next, { number: next, ...newcomer });
      next += 1;
      return next - 1;
    },
    removePerson: (person) => void people.delete(person),
    addSeat: (group) => void (seats[group]! += 1),
    removeSeat: (group) => void (seats[group]! -= 1),
    result: () => {
      const { assigned, order } = rebuilt();
      const groupOfPerson = new Int32Array(next).fill(-1);
      order.forEach(({ number }, index) => (groupOfPerson[number] = assigned.groupOfPerson[index]!));
      return { groupOfPerson, prices: assigned.prices, totalCost: assigned.totalCost };
    },
  };
};
