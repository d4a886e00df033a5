import type { Barrier } from './barrier.js';
import { openTo } from './places-for-women.js';

/** Too few places that a man can have. */
export const placesForMen: Barrier = {
  key: 'places-for-men',
  name: 'Places for men',
  asIf: 'men could have any place, also those for women, with a room of their own',
  whoCouldAct: 'Projects and planners, with more places that men can have',
  relax: (input) => openTo(input, 'female'),
};
