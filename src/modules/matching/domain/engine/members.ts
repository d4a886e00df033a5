import type { Instance } from './instance.js';
import { nowhere } from './instance.js';

/**
 * Who is in which group, both ways. The people of group `g` are `personAt` from `firstSeat[g]` on, `filled[g]` of them;
 * the order of seats within a group means nothing.
 */
export interface Members {
  /** Of each group its first seat, and of none the last. Length: groups + 1. */
  firstSeat: Int32Array;
  readonly filled: Int32Array;
  personAt: Int32Array;
  groupOfPerson: Int32Array;
}

/** Every seat empty. */
export const nobodySeated = ({ people, groups, seats }: Instance): Members => {
  const firstSeat = new Int32Array(groups + 1);
  for (let group = 0; group < groups; group += 1) firstSeat[group + 1] = firstSeat[group]! + seats[group]!;
  return {
    firstSeat,
    filled: new Int32Array(groups),
    personAt: new Int32Array(firstSeat[groups]!).fill(nowhere),
    groupOfPerson: new Int32Array(people).fill(nowhere),
  };
};

/** Everybody where `groupOfPerson` says; it is copied. No group may have more people than seats. */
export const seatedAs = (instance: Instance, groupOfPerson: Int32Array): Members => {
  const members = nobodySeated(instance);
  for (let person = 0; person < instance.people; person += 1) {
    if (groupOfPerson[person] !== nowhere) seat(members, person, groupOfPerson[person]!);
  }
  return members;
};

/** Gives a person a free seat of a group. */
export const seat = (members: Members, person: number, group: number): void => {
  members.personAt[members.firstSeat[group]! + members.filled[group]!] = person;
  members.filled[group]! += 1;
  members.groupOfPerson[person] = group;
};
