import { repeat } from '../../../../platform/repeat.js';
import { createThread } from '../../../../platform/thread.js';
import type { RunUnderWay } from '../../application/matcher-state.js';
import type { RunMatch } from '../../application/run-match.js';
import type { MatchInput, MatchRun } from '../../domain/match.js';

/** A run under way, as whoever looks is told of it. */
export type ToldRun = Pick<RunUnderWay, 'cause' | 'people' | 'places'>;

/** What working runs out needs besides the facts. */
export interface MatchRunnerOptions {
  /** Works a small run out, in this thread. */
  readonly matchHere: RunMatch;
  /** People times places from which a run goes to the thread. */
  readonly pairsOfThread: number;
  /** How often a long run says that it goes on. Unit: milliseconds. */
  readonly tellEveryMs: number;
  /** Tells of a long run beside its transaction, again and again; null once it is over. Whoever cannot hear it stops nothing. */
  readonly tell: (run: ToldRun | null) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/** Works runs out, the large ones in a thread, so that the event loop stays free for everything else. */
export interface MatchRunner {
  readonly runMatch: RunMatch;
  close(): Promise<void>;
}

const isMatchRun = (value: unknown): value is MatchRun =>
  value !== null &&
  typeof value === 'object' &&
  'report' in value &&
  'suggestions' in value &&
  Array.isArray(value.suggestions);

/** One thread, kept between runs, since the code it has warmed up is half of its speed. */
export const createMatchRunner = (options: MatchRunnerOptions): MatchRunner => {
  const thread = createThread<MatchInput, MatchRun>(
    new URL('./match-thread.js', import.meta.url),
    'works out suggestions',
    isMatchRun,
  );
  let told: Promise<void> = Promise.resolve();
  /** One after the other, so that the end is told last; never waited for by the run. */
  const tellAfter = (before: Promise<void>, run: ToldRun | null): void => {
    told = Promise.all([told, before])
      .then(() => options.tell(run))
      .catch(options.onFault);
  };
  return {
    async runMatch(input, cause) {
      const run = { cause, people: input.waiting.length, places: input.calendars.length };
      if (run.people * run.places < options.pairsOfThread) return options.matchHere(input, cause);
      tellAfter(Promise.resolve(), run);
      const stop = repeat(() => options.tell(run), options.tellEveryMs, options.onFault);
      try {
        return await thread.ask(input);
      } finally {
        tellAfter(stop(), null);
      }
    },
    async close() {
      await thread.close();
      await told;
    },
  };
};
