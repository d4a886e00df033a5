import { withPeople, type Barrier } from './barrier.js';

/** No step-free place, or none with a wet room. */
export const access: Barrier = {
  key: 'access',
  name: 'Step-free places and wet rooms',
  asIf: 'every place were step-free and had a wet room',
  whoCouldAct: 'Projects and planners, by building; projects, by saying what they have',
  relax: (input) =>
    withPeople(input, (person) => ({
      ...person,
      referral: { ...person.referral, needsStepFree: false, needsWetRoom: false },
    })),
};
