import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';
import { awaitingSteps } from '../domain/offer-watch.js';

const offer = z.strictObject({ offerId: z.uuid() });
const placement = z.strictObject({ placementId: z.uuid(), referralId: z.uuid() });

const referral = z.strictObject({ referralId: z.uuid() });

/** A bed is held for somebody. */
export const offerMadeV1 = defineEvent('placements.offer-made', 1, (value) => offer.parse(value));
/** The bed of an offer is held no longer; handled no earlier than its `dueAt`. */
export const offerFellDueV1 = defineEvent('placements.offer-fell-due', 1, (value) => offer.parse(value));
/** An offer waits for its answer still; handled no earlier than its `dueAt`. */
export const offerAwaitedV1 = defineEvent('placements.offer-awaited', 1, (value) =>
  z.strictObject({ offerId: z.uuid(), step: z.enum(awaitingSteps) }).parse(value),
);
/** An offer was accepted, declined, withdrawn, or ran out. */
export const offerResolvedV1 = defineEvent('placements.offer-resolved', 1, (value) => offer.parse(value));
/** A person arrived. */
export const placementStartedV1 = defineEvent('placements.placement-started', 1, (value) =>
  placement.parse(value),
);
/** A stay ended, never began, or its departure moved. */
export const placementChangedV1 = defineEvent('placements.placement-changed', 1, (value) =>
  placement.parse(value),
);
/** A place at another provider was proposed for somebody, or that was answered or taken back. */
export const providerMoveMovedV1 = defineEvent('placements.provider-move-moved', 1, (value) =>
  z.strictObject({ moveId: z.uuid() }).parse(value),
);
/** A repair of a stay was proposed, confirmed or given back. */
export const repairMovedV1 = defineEvent('placements.repair-moved', 1, (value) =>
  z.strictObject({ repairId: z.uuid() }).parse(value),
);
/** An offer that passes somebody over was asked for, confirmed, refused or taken back. */
export const overrideMovedV1 = defineEvent('placements.override-moved', 1, (value) =>
  z.strictObject({ overrideId: z.uuid() }).parse(value),
);
/** A project where an offer to somebody came to nothing may be suggested to them again. */
export const placesAllowedAgainV1 = defineEvent('placements.places-allowed-again', 1, (value) =>
  referral.parse(value),
);
