import {
  costOf,
  nowhere,
  type Instance,
} from '../../../../../src/modules/matching/domain/engine/instance.js';

/** What a way of giving places does, to compare one with another on the same people and places. */
export interface Account {
  /** How many have a place, of each band. */
  readonly placedByBand: readonly number[];
  /** Of those who have a place; null when nobody has. Unit: cost. */
  readonly meanCost: number | null;
  /** How many would rather have a place that is held by somebody after them than what they have, a place or none. */
  readonly preferPlaceOfSomebodyLater: number;
}

/** Counts for a result; `bandOf` gives everybody's band, 0 for the most pressing, of `bands` in all. */
export const accountOf = (
  instance: Instance,
  groupOfPerson: Int32Array,
  bandOf: Uint8Array,
  bands: number,
): Account => {
  const { people, groups, rowStart, groupOf, cost } = instance;
  const placedByBand = Array.from({ length: bands }, () => 0);
  const lastHolder = new Int32Array(groups).fill(nowhere);
  const costHeld = new Float64Array(people).fill(Infinity);
  let placed = 0;
  let totalCost = 0;
  for (let person = 0; person < people; person += 1) {
    const group = groupOfPerson[person]!;
    if (group === nowhere) continue;
    const held = costOf(instance, person, group) ?? 0;
    placedByBand[bandOf[person]!]! += 1;
    lastHolder[group] = person;
    costHeld[person] = held;
    totalCost += held;
    placed += 1;
  }
  let preferPlaceOfSomebodyLater = 0;
  for (let person = 0; person < people; person += 1) {
    for (let edge = rowStart[person]!; edge < rowStart[person + 1]!; edge += 1) {
      if (lastHolder[groupOf[edge]!]! > person && cost[edge]! < costHeld[person]!) {
        preferPlaceOfSomebodyLater += 1;
        break;
      }
    }
  }
  return { placedByBand, meanCost: placed === 0 ? null : totalCost / placed, preferPlaceOfSomebodyLater };
};
