import { longer } from './longer.js';

/** Of each group a list of people, those who come first at the front. */
export interface RankedLists {
  readonly people: Int32Array[];
  readonly length: Int32Array;
  /** Whose turn is when: smaller comes first, and no two people have the same. */
  readonly rankOf: (person: number) => number;
}

/** Empty lists with room for `room` people each. */
export const rankedLists = (room: Int32Array, rankOf: (person: number) => number): RankedLists => ({
  people: Array.from(room, (size) => new Int32Array(size)),
  length: new Int32Array(room.length),
  rankOf,
});

/** Puts somebody in their place in the list of a group. */
export const addTo = (lists: RankedLists, group: number, person: number): void => {
  const length = lists.length[group]!;
  if (length === lists.people[group]!.length) {
    lists.people[group] = longer(lists.people[group]!, length + 4, 0);
  }
  const list = lists.people[group]!;
  const at = placeIn(lists, list, length, person);
  list.copyWithin(at + 1, at, length);
  list[at] = person;
  lists.length[group] = length + 1;
};

/** Takes somebody out of the list of a group, in which they must be. */
export const takeFrom = (lists: RankedLists, group: number, person: number): void => {
  const list = lists.people[group]!;
  const length = lists.length[group]!;
  const at = placeIn(lists, list, length, person);
  list.copyWithin(at, at + 1, length);
  lists.length[group] = length - 1;
};

/** How many people of a list come before a person. */
const placeIn = ({ rankOf }: RankedLists, list: Int32Array, length: number, person: number): number => {
  const rank = rankOf(person);
  // Lists are filled in order of rank at first, each person at the end.
  if (length === 0 || rankOf(list[length - 1]!) < rank) return length;
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (rankOf(list[middle]!) < rank) from = middle + 1;
    else to = middle;
  }
  return from;
};
