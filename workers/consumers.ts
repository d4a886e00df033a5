import { consumerNames } from '../src/composition/subscriptions.js';

/**
 * What runs in the background, and how many at once in each worker. A message that fails is put off by the
 * outbox (two seconds, then twice as long each time, an hour at most), so queues themselves never retry.
 */
export const consumers = [
  // One at a time, and at most two a second: a run answers all changes before it, so more would only repeat it.
  { consumer: consumerNames.rematch, concurrency: 1, gatherMs: 500 },
  // As much work as two runs of the matcher.
  { consumer: consumerNames.lookAtPolicy, concurrency: 1 },
  { consumer: consumerNames.lookAtBedChange, concurrency: 1 },
  { consumer: consumerNames.expireOffer, concurrency: 4 },
  { consumer: consumerNames.closeReferral, concurrency: 4 },
  // Each takes a thread to itself for seconds.
  { consumer: consumerNames.workOutScenario, concurrency: 1 },
  { consumer: consumerNames.tell, concurrency: 4 },
] as const;
