/**
 * Who waits and what there is, in numbers: people are numbered in priority order (0 is first), the seats of a group
 * are beds that are alike to everybody. An edge says that a person may have any seat of a group. Person `p` has the
 * edges from `rowStart[p]` up to, not including, `rowStart[p + 1]`.
 */
export interface Instance {
  readonly people: number;
  readonly groups: number;
  /** Of each group, 0 or more. */
  readonly seats: Int32Array;
  /** Of each person the first edge, and of nobody the last. Length: people + 1. */
  readonly rowStart: Int32Array;
  /** The group of each edge, ascending within the row of a person. */
  readonly groupOf: Int32Array;
  /** Of each edge how far the group is from what the person wishes: 0 is nearest, `greatestCost` is furthest. */
  readonly cost: Int32Array;
}

/** The greatest cost an edge may have: it bounds what prices can become, so that they stay whole 32-bit numbers. */
export const greatestCost = 1_000;

/** Stands for "in no group". */
export const nowhere = -1;

/** What a person would cost in a group; null where they may not have it. */
export const costOf = (
  { rowStart, groupOf, cost }: Instance,
  person: number,
  group: number,
): number | null => {
  let from = rowStart[person]!;
  let to = rowStart[person + 1]!;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (groupOf[middle]! < group) from = middle + 1;
    else to = middle;
  }
  return from < rowStart[person + 1]! && groupOf[from] === group ? cost[from]! : null;
};
