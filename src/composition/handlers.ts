import { offerFellDueV1, placementStartedV1 } from '../modules/placements/contract/events.js';
import { takeAllWaiting } from '../platform/outbox/outbox.js';
import type { Handle } from '../platform/outbox/run-message.js';
import type { Modules } from './modules.js';
import { consumerNames } from './subscriptions.js';

/** What each consumer does with a message. Payloads are parsed here, on entry, by the event's own definition. */
export const createHandlers = ({
  matching,
  placements,
  referrals,
}: Modules): Readonly<Record<string, Handle>> => ({
  // One run answers every change committed before it, so all of them are taken with this one.
  [consumerNames.rematch]: async (tx, { topic }) => {
    await takeAllWaiting(tx, consumerNames.rematch);
    await matching.rematch(tx, topic);
  },
  [consumerNames.expireOffer]: async (tx, { payload }) => {
    await placements.expireOffer(tx, offerFellDueV1.parse(payload).offerId);
  },
  [consumerNames.closeReferral]: async (tx, { payload }) => {
    await referrals.closeAsPlaced(tx, placementStartedV1.parse(payload).referralId);
  },
});
