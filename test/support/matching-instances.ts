/**
 * Invented lists of people and places for the engine's tests and benches, of stated sizes, from a seed: everybody has a
 * sex, an area, needs and days from which they can go; every group of beds has its own; an edge is where they fit.
 */
import { createChance, type Chance } from '../../src/composition/demonstration/chance.js';
import type { Instance } from '../../src/modules/matching/domain/engine/instance.js';

/**
 * `s` small and scarce, `c` about Scotland and balanced, `m` and `l` five people to a bed, `b` balanced and large, which
 * is the hardest.
 */
export type InstanceSize = 's' | 'c' | 'm' | 'b' | 'l';

interface Shape {
  readonly people: number;
  readonly beds: number;
  readonly groups: number;
  /** Areas lie in a ring, so that none is at an edge. */
  readonly areas: number;
  /** Areas to either side that people go to, on average. */
  readonly meanReach: number;
}

const shapes: Readonly<Record<InstanceSize, Shape>> = {
  s: { people: 1_000, beds: 200, groups: 32, areas: 8, meanReach: 2 },
  c: { people: 550, beds: 560, groups: 96, areas: 14, meanReach: 6 },
  m: { people: 10_000, beds: 2_000, groups: 316, areas: 14, meanReach: 3 },
  b: { people: 22_000, beds: 20_000, groups: 3_210, areas: 150, meanReach: 4 },
  l: { people: 100_000, beds: 20_000, groups: 3_329, areas: 150, meanReach: 4 },
};

/** Of everybody who waits, in each band, the most pressing first. */
const bandShares = [0.08, 0.27, 0.35, 0.3] as const;

export interface InventedInstance {
  readonly instance: Instance;
  /** Per person, 0 is the most pressing. */
  readonly bandOf: Uint8Array;
}

/** A group's `sex` is whose beds they are, 0 for anybody's; a person's is 1 or 2. */
interface Attributes {
  readonly sex: Uint8Array;
  readonly area: Uint8Array;
  /** Bits: what a group offers, what a person needs. */
  readonly needs: Uint8Array;
  /** Week from which a group's beds are free, from which a person can go. */
  readonly fromWeek: Uint8Array;
  /** Length of stay: the longest in a group, that of a person; 0 is the shortest. */
  readonly length: Uint8Array;
}

const attributesOf = (count: number): Attributes => ({
  sex: new Uint8Array(count),
  area: new Uint8Array(count),
  needs: new Uint8Array(count),
  fromWeek: new Uint8Array(count),
  length: new Uint8Array(count),
});

/** Steps without stairs, children, prescribing at a high dose, detox on site: offered often, needed seldom. */
const offeredWith = [0.5, 0.15, 0.6, 0.4] as const;
const neededWith = [0.06, 0.03, 0.15, 0.08] as const;

const bitsOf = (chance: Chance, probabilities: readonly number[]): number =>
  probabilities.reduce(
    (bits, probability, bit) => (chance.happens(probability) ? bits | (1 << bit) : bits),
    0,
  );

/** Numbered by area, so that the groups of neighbouring areas lie together. */
const inventGroups = (chance: Chance, { groups, areas }: Shape): Attributes => {
  const made = attributesOf(groups);
  for (let group = 0; group < groups; group += 1) {
    made.area[group] = Math.floor((group * areas) / groups);
    made.sex[group] = chance.weighted([
      [0, 60],
      [1, 18],
      [2, 22],
    ] as const);
    made.needs[group] = bitsOf(chance, offeredWith);
    made.fromWeek[group] = chance.between(0, 3);
    made.length[group] = chance.weighted([
      [0, 15],
      [1, 35],
      [2, 50],
    ] as const);
  }
  return made;
};

interface People extends Attributes {
  readonly reach: Uint8Array;
  /** One in so many groups is of the project a person named. */
  readonly named: Uint8Array;
  readonly isAwayWished: Uint8Array;
}
const projectsNamed = 12;

const inventPeople = (chance: Chance, { people, areas, meanReach }: Shape): People => {
  const made = {
    ...attributesOf(people),
    reach: new Uint8Array(people),
    named: new Uint8Array(people),
    isAwayWished: new Uint8Array(people),
  };
  const furthest = Math.floor((areas - 1) / 2);
  for (let person = 0; person < people; person += 1) {
    made.area[person] = chance.between(0, areas - 1);
    made.sex[person] = chance.happens(0.34) ? 1 : 2;
    made.needs[person] = bitsOf(chance, neededWith);
    made.fromWeek[person] = chance.weighted([
      [0, 65],
      [1, 20],
      [2, 10],
      [3, 5],
    ] as const);
    made.length[person] = chance.weighted([
      [0, 30],
      [1, 45],
      [2, 25],
    ] as const);
    made.reach[person] = Math.min(furthest, chance.between(0, 2 * meanReach));
    made.named[person] = chance.between(0, projectsNamed - 1);
    made.isAwayWished[person] = chance.happens(0.12) ? 1 : 0;
  }
  return made;
};

const spreadSeats = (chance: Chance, { beds, groups }: Shape): Int32Array => {
  const seats = new Int32Array(groups).fill(1);
  for (let left = beds - groups; left > 0; left -= 1) {
    const group = chance.between(0, groups - 1);
    seats[group] = (seats[group] ?? 0) + 1;
  }
  return seats;
};

const at = (values: Uint8Array | Int32Array, index: number): number => values[index] ?? 0;

/** Calls `see` with every group in which a person fits, in order, and how far it is from what they wish. */
const eachFit = (
  { areas }: Shape,
  groups: Attributes,
  firstOfArea: Int32Array,
  people: People,
  person: number,
  see: (group: number, cost: number) => void,
): void => {
  const home = at(people.area, person);
  const reach = at(people.reach, person);
  const fits = (from: number, to: number): void => {
    for (let group = at(firstOfArea, from); group < at(firstOfArea, to); group += 1) {
      const whose = at(groups.sex, group);
      const needs = at(people.needs, person);
      const wait = at(groups.fromWeek, group) - at(people.fromWeek, person);
      if (whose !== 0 && whose !== at(people.sex, person)) continue;
      if ((at(groups.needs, group) & needs) !== needs || at(groups.length, group) < at(people.length, person))
        continue;
      if (wait < 0) continue;
      const apart = Math.abs(at(groups.area, group) - home);
      const areasAway = Math.min(apart, areas - apart);
      const far = at(people.isAwayWished, person) === 1 ? Math.max(0, 3 - areasAway) : areasAway;
      const isNamed = group % projectsNamed === at(people.named, person);
      see(group, Math.min(1_000, far * 12 + wait * 7 + (isNamed ? 0 : 40) + (whose === 0 ? 5 : 0)));
    }
  };
  // Round the ring, in the order of the numbers: what lies beyond its end comes first.
  const from = home - reach;
  const to = home + reach + 1;
  if (to > areas) fits(0, to - areas);
  fits(Math.max(0, from), Math.min(areas, to));
  if (from < 0) fits(Math.max(areas + from, to), areas);
};

/** The same seed gives the same people and places. The edges are counted before they are kept, so nothing is copied. */
export const inventInstance = (size: InstanceSize, seed: number): InventedInstance => {
  const chance = createChance(seed);
  const shape = shapes[size];
  const groups = inventGroups(chance, shape);
  const people = inventPeople(chance, shape);
  const seats = spreadSeats(chance, shape);
  const firstOfArea = new Int32Array(shape.areas + 1);
  for (let area = 0; area <= shape.areas; area += 1) {
    firstOfArea[area] = Math.ceil((area * shape.groups) / shape.areas);
  }
  const rowStart = new Int32Array(shape.people + 1);
  for (let person = 0; person < shape.people; person += 1) {
    let fits = 0;
    eachFit(shape, groups, firstOfArea, people, person, () => (fits += 1));
    rowStart[person + 1] = at(rowStart, person) + fits;
  }
  const edges = at(rowStart, shape.people);
  const groupOf = new Int32Array(edges);
  const cost = new Int32Array(edges);
  let edge = 0;
  for (let person = 0; person < shape.people; person += 1) {
    eachFit(shape, groups, firstOfArea, people, person, (group, far) => {
      groupOf[edge] = group;
      cost[edge] = far;
      edge += 1;
    });
  }
  const bandOf = new Uint8Array(shape.people);
  let from = 0;
  bandShares.forEach((share, band) => {
    const to = band === bandShares.length - 1 ? shape.people : from + Math.round(share * shape.people);
    bandOf.fill(band, from, to);
    from = to;
  });
  return {
    instance: { people: shape.people, groups: shape.groups, seats, rowStart, groupOf, cost },
    bandOf,
  };
};

/** What `inventSmall` may make at most, so that whoever checks it knows how much there is to try. */
export interface SmallBounds {
  readonly people: number;
  readonly groups: number;
  readonly seatsInGroup: number;
  readonly cost: number;
}

/**
 * A small list of any kind: groups without seats, people who fit nowhere, as many beds as people, far too few, costs
 * that tie.
 */
export const inventSmall = (chance: Chance, bounds: SmallBounds): Instance => {
  const people = chance.between(1, bounds.people);
  const groups = chance.between(1, bounds.groups);
  const fit = chance.pick([0.15, 0.4, 0.7, 1]);
  const dearest = chance.pick([0, 2, bounds.cost]);
  const seats = Int32Array.from({ length: groups }, () => chance.between(0, bounds.seatsInGroup));
  const rowStart = new Int32Array(people + 1);
  const groupOf: number[] = [];
  const cost: number[] = [];
  for (let person = 0; person < people; person += 1) {
    for (let group = 0; group < groups; group += 1) {
      if (!chance.happens(fit)) continue;
      groupOf.push(group);
      cost.push(chance.between(0, dearest));
    }
    rowStart[person + 1] = groupOf.length;
  }
  return { people, groups, seats, rowStart, groupOf: Int32Array.from(groupOf), cost: Int32Array.from(cost) };
};
