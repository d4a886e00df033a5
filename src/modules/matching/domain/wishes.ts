import type { BedUnit } from '../../capacity/contract/availability.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';

/** What a person may wish of a place: a project they named, whom they live with, near home or away. */
export type WishKind = 'project' | 'mix' | 'area';

/** A wish somebody has. */
export type Wish = 'named-project' | 'own-sex-only' | 'women-and-men' | 'near-home' | 'away-from-home';

/** What became of a wish: whether the place chosen meets it, and how many of the beds that fit and are free do. */
export interface WishAnswer {
  readonly wish: Wish;
  readonly isMet: boolean;
  readonly bedsThatMeetIt: number;
}

type Wishes = Pick<
  ReferralFacts,
  'preferredProjectIds' | 'prefersMix' | 'prefersArea' | 'sex' | 'healthBoard'
>;
type Place = Pick<BedUnit, 'projectId' | 'sexDesignation' | 'healthBoard'>;

interface Rule {
  /** Null for somebody who does not mind. */
  readonly wishOf: (person: Wishes) => Wish | null;
  /** How far a place is from the wish; 0 is nearest. */
  readonly distance: (person: Wishes, place: Place) => number;
  readonly isMet: (person: Wishes, place: Place) => boolean;
}

const areaWishes = { near: 'near-home', away: 'away-from-home', no_preference: null } as const;
const mixWishes = { single_sex: 'own-sex-only', mixed: 'women-and-men', no_preference: null } as const;

/** A bed kept for nobody's sex, or for whichever is needed, is where women and men live. */
const mixMet = ({ prefersMix, sex }: Wishes, { sexDesignation }: Place): boolean => {
  switch (prefersMix) {
    case 'single_sex':
      return sexDesignation === sex;
    case 'mixed':
      return sexDesignation === 'any' || sexDesignation === 'flexible';
    case 'no_preference':
      return true;
  }
};

const areaMet = ({ prefersArea, healthBoard }: Wishes, place: Place): boolean =>
  prefersArea === 'no_preference' || (prefersArea === 'near') === (healthBoard === place.healthBoard);

const rules: Readonly<Record<WishKind, Rule>> = {
  project: {
    wishOf: ({ preferredProjectIds }) => (preferredProjectIds.length === 0 ? null : 'named-project'),
    distance: ({ preferredProjectIds }, { projectId }) => {
      const named = preferredProjectIds.indexOf(projectId);
      return named === -1 ? preferredProjectIds.length : named;
    },
    isMet: ({ preferredProjectIds }, { projectId }) => preferredProjectIds.includes(projectId),
  },
  mix: {
    wishOf: ({ prefersMix }) => mixWishes[prefersMix],
    distance: (person, place) => (mixMet(person, place) ? 0 : 1),
    isMet: mixMet,
  },
  area: {
    wishOf: ({ prefersArea }) => areaWishes[prefersArea],
    distance: (person, place) => (areaMet(person, place) ? 0 : 1),
    isMet: areaMet,
  },
};

/**
 * Which of two places comes nearer to a person's wishes, the first kind in `order` deciding before the next: negative
 * for `a`, positive for `b`, 0 where they are alike. Asked only of places that fit: a wish never makes one fit, and
 * never keeps somebody from the only one that does.
 */
export const nearerToWishes = (order: readonly WishKind[], person: Wishes, a: Place, b: Place): number => {
  for (const kind of order) {
    const difference = rules[kind].distance(person, a) - rules[kind].distance(person, b);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** What became of each wish the person has, in the order in which wishes decide. `fitting` includes the chosen place. */
export const wishesAnswered = (
  order: readonly WishKind[],
  person: Wishes,
  chosen: Place,
  fitting: readonly Place[],
): readonly WishAnswer[] =>
  order.flatMap((kind) => {
    const { wishOf, isMet } = rules[kind];
    const wish = wishOf(person);
    return wish === null
      ? []
      : [
          {
            wish,
            isMet: isMet(person, chosen),
            bedsThatMeetIt: fitting.filter((place) => isMet(person, place)).length,
          },
        ];
  });
