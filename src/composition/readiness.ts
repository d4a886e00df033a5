import type { Readiness } from '../platform/http/create-app.js';
import { oneTurnAtATime, within } from '../platform/waiting.js';

/** Longest a message may wait undelivered before this process says it is not ready. Unit: seconds. */
const deliveredWithinSeconds = 120;
/** Longest to wait for the database's word; whoever asks gives up not much later. Unit: milliseconds. */
const databasePatienceMs = 2_000;

/**
 * Whether a process can do its work: the database answers, and messages are being delivered. Redis being away is
 * told and is no fault: taking the service away for want of a hint would do the harm itself. Answers within two
 * seconds whatever is away, and askers never pile up on a database that does not answer.
 *
 * @param readOldestUndelivered - age of the oldest message that is due, in seconds; null when none waits
 */
export const createReadiness = (
  readOldestUndelivered: () => Promise<number | null>,
  isQueueAway: () => boolean,
  patienceMs = databasePatienceMs,
): (() => Promise<Readiness>) => {
  const look = oneTurnAtATime(readOldestUndelivered);
  const databaseFaults = async (): Promise<readonly string[]> => {
    try {
      const age = await within(patienceMs, look());
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
