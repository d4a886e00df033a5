import type { MatchInput } from '../waiting.js';
import { withBeds, withoutRules, type Barrier } from './barrier.js';

/** Beds kept for one sex taken as open to anybody, and places in shared rooms as rooms of their own. */
export const openTo = (input: MatchInput, keptFor: 'female' | 'male'): MatchInput =>
  withBeds(withoutRules(input, ['sex']), (unit) => ({
    ...unit,
    roomId: null,
    sexDesignation: unit.sexDesignation === keptFor ? 'any' : unit.sexDesignation,
  }));

/** Too few places that a woman can have. */
export const placesForWomen: Barrier = {
  key: 'places-for-women',
  name: 'Places for women',
  asIf: 'women could have any place, also those for men, with a room of their own',
  whoCouldAct: 'Projects and planners, with more places that women can have',
  relax: (input) => openTo(input, 'male'),
};
