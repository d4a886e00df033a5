import type { Tx } from '../../../kernel/unit-of-work.js';
import { letGo, recordResolution, type ResolveOfferDeps } from './resolve-offer.js';

/**
 * Lets an offer go whose time is up by the database's clock; says whether it did. Harmless at any other time and any
 * number of times: only the clock and the state decide.
 */
export const makeExpireOffer =
  (deps: ResolveOfferDeps) =>
  async (tx: Tx, offerId: string): Promise<boolean> => {
    const offer = await deps.offers.find(tx, { kind: 'national' }, offerId);
    if (offer === null || !(await deps.offers.expire(tx, offerId))) return false;
    await letGo(deps, tx, offer);
    await recordResolution(deps, tx, offer, 'expired');
    return true;
  };
