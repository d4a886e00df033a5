import {
  countChangesWaiting,
  isSwitchedOff,
  noteLook,
  readLastSuggestions,
  readStandingRun,
  recordComparison,
  recordRun,
  takeMatchingTurn,
} from '../modules/matching/adapters/db/match-run-repository.js';
import { digestInputs } from '../modules/matching/adapters/thread/digest-inputs.js';
import type { RunMatch } from '../modules/matching/application/run-match.js';
import { match } from '../modules/matching/domain/match.js';
import { consumerNames } from './subscriptions.js';

/** Works a run out in this thread. */
export const matchHere: RunMatch = (input) => Promise.resolve({ suggestions: match(input), isProven: null });

/** Where runs of the matcher are kept, and what the next one asks of them. */
export const matcherStore = {
  takeTurn: takeMatchingTurn,
  digestOf: digestInputs,
  isSwitchedOff,
  readStandingRun,
  noteLook,
  readLastSuggestions,
  recordRun,
  countChangesWaiting: countChangesWaiting(consumerNames.rematch),
  recordComparison,
};
