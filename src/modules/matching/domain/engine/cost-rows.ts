import { greatestCost, type Instance } from './instance.js';

/**
 * The edges of some people, each person's cheapest first, so that looking can stop at the first that is too dear. The cost
 * and the group of an edge are one number, the cost in front: what is looked at together lies together, and numbers sort
 * as costs do.
 */
export interface CostRows {
  /** Of each person of the instance; start and end are the same for whoever was left out. */
  start: Int32Array;
  end: Int32Array;
  edges: Int32Array;
}

/** Two million groups, and costs up to a thousand in front of them, are a whole 32-bit number. */
const bitsOfGroup = 21;
const groupMask = (1 << bitsOfGroup) - 1;

/** The group an edge leads to. */
export const groupOfEdge = (edge: number): number => edge & groupMask;

/** What an edge costs. */
export const costOfEdge = (edge: number): number => edge >>> bitsOfGroup;

/**
 * The rows of those people whom `isChosen` takes, with room for so many edges more. Equal costs stay in the order of groups.
 */
export const rowsByCost = (
  instance: Instance,
  isChosen: (person: number) => boolean,
  spareEdges = 0,
): CostRows => {
  const { people, rowStart, groupOf, cost } = instance;
  let edges = 0;
  for (let person = 0; person < people; person += 1) {
    if (isChosen(person)) edges += rowStart[person + 1]! - rowStart[person]!;
  }
  const rows = {
    start: new Int32Array(people),
    end: new Int32Array(people),
    edges: new Int32Array(edges + spareEdges),
  };
  const placeOf = new Int32Array(greatestCost + 2);
  let at = 0;
  for (let person = 0; person < people; person += 1) {
    rows.start[person] = at;
    if (isChosen(person)) {
      sortInto(rows, at, groupOf, cost, rowStart[person]!, rowStart[person + 1]!, placeOf);
      at += rowStart[person + 1]! - rowStart[person]!;
    }
    rows.end[person] = at;
  }
  return rows;
};

/** Counting sort of the edges from `from` to before `to`. `placeOf` is nothing but zeros before and after. */
export const sortInto = (
  rows: CostRows,
  at: number,
  groupOf: Int32Array,
  cost: Int32Array,
  from: number,
  to: number,
  placeOf: Int32Array,
): void => {
  let dearest = 0;
  for (let edge = from; edge < to; edge += 1) {
    placeOf[cost[edge]! + 1]! += 1;
    if (cost[edge]! > dearest) dearest = cost[edge]!;
  }
  for (let value = 0; value < dearest; value += 1) placeOf[value + 1]! += placeOf[value]!;
  for (let edge = from; edge < to; edge += 1) {
    const place = at + placeOf[cost[edge]!]!;
    placeOf[cost[edge]!]! += 1;
    rows.edges[place] = (cost[edge]! << bitsOfGroup) | groupOf[edge]!;
  }
  placeOf.fill(0, 0, dearest + 2);
};
