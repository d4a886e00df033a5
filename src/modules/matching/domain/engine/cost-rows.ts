import { greatestCost, type Instance } from './instance.js';

/** The edges of some people, each person's cheapest first, so that looking can stop at the first that is too dear. */
export interface CostRows {
  /** Of each person of the instance; start and end are the same for whoever was left out. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly groupOf: Int32Array;
  readonly cost: Int32Array;
}

/** Which edge of a person to keep. */
export type KeepEdge = (person: number, edge: number) => boolean;

/** Copies the edges of the people in `chosen` that `keep` takes. Equal costs stay in the order of groups. */
export const rowsByCost = (
  instance: Instance,
  isChosen: (person: number) => boolean,
  keep: KeepEdge,
): CostRows => {
  const { people, rowStart, groupOf, cost } = instance;
  const start = new Int32Array(people);
  const end = new Int32Array(people);
  let kept = 0;
  for (let person = 0; person < people; person += 1) {
    if (isChosen(person)) kept += rowStart[person + 1]! - rowStart[person]!;
  }
  const rows = { start, end, groupOf: new Int32Array(kept), cost: new Int32Array(kept) };
  const countOf = new Int32Array(greatestCost + 2);
  let at = 0;
  for (let person = 0; person < people; person += 1) {
    start[person] = at;
    if (isChosen(person)) {
      let dearest = 0;
      const last = rowStart[person + 1]!;
      for (let edge = rowStart[person]!; edge < last; edge += 1) {
        if (keep(person, edge)) {
          countOf[cost[edge]! + 1]! += 1;
          if (cost[edge]! > dearest) dearest = cost[edge]!;
        }
      }
      for (let value = 0; value <= dearest; value += 1) countOf[value + 1]! += countOf[value]!;
      const size = countOf[dearest + 1]!;
      for (let edge = rowStart[person]!; edge < last; edge += 1) {
        if (keep(person, edge)) {
          const to = at + countOf[cost[edge]!]!;
          countOf[cost[edge]!]! += 1;
          rows.groupOf[to] = groupOf[edge]!;
          rows.cost[to] = cost[edge]!;
        }
      }
      countOf.fill(0, 0, dearest + 2);
      at += size;
    }
    end[person] = at;
  }
  return rows;
};
