import { past, withPeople, type Barrier } from './barrier.js';

/** A suitable assessment that is not there, or has run out. */
export const assessment: Barrier = {
  key: 'assessment',
  name: 'Assessment',
  asIf: 'everybody had a suitable assessment that is still valid',
  whoCouldAct: 'Partnerships, who book and hold assessments; prescribers for the medical one',
  relax: (input) => withPeople(input, (person) => past('assessment', person)),
};
