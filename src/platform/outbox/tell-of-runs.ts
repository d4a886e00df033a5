import type { Logger } from '../logging.js';

/** What a line may say of a piece of work: numbers and names of the program's own, never anything about a person. */
type RunIds = Readonly<Record<string, string | null>>;

/** Leaves one line for each piece of background work: what it was by its ids, what came of it, and how long it took. */
export const createTellOfRuns =
  (logger: Pick<Logger, 'info'>, monotonicMs: () => number) =>
  async <T extends string>(kind: 'message' | 'schedule', ids: RunIds, work: () => Promise<T>): Promise<T> => {
    const beganMs = monotonicMs();
    const tell = (outcome: T | 'failed'): void => {
      logger.info({ ...ids, outcome, ms: Math.round(monotonicMs() - beganMs) }, kind);
    };
    try {
      const outcome = await work();
      tell(outcome);
      return outcome;
    } catch (fault) {
      // Why it failed is told where faults are, once; here only that it did.
      tell('failed');
      throw fault;
    }
  };
