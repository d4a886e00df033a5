import type { Waiting } from '../waiting.js';
import { withPeople, type Barrier } from './barrier.js';

const unrefused = ({ referral, missing, fundedNights, isSpokenFor, offeredAt }: Waiting): Waiting => ({
  ...{ referral, missing, fundedNights, isSpokenFor },
  ...(offeredAt === undefined ? {} : { offeredAt }),
});

/** An offer that came to nothing, or a project that has said that the person is not suitable. */
export const saidNo: Barrier = {
  key: 'said-no',
  name: 'A no that was said before',
  asIf: 'no offer had come to nothing, and no project had said that somebody is not suitable',
  whoCouldAct: 'Coordinators, who may allow a place again; projects, who may look again',
  relax: (input) => withPeople(input, unrefused),
};
