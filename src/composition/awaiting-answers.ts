import { placementPolicy } from '../../config/placement-policy.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IdSource } from '../kernel/ids.js';
import { offerRepository } from '../modules/placements/adapters/db/offer-repository.js';
import { offerTryRepository } from '../modules/placements/adapters/db/offer-try-repository.js';
import { makeRecordTry } from '../modules/placements/application/record-try.js';
import { databaseNow as now } from '../platform/db/database-clock.js';

/** What is done while the answer to an offer is awaited. */
export const createAwaitingAnswers = (deps: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}) => ({
  tries: offerTryRepository,
  recordOfferTry: makeRecordTry({
    ...deps,
    offers: offerRepository,
    tries: offerTryRepository,
    leftAfterTryMinutes: placementPolicy.answerWatch.leftAfterTryMinutes,
    now,
  }),
});
