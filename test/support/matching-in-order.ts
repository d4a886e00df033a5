import { nowhere, type Instance } from '../../src/modules/matching/domain/engine/instance.js';

/** Who has a place in which group, and what that costs everybody together. */
export interface InOrder {
  /** -1: no place. */
  readonly groupOfPerson: Int32Array;
  readonly totalCost: number;
}

/**
 * Each in turn has the nearest place that is left, the first of several as near. Nobody prefers a place that is held by
 * somebody after them; fewer people may be placed, and fewer of the first, than `placeByPriority` places.
 */
export const placeInOrder = ({ people, seats, rowStart, groupOf, cost }: Instance): InOrder => {
  const left = Int32Array.from(seats);
  const groupOfPerson = new Int32Array(people).fill(nowhere);
  let totalCost = 0;
  for (let person = 0; person < people; person += 1) {
    let nearest = nowhere;
    const end = rowStart[person + 1]!;
    for (let edge = rowStart[person]!; edge < end; edge += 1) {
      if (left[groupOf[edge]!]! > 0 && (nearest === nowhere || cost[edge]! < cost[nearest]!)) nearest = edge;
    }
    if (nearest !== nowhere) {
      groupOfPerson[person] = groupOf[nearest]!;
      left[groupOf[nearest]!]! -= 1;
      totalCost += cost[nearest]!;
    }
  }
  return { groupOfPerson, totalCost };
};
