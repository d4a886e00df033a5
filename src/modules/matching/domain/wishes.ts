import { arrivalSteps } from './preferences/early-arrival.js';
import { namedProject } from './preferences/named-project.js';
import { nearOrAway } from './preferences/near-or-away.js';
import type { Place, Preference, Wish, Wishes } from './preferences/preference.js';
import { whomTheyLiveWith } from './preferences/whom-they-live-with.js';

/** What a person may wish of a place: a project they named, whom they live with, near home or away. */
export type WishKind = 'project' | 'mix' | 'area';

/** What became of a wish: whether the place chosen meets it, and how many of the beds that fit and are free do. */
export type WishAnswer = {
  readonly wish: Wish;
  readonly isMet: boolean;
  /** The place chosen, and beds that fit and are nobody's in this run. */
  readonly bedsThatMeetIt: number;
  /** Beds that fit, would meet it, and are suggested to others in this run. */
  readonly bedsOfOthers?: number;
};

const preferences: Readonly<Record<WishKind, Preference>> = {
  project: namedProject,
  mix: whomTheyLiveWith,
  area: nearOrAway,
};

/** The preferences of an order, the first deciding before the next. */
export const preferencesIn = (order: readonly WishKind[]): readonly Preference[] =>
  order.map((kind) => preferences[kind]);

/**
 * Which of two places comes nearer to a person's wishes, the first kind in `order` deciding before the next: negative
 * for `a`, positive for `b`, 0 where they are alike. Asked only of places that fit: a wish never makes one fit, and
 * never keeps somebody from the only one that does.
 */
export const nearerToWishes = (order: readonly WishKind[], person: Wishes, a: Place, b: Place): number => {
  for (const { distance } of preferencesIn(order)) {
    const difference = distance(person, a) - distance(person, b);
    if (difference !== 0) return difference;
  }
  return 0;
};

/**
 * How far a place is from what a person wishes, as one number from 0 to 1,000 that can be added up over people: the first
 * kind in `order` counts more than all that follow, and how late the arrival is, in steps, least of all.
 */
export const costOf = (order: readonly WishKind[], person: Wishes, place: Place, lateSteps: number): number =>
  preferencesIn(order).reduce((cost, { distance, steps }) => cost * steps + distance(person, place), 0) *
    arrivalSteps +
  lateSteps;

/** What became of each wish the person has, in the order in which wishes decide. `free` includes the chosen place. */
export const wishesAnswered = (
  order: readonly WishKind[],
  person: Wishes,
  chosen: Place,
  free: readonly Place[],
  ofOthers: readonly Place[],
): readonly WishAnswer[] =>
  preferencesIn(order).flatMap(({ wishOf, isMet }) => {
    const wish = wishOf(person);
    if (wish === null) return [];
    const count = (places: readonly Place[]): number => places.filter((place) => isMet(person, place)).length;
    const bedsOfOthers = isMet(person, chosen) ? 0 : count(ofOthers);
    return [
      {
        wish,
        isMet: isMet(person, chosen),
        bedsThatMeetIt: count(free),
        ...(bedsOfOthers === 0 ? {} : { bedsOfOthers }),
      },
    ];
  });
