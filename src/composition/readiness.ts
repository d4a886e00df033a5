import type { Readiness } from '../platform/http/create-app.js';
import { oneTurnAtATime, within } from '../platform/waiting.js';

/** Longest a message may wait undelivered before this process says it is not ready. Unit: seconds. */
const deliveredWithinSeconds = 120;
/** Longest to wait for the database's word; whoever asks gives up not much later. Unit: milliseconds. */
const databasePatienceMs = 2_000;

/** What is asked of the database. */
export interface DatabaseState {
  /** Age of the oldest message that is due, in seconds; null when none waits. */
  readonly oldestUndeliveredSeconds: number | null;
  /** Whether it takes no writes: a replica, or a writer that another has taken over from. */
  readonly isReadOnly: boolean;
}

/**
 * Whether a process can do its work: the database answers and takes writes, and messages are being delivered. Redis being away is
 * told and is no fault: taking the service away for want of a hint would do the harm itself. Answers within two
 * seconds whatever is away, and askers never pile up on a database that does not answer.
 */
export const createReadiness = (
  readState: () => Promise<DatabaseState>,
  isQueueAway: () => boolean,
  patienceMs = databasePatienceMs,
): (() => Promise<Readiness>) => {
  const look = oneTurnAtATime(readState);
  const databaseFaults = async (): Promise<readonly string[]> => {
    try {
      const { oldestUndeliveredSeconds: age, isReadOnly } = await within(patienceMs, look());
      if (isReadOnly) return ['The database takes no writes.'];
      return age !== null && age > deliveredWithinSeconds
        ? [`A message has waited ${age} seconds: no worker is delivering.`]
        : [];
    } catch {
      return ['The database does not answer.'];
    }
  };
  return async () => ({
    faults: await databaseFaults(),
    notes: isQueueAway() ? ['The queue (Redis) does not answer: messages are delivered without it.'] : [],
  });
};
