import type { Instance } from './instance.js';
import { nowhere } from './instance.js';
import { nobodySeated, seat, type Members } from './members.js';

/** Who has a place, and in which group until costs are looked at. */
export interface Placed {
  /** -1: no place. */
  readonly groupOfPerson: Int32Array;
  /**
   * Of each group, 1 when it is known that no seat of it can come free, however the people in it are moved: it is full,
   * and they may only go to groups of which the same is true.
   */
  readonly isTight: Uint8Array;
}

/** Farther from a free seat than any group can be: it cannot be reached. */
const never = 0x3fffffff;

/** The state of the search. Distances and cursors are of groups. */
interface Search {
  readonly instance: Instance;
  readonly members: Members;
  /**
   * At least so many people must move on before somebody can have a seat of the group: 0 while it has a free seat, 1 or
   * more when it is full, `never` when it is tight. Distances only grow.
   */
  readonly distance: Int32Array;
  /** How many groups have each distance. No way leads through a group twice, so none is longer than there are groups. */
  readonly groupsAt: Int32Array;
  /** Where looking through the members of a group goes on: the seat, and the edge of whoever has it. */
  readonly nextSeat: Int32Array;
  readonly nextEdge: Int32Array;
  /** The least distance seen since looking through a group began. */
  readonly nearestSeen: Int32Array;
  /** The groups gone through, and the seats whose holders would move on to the next. */
  readonly path: Int32Array;
  readonly mover: Int32Array;
  /** How many groups are not tight. Once none is left, nobody else can be placed. */
  open: number;
}

/**
 * Stage 1. Each person in turn gets a place if everybody placed before them can keep one, moving others on where that
 * helps. So the first n people of the list have as many places as any n could, for every n at once, and nobody who is
 * placed stands behind somebody who was left out and could have had their place.
 */
export const placeByPriority = (instance: Instance): Placed => {
  const search = startOf(instance);
  for (let person = 0; person < instance.people && search.open > 0; person += 1) place(search, person);
  const isTight = new Uint8Array(instance.groups);
  for (let group = 0; group < instance.groups; group += 1) {
    if (search.distance[group] === never) isTight[group] = 1;
  }
  return { groupOfPerson: search.members.groupOfPerson, isTight };
};

const startOf = (instance: Instance): Search => {
  const { groups, seats } = instance;
  const members = nobodySeated(instance);
  const search: Search = {
    instance,
    members,
    distance: new Int32Array(groups),
    groupsAt: new Int32Array(groups + 1),
    nextSeat: new Int32Array(groups),
    nextEdge: new Int32Array(groups).fill(-1),
    nearestSeen: new Int32Array(groups).fill(never),
    path: new Int32Array(groups + 1),
    mover: new Int32Array(groups + 1),
    open: groups,
  };
  search.groupsAt[0] = groups;
  for (let group = 0; group < groups; group += 1) {
    search.nextSeat[group] = members.firstSeat[group]!;
    // A group without seats is full from the beginning, and has nobody who could move on.
    if (seats[group] === 0) moveAway(search, group, never);
  }
  return search;
};

/** Tries to place one person; the distances tell in which direction a free seat may be. */
const place = (search: Search, person: number): void => {
  const { distance, path } = search;
  for (;;) {
    const first = nearestGroupOf(search, person);
    if (first === nowhere) return;
    let depth = 0;
    path[0] = first;
    while (depth >= 0) {
      const group = path[depth]!;
      if (distance[group] === 0) {
        shift(search, person, depth);
        return;
      }
      // It may have been sealed while the search was farther on.
      const next = distance[group] === never ? nowhere : stepNearer(search, group, depth);
      if (next === nowhere) depth -= 1;
      else {
        depth += 1;
        path[depth] = next;
      }
    }
  }
};

/** The group a person may have that is nearest to a free seat; `nowhere` when all are tight. */
const nearestGroupOf = ({ instance, distance }: Search, person: number): number => {
  const { rowStart, groupOf } = instance;
  const end = rowStart[person + 1]!;
  let nearest = nowhere;
  let least = never;
  for (let edge = rowStart[person]!; edge < end; edge += 1) {
    const group = groupOf[edge]!;
    const far = distance[group]!;
    if (far < least) {
      least = far;
      nearest = group;
      if (far === 0) break;
    }
  }
  return nearest;
};

/**
 * A group one step nearer to a free seat that a member of a full group may have, after noting who would move; or
 * `nowhere`, after the distance of the group has been put right. Looking goes on where it was left off: what was passed
 * was too far, and distances only grow. Whoever took a seat that was passed came from a group one step farther, and may
 * have none nearer than this one.
 */
const stepNearer = (search: Search, group: number, depth: number): number => {
  const { instance, members, distance, nextSeat, nextEdge, nearestSeen } = search;
  const { rowStart, groupOf } = instance;
  const lastSeat = members.firstSeat[group + 1]!;
  const wanted = distance[group]! - 1;
  let nearest = nearestSeen[group]!;
  let edge = nextEdge[group]!;
  for (let at = nextSeat[group]!; at < lastSeat; at += 1) {
    const holder = members.personAt[at]!;
    const end = rowStart[holder + 1]!;
    for (edge = edge === -1 ? rowStart[holder]! : edge; edge < end; edge += 1) {
      const other = groupOf[edge]!;
      const far = distance[other]!;
      if (far < nearest && other !== group) {
        if (far === wanted) {
          nextSeat[group] = at;
          nextEdge[group] = edge;
          nearestSeen[group] = nearest;
          search.mover[depth] = at;
          return other;
        }
        nearest = far;
      }
    }
    edge = -1;
  }
  moveAway(search, group, nearest === never ? never : nearest + 1);
  return nowhere;
};

/** Gives a group a greater distance, and begins to look through it anew. A gap seals whatever lies beyond it. */
const moveAway = (search: Search, group: number, to: number): void => {
  const { distance, groupsAt, members } = search;
  const from = distance[group]!;
  groupsAt[from]! -= 1;
  if (to < groupsAt.length) {
    distance[group] = to;
    groupsAt[to]! += 1;
  } else {
    distance[group] = never;
    search.open -= 1;
  }
  search.nextSeat[group] = members.firstSeat[group]!;
  search.nextEdge[group] = -1;
  search.nearestSeen[group] = never;
  if (groupsAt[from] === 0) sealBeyond(search, from);
};

/** No group is `gap` steps away from a free seat, so none that is farther can reach one: each step is one at most. */
const sealBeyond = (search: Search, gap: number): void => {
  const { distance, groupsAt } = search;
  for (let group = 0; group < distance.length; group += 1) {
    if (distance[group]! > gap && distance[group] !== never) {
      distance[group] = never;
      search.open -= 1;
    }
  }
  groupsAt.fill(0, gap);
};

/** Moves everybody on along the path that was found, from its free seat back to the newcomer. */
const shift = (search: Search, person: number, depth: number): void => {
  const { instance, members, path, mover, nextSeat, nextEdge, nearestSeen, distance } = search;
  const last = path[depth]!;
  if (depth === 0) seat(members, person, last);
  else {
    seat(members, members.personAt[mover[depth - 1]!]!, last);
    for (let step = depth - 1; step >= 0; step -= 1) {
      const at = mover[step]!;
      const newcomer = step === 0 ? person : members.personAt[mover[step - 1]!]!;
      const group = path[step]!;
      members.personAt[at] = newcomer;
      members.groupOfPerson[newcomer] = group;
      // The newcomer has no group nearer than this one; that much is known without looking.
      nextSeat[group] = at + 1;
      nextEdge[group] = -1;
      nearestSeen[group] = Math.min(nearestSeen[group]!, distance[group]!);
    }
  }
  if (members.filled[last] === instance.seats[last]) moveAway(search, last, 1);
};
