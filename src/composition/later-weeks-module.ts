import { placementPolicy } from '../../config/placement-policy.js';
import { readLaterPlaces } from '../modules/matching/adapters/db/later-plan-places.js';
import { readLaterPlan, recordLaterPlan } from '../modules/matching/adapters/db/later-plan-repository.js';
import { isSwitchedOff } from '../modules/matching/adapters/db/match-run-repository.js';
import {
  makeReadLaterFacts,
  makeKeepLaterPlan,
  makeReadLaterWeeks,
  type ReadLaterFactsDeps,
  type KeepLaterPlanDeps,
  type ReadLaterWeeksDeps,
} from '../modules/matching/application/later-weeks.js';
import { readMatchingPolicy } from './matching-policy.js';

type Facts = Omit<ReadLaterFactsDeps, 'readPolicy' | 'weeks' | 'isSwitchedOff'> &
  Omit<KeepLaterPlanDeps, 'recordPlan'> &
  Omit<ReadLaterWeeksDeps, 'readLaterPlan' | 'readLaterPlaces'>;

/** The plan for later weeks, with its own tables and policy; facts come from the other contexts. */
export const createLaterWeeks = (facts: Facts) => ({
  readLaterFacts: makeReadLaterFacts({
    ...facts,
    readPolicy: readMatchingPolicy,
    weeks: placementPolicy.laterWeeks,
    isSwitchedOff,
  }),
  keepLaterPlan: makeKeepLaterPlan({ ...facts, recordPlan: recordLaterPlan }),
  readLaterWeeks: makeReadLaterWeeks({ ...facts, readLaterPlan, readLaterPlaces }),
});
