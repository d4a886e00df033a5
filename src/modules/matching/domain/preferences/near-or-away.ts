import type { Place, Preference, Wishes } from './preference.js';

const wishes = { near: 'near-home', away: 'away-from-home', no_preference: null } as const;

const isMet = ({ prefersArea, healthBoard }: Wishes, place: Place): boolean =>
  prefersArea === 'no_preference' || (prefersArea === 'near') === (healthBoard === place.healthBoard);

/** In the health board they live in, or in another, as they wish. */
export const nearOrAway: Preference = {
  name: 'Near home or away from it',
  level: 'wish',
  unit: 'yes or no',
  why: 'Some need their family near; others need to be away from where they used.',
  source: 'Set for this service',
  steps: 2,
  wishOf: ({ prefersArea }) => wishes[prefersArea],
  distance: (person, place) => (isMet(person, place) ? 0 : 1),
  isMet,
};
