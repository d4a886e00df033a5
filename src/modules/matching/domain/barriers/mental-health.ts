import { withoutRules, type Barrier } from './barrier.js';

/** More support with mental health than a project gives. */
export const mentalHealth: Barrier = {
  key: 'mental-health',
  name: 'Support with mental health',
  asIf: 'every project gave as much support with mental health as the person needs',
  whoCouldAct: 'Projects and health boards, together',
  relax: (input) => withoutRules(input, ['mental_health_support']),
};
