import { nowhere, type Instance } from '../../../../../src/modules/matching/domain/engine/instance.js';
import { seatedAs } from '../../../../../src/modules/matching/domain/engine/members.js';
import type { Placed } from '../../../../../src/modules/matching/domain/engine/place-by-priority.js';

/**
 * Why a person has no place: groups, and everybody who holds a seat of them. All those groups are full, the person may
 * have no other, nor may any holder, and every holder comes before the person. Empty lists for somebody placed.
 */
export const hallSet = (
  instance: Instance,
  placed: Placed,
  person: number,
): { readonly groups: readonly number[]; readonly holders: readonly number[] } => {
  if (placed.groupOfPerson[person] !== nowhere) return { groups: [], holders: [] };
  const { rowStart, groupOf, seats } = instance;
  const { firstSeat, personAt } = seatedAs(instance, placed.groupOfPerson);
  const isIn = new Uint8Array(instance.groups);
  const groups: number[] = [];
  const holders: number[] = [];
  const addGroupsOf = (one: number): void => {
    for (let edge = rowStart[one]!; edge < rowStart[one + 1]!; edge += 1) {
      const group = groupOf[edge]!;
      if (isIn[group] === 0) {
        isIn[group] = 1;
        groups.push(group);
      }
    }
  };
  addGroupsOf(person);
  // The list grows while it is gone through: groups that holders may go to come to its end.
  for (const group of groups) {
    for (let at = firstSeat[group]!; at < firstSeat[group]! + seats[group]!; at += 1) {
      const holder = personAt[at]!;
      holders.push(holder);
      addGroupsOf(holder);
    }
  }
  return { groups: groups.sort((a, b) => a - b), holders: holders.sort((a, b) => a - b) };
};
