import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { takeAllWaiting, type Handle } from '../platform/outbox/outbox.js';
import { consume } from '../platform/outbox/read-message.js';
import type { Modules } from './modules.js';
import { createWorkOutRun } from './scenarios.js';
import { happenedBy } from './notifications.js';
import { consumerNames, heardBy } from './subscriptions.js';

const { rematch, lookAtPolicy, lookAtBedChange, expireOffer, closeReferral, workOutScenario, tell } =
  consumerNames;

/**
 * What each consumer does with a message. Every payload is parsed on entry, by the definition of its topic and
 * version; what none of them reads is set aside unhandled.
 */
export const createHandlers = (
  { matching, matchingPolicy, bedChanges, placements, referrals, notifications }: Modules,
  uow: UnitOfWork,
): Readonly<Record<string, Handle>> => ({
  // One run answers every change committed before it, so all of them are taken with this one.
  [rematch]: consume(heardBy[rematch], async (tx, _payload, { topic }) => {
    await takeAllWaiting(tx, rematch);
    await matching.rematch(tx, topic);
  }),
  [lookAtPolicy]: consume(heardBy[lookAtPolicy], async (tx, { changeId }) => {
    await matchingPolicy.shadowRun(tx, changeId);
  }),
  [lookAtBedChange]: consume(heardBy[lookAtBedChange], async (tx, { changeId }) => {
    await bedChanges.lookAtBedChange(tx, changeId);
  }),
  [expireOffer]: consume(heardBy[expireOffer], async (tx, { offerId }) => {
    await placements.expireOffer(tx, offerId);
  }),
  [closeReferral]: consume(heardBy[closeReferral], async (tx, { referralId }) => {
    await referrals.closeAsPlaced(tx, referralId);
  }),
  // Seconds of computing: its progress is told in transactions of its own.
  [workOutScenario]: consume(heardBy[workOutScenario], (tx, { scenarioRunId }) =>
    createWorkOutRun(uow)(tx, scenarioRunId),
  ),
  [tell]: consume(heardBy[tell], async (tx, payload, { topic }) => {
    await notifications.tell(tx, happenedBy(topic, payload));
  }),
});
