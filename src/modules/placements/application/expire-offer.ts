import type { Tx } from '../../../kernel/unit-of-work.js';
import { isTried } from '../domain/offer-watch.js';
import type { OfferTryRepository } from './record-try.js';
import { letGo, recordResolution, type ResolveOfferDeps } from './resolve-offer.js';

/** What letting an offer go needs besides: whether somebody tried to get its answer. */
export interface ExpireOfferDeps extends ResolveOfferDeps {
  readonly tries: Pick<OfferTryRepository, 'readWatch'>;
}

/**
 * Lets an offer go whose time is up by the database's clock, and says whether it did; that nobody had tried to get its answer is
 * kept with it. Harmless at any other time and any
 * number of times: only the clock and the state decide.
 */
export const makeExpireOffer =
  (deps: ExpireOfferDeps) =>
  async (tx: Tx, offerId: string): Promise<boolean> => {
    const offer = await deps.offers.find(tx, { kind: 'national' }, offerId);
    if (offer === null || !(await deps.offers.expire(tx, offerId))) return false;
    await letGo(deps, tx, offer);
    const watch = await deps.tries.readWatch(tx, offerId);
    const untried = watch === null || isTried(watch) ? [] : ['Nobody recorded that they tried'];
    await recordResolution(deps, tx, offer, 'expired', ...untried);
    return true;
  };
