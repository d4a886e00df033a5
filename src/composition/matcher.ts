import { matcherWatch } from '../../config/matcher.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import { done } from '../kernel/outcome.js';
import type { Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { readProgress, tellProgress } from '../modules/matching/adapters/db/match-progress.js';
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
import { matcherSwitch } from '../modules/matching/adapters/db/matcher-switch.js';
import {
  countOwn,
  listRuns,
  listSaidInRun,
  listSaidOf,
  readRun,
} from '../modules/matching/adapters/db/run-history.js';
import { readMatcherFacts } from '../modules/matching/adapters/db/waiting-list-facts.js';
import { digestInputs } from '../modules/matching/adapters/thread/digest-inputs.js';
import { createMatchRunner, type MatchRunner } from '../modules/matching/adapters/thread/match-runner.js';
import type { RunMatch } from '../modules/matching/application/run-match.js';
import { makeSwitchMatcher } from '../modules/matching/application/switch-matcher.js';
import { matchRun } from '../modules/matching/domain/match.js';
import { serviceContext } from './service-context.js';
import { consumerNames } from './subscriptions.js';

/** Works a run out in this thread. */
export const matchHere: RunMatch = (input) => Promise.resolve(matchRun(input));

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

/** Works runs out as a worker does: the large ones in a thread, with a word on them that pages can show. */
export const createWorkerMatching = (
  uow: UnitOfWork,
  onFault: (error: unknown) => void,
  pairsOfThread: number = matcherWatch.pairsOfThread,
): MatchRunner =>
  createMatchRunner({
    matchHere,
    pairsOfThread,
    tellEveryMs: matcherWatch.tellEveryMs,
    async tell(run) {
      await uow.run(serviceContext('match-progress'), async (tx) => {
        await tellProgress(tx, run, matcherWatch.progressSilentSeconds);
        return done(true);
      });
    },
    onFault,
  });

/** How the matcher stands, its switch, and its runs. */
export const createMatcher = (shared: { readonly audit: AppendAudit; readonly events: AppendEvent }) => ({
  readMatcherFacts: readMatcherFacts(consumerNames.rematch, matcherWatch.driftToldHours),
  readSwitch: matcherSwitch.readSwitch,
  switchMatcher: makeSwitchMatcher({ ...shared, ...matcherSwitch }),
  readUnderWay: (tx: Tx) => readProgress(tx, matcherWatch.progressSilentSeconds),
  ...{ listRuns, readRun, countOwn, listSaidInRun, listSaidOf },
});
