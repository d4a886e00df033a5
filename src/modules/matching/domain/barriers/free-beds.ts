import type { Barrier } from './barrier.js';

/** How much later a bed may come free and be taken as free in time. Unit: days. */
export const freeLaterDays = 28;

/** No bed free soon enough. */
export const freeBeds: Barrier = {
  key: 'free-beds',
  name: 'A bed free soon enough',
  asIf: 'a bed that comes free up to four weeks later than can be offered now counted too',
  whoCouldAct: 'Planners, with more beds; projects, by leaving beds empty for less long',
  relax: (input) => ({
    ...input,
    policy: { ...input.policy, offerHorizonDays: input.policy.offerHorizonDays + freeLaterDays },
  }),
};
