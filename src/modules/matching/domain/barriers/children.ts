import { withBeds, withoutRules, type Barrier } from './barrier.js';

/** Too little room for who brings children, or is pregnant. */
export const children: Barrier = {
  key: 'children',
  name: 'Room for children, or while pregnant',
  asIf: 'every place took people with their children, of any age, and people who are pregnant',
  whoCouldAct: 'Projects and planners, with family units; social work, with care at home',
  relax: (input) =>
    withBeds(withoutRules(input, ['children', 'oldest_child_age', 'pregnancy']), (unit) => ({
      ...unit,
      // As many as a rule can speak of.
      maxChildren: 20,
      oldestChildYears: null,
    })),
};
