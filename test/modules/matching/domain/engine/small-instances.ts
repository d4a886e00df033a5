import fc from 'fast-check';

import { nowhere, type Instance } from '../../../../../src/modules/matching/domain/engine/instance.js';

/** What one person may have: group → cost. */
export type Row = ReadonlyMap<number, number>;

/** An instance from its rows, written as people read them. */
export const instanceOf = (seats: readonly number[], rows: readonly Row[]): Instance => {
  const sorted = rows.map((row) => [...row].sort(([a], [b]) => a - b));
  const rowStart = new Int32Array(rows.length + 1);
  sorted.forEach((row, person) => (rowStart[person + 1] = rowStart[person]! + row.length));
  return {
    people: rows.length,
    groups: seats.length,
    seats: Int32Array.from(seats),
    rowStart,
    groupOf: Int32Array.from(sorted.flatMap((row) => row.map(([group]) => group))),
    cost: Int32Array.from(sorted.flatMap((row) => row.map(([, cost]) => cost))),
  };
};

interface Sizes {
  readonly people: number;
  readonly groups: number;
  readonly seatsEach: number;
  /** Small, so that there are many ties. */
  readonly dearest: number;
}

/** Instances with ties, groups without seats and people who may have nothing. */
export const anyInstance = ({ people, groups, seatsEach, dearest }: Sizes): fc.Arbitrary<Instance> =>
  fc.integer({ min: 0, max: groups }).chain((size) => {
    const row = fc
      .uniqueArray(
        fc.tuple(fc.integer({ min: 0, max: Math.max(0, size - 1) }), fc.integer({ min: 0, max: dearest })),
        {
          selector: ([group]) => group,
          maxLength: size,
        },
      )
      .map((edges): Row => new Map(edges));
    return fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: seatsEach }), { minLength: size, maxLength: size }),
        fc.array(row, { maxLength: people }),
      )
      .map(([seats, rows]) => instanceOf(seats, rows));
  });

/** Every way to seat people, looked at: the best placed set by priority, and its least cost. Tiny instances only. */
export const byExhaustion = ({ people, seats, rowStart, groupOf, cost }: Instance) => {
  const left = [...seats];
  const placed: boolean[] = [];
  let best: { readonly placed: readonly boolean[]; readonly totalCost: number } | null = null;
  const isBetter = (totalCost: number): boolean => {
    if (best === null) return true;
    for (let person = 0; person < people; person += 1) {
      if (placed[person] !== best.placed[person]) return placed[person] === true;
    }
    return totalCost < best.totalCost;
  };
  const seatFrom = (person: number, totalCost: number): void => {
    if (person === people) {
      if (isBetter(totalCost)) best = { placed: [...placed], totalCost };
      return;
    }
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) {
      const group = groupOf[edge]!;
      if (left[group]! > 0) {
        left[group]! -= 1;
        placed[person] = true;
        seatFrom(person + 1, totalCost + cost[edge]!);
        left[group]! += 1;
      }
    }
    placed[person] = false;
    seatFrom(person + 1, totalCost);
  };
  seatFrom(0, 0);
  return best ?? { placed: [], totalCost: 0 };
};

/** Who has a place, one answer a person. */
export const whoIsPlaced = (groupOfPerson: Int32Array): readonly boolean[] =>
  [...groupOfPerson].map((group) => group !== nowhere);
