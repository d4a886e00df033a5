import { withoutRules, type Barrier } from './barrier.js';

/** Projects that take people of some areas only. What somebody wishes for near home, or away from it, excludes nothing. */
export const areas: Barrier = {
  key: 'areas',
  name: 'Distance: places for some areas only',
  asIf: 'every project took people from everywhere',
  whoCouldAct: 'Projects, and the partnerships that share them',
  relax: (input) => withoutRules(input, ['health_board']),
};
