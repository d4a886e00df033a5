import { past, withPeople, type Barrier } from './barrier.js';

/** No approval that pays for the stay. */
export const funding: Barrier = {
  key: 'funding',
  name: 'Funding',
  asIf: 'the weeks planned were paid for, for everybody',
  whoCouldAct: 'Partnerships’ approvers, and whoever sets their budgets',
  relax: (input) =>
    withPeople(input, (person) => ({
      ...past('funding', person),
      fundedNights: person.fundedNights ?? person.referral.plannedWeeks * 7,
    })),
};
