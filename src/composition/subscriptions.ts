import { bedChangeLookAskedV1 } from '../modules/capacity/contract/bed-change.js';
import { availabilityChangedV1 } from '../modules/capacity/contract/events.js';
import { scenarioRunAskedV1 } from '../modules/forecast/contract/events.js';
import {
  admissionRulesChangedV1,
  suitabilityAnsweredV1,
  suitabilityMovedV1,
} from '../modules/eligibility/contract.js';
import {
  fundingAskedV1,
  fundingDecidedV1,
  fundingNoticeChangedV1,
  fundingReturnedV1,
} from '../modules/funding/contract/events.js';
import {
  matcherSwitchedV1,
  policyChangedV1,
  policyLookAskedV1,
  suggestionChangedV1,
} from '../modules/matching/contract/events.js';
import {
  offerAwaitedV1,
  offerFellDueV1,
  offerMadeV1,
  offerResolvedV1,
  placementChangedV1,
  placementStartedV1,
  placesAllowedAgainV1,
  providerMoveMovedV1,
  overrideMovedV1,
  repairMovedV1,
} from '../modules/placements/contract/events.js';
import { recordOpenedV1, referralChangedV1, transferMovedV1 } from '../modules/referrals/contract/events.js';
import type { Subscriptions } from '../platform/outbox/outbox.js';

/** Everybody who acts on events, by the name of their queue. */
export const consumerNames = {
  rematch: 'matching.rematch',
  lookAtPolicy: 'matching.look-at-policy',
  lookAtBedChange: 'matching.look-at-bed-change',
  expireOffer: 'placements.expire-offer',
  closeReferral: 'referrals.close-as-placed',
  workOutScenario: 'forecast.work-out-scenario',
  tell: 'notifications.tell',
} as const;

/**
 * What each consumer hears of, by the very definitions it reads messages with. A change that can alter a suggestion
 * is heard by the matcher. While a release that changes an event is rolled out, both its versions stand here.
 */
export const heardBy = {
  [consumerNames.rematch]: [
    referralChangedV1,
    fundingDecidedV1,
    availabilityChangedV1,
    admissionRulesChangedV1,
    offerMadeV1,
    offerResolvedV1,
    placementChangedV1,
    placesAllowedAgainV1,
    suitabilityAnsweredV1,
    matcherSwitchedV1,
    policyChangedV1,
  ],
  [consumerNames.lookAtPolicy]: [policyLookAskedV1],
  [consumerNames.lookAtBedChange]: [bedChangeLookAskedV1],
  [consumerNames.expireOffer]: [offerFellDueV1],
  [consumerNames.closeReferral]: [placementStartedV1],
  [consumerNames.workOutScenario]: [scenarioRunAskedV1],
  [consumerNames.tell]: [
    offerMadeV1,
    offerAwaitedV1,
    offerResolvedV1,
    placementStartedV1,
    placementChangedV1,
    fundingAskedV1,
    fundingDecidedV1,
    fundingNoticeChangedV1,
    fundingReturnedV1,
    suitabilityMovedV1,
    recordOpenedV1,
    transferMovedV1,
    providerMoveMovedV1,
    repairMovedV1,
    overrideMovedV1,
    suggestionChangedV1,
  ],
} as const;

const hearings = Object.entries(heardBy).flatMap(([consumer, events]) =>
  events.map(({ topic, version }) => ({ topic, version, consumer })),
);

/** Every version of a message that this release reads. */
export const readVersions: readonly { readonly topic: string; readonly version: number }[] = hearings;

/** Who hears of each topic, by the names of their queues. */
export const subscriptions: Subscriptions = Object.fromEntries(
  hearings.map(({ topic }) => [
    topic,
    [...new Set(hearings.filter((hearing) => hearing.topic === topic).map(({ consumer }) => consumer))],
  ]),
);
