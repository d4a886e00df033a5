import { past, withPeople, type Barrier } from './barrier.js';

/** Detox that has to come first, whether it is booked or not, or that only some projects give. */
export const detox: Barrier = {
  key: 'detox',
  name: 'Detox',
  asIf: 'nobody needed detox first, or had done it already',
  whoCouldAct: 'Health boards and detox services; projects that could give detox on site',
  relax: (input) =>
    withPeople(input, (person) => {
      const { referral, ...passed } = past('detox', person);
      return { ...passed, referral: { ...referral, detoxNeed: 'none', detox: null } };
    }),
};
