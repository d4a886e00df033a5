import type { Place, Preference, Wishes } from './preference.js';

const wishes = { single_sex: 'own-sex-only', mixed: 'women-and-men', no_preference: null } as const;

/** A bed kept for nobody's sex, or for whichever is needed, is where women and men live. */
const isMet = ({ prefersMix, sex }: Wishes, { sexDesignation }: Place): boolean => {
  switch (prefersMix) {
    case 'single_sex':
      return sexDesignation === sex;
    case 'mixed':
      return sexDesignation === 'any' || sexDesignation === 'flexible';
    case 'no_preference':
      return true;
  }
};

/** With their own sex only, or with women and men, as they wish. */
export const whomTheyLiveWith: Preference = {
  name: 'Whom the person lives with',
  level: 'wish',
  unit: 'yes or no',
  why: 'It can be a matter of safety.',
  source: 'Set for this service',
  steps: 2,
  wishOf: ({ prefersMix }) => wishes[prefersMix],
  distance: (person, place) => (isMet(person, place) ? 0 : 1),
  isMet,
};
