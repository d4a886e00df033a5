import { systemActor } from '../kernel/actor.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { countChangesWaiting, isSwitchedOff } from '../modules/matching/adapters/db/match-run-repository.js';
import type { ReadMatchingPolicy } from '../modules/matching/contract/policy.js';
import {
  readNewestRunId,
  readSuggestedNow,
  readTakenBack,
} from '../modules/placements/adapters/db/suggested-now.js';
import type { makeMakeOffer } from '../modules/placements/application/make-offer.js';
import { makeOfferAutomatically } from '../modules/placements/application/offer-automatically.js';
import { readMatchingPolicy } from './matching-policy.js';
import { serviceContext } from './service-context.js';
import { consumerNames } from './subscriptions.js';

/** Offers that nobody makes, from what the newest run suggests, where the partnership chose so. */
export const createAutomaticOffers = (
  makeOffer: ReturnType<typeof makeMakeOffer>,
  readPolicy: ReadMatchingPolicy = readMatchingPolicy,
) => ({
  offerAutomatically: makeOfferAutomatically({
    makeOffer,
    memberId: systemActor.memberId,
    readTakenBack,
    readIsChosen: async (tx, partnershipId) => (await readPolicy(tx, partnershipId)).automaticOffers,
    readStands: async (tx, runId) =>
      (await readNewestRunId(tx)) === runId &&
      (await countChangesWaiting(consumerNames.rematch)(tx)) === 0 &&
      !(await isSwitchedOff(tx)),
  }),
});

/** Suggestions read at once; a sweep goes on through all of them. */
const suggestionsAtOnce = 50;

/** Makes the first offer that can be made of what stands suggested; the next waits for a run that knows of it. */
export const createOfferNext =
  (
    uow: UnitOfWork,
    { offerAutomatically }: ReturnType<typeof createAutomaticOffers>,
    onFault: (error: unknown) => void,
  ) =>
  async (): Promise<void> => {
    // Those nearest the top may be such as no offer can be made to: they keep nobody behind them from theirs.
    for (let afterRank = 0; ;) {
      const page = await uow.read((tx) => readSuggestedNow(tx, { afterRank, atMost: suggestionsAtOnce }));
      for (const suggested of page) {
        const made = await uow
          .run(serviceContext('automatic-offers'), (tx) => offerAutomatically(tx, suggested))
          .catch(onFault);
        if (made !== undefined && (made.ok || made.refusal.code === 'run-is-stale')) return;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < suggestionsAtOnce) return;
      afterRank = last.rank;
    }
  };
