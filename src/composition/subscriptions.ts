import { availabilityChangedV1 } from '../modules/capacity/contract/events.js';
import { fundingDecidedV1 } from '../modules/funding/contract/events.js';
import {
  offerFellDueV1,
  offerMadeV1,
  offerResolvedV1,
  placementChangedV1,
  placementStartedV1,
} from '../modules/placements/contract/events.js';
import { referralChangedV1 } from '../modules/referrals/contract/events.js';
import type { Subscriptions } from '../platform/outbox/outbox.js';

/** Everybody who acts on events, by the name of their queue. */
export const consumerNames = {
  rematch: 'matching.rematch',
  expireOffer: 'placements.expire-offer',
  closeReferral: 'referrals.close-as-placed',
} as const;

/** Who hears of what. A change that can alter a suggestion is heard by the matcher. */
export const subscriptions: Subscriptions = {
  [referralChangedV1.topic]: [consumerNames.rematch],
  [fundingDecidedV1.topic]: [consumerNames.rematch],
  [availabilityChangedV1.topic]: [consumerNames.rematch],
  [offerMadeV1.topic]: [consumerNames.rematch],
  [offerFellDueV1.topic]: [consumerNames.expireOffer],
  [offerResolvedV1.topic]: [consumerNames.rematch],
  [placementStartedV1.topic]: [consumerNames.closeReferral],
  [placementChangedV1.topic]: [consumerNames.rematch],
};
