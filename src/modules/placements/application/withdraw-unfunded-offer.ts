import type { Tx } from '../../../kernel/unit-of-work.js';
import type { WithdrawUnfundedOffer } from '../../funding/contract/withdraw-unfunded-offer.js';
import type { Offer } from '../domain/offer.js';
import { letGo, recordResolution, type ResolveOfferDeps } from './resolve-offer.js';

/** What taking back the offers that are no longer paid for needs. */
export interface WithdrawUnfundedOfferDeps extends ResolveOfferDeps {
  /** The offers to a referral that wait for their answer. */
  readonly findOpenOffers: (tx: Tx, referralId: string) => Promise<readonly Offer[]>;
}

/**
 * The funder says no, or takes a yes back: every offer that waits for its answer is taken back with that reason, and
 * beds and money are free at once. One that is answered at the same moment, or whose time is over, is left to that.
 */
export const makeWithdrawUnfundedOffer =
  (deps: WithdrawUnfundedOfferDeps): WithdrawUnfundedOffer =>
  async (tx, referralId, why) => {
    const taken: Offer[] = [];
    for (const offer of await deps.findOpenOffers(tx, referralId)) {
      if (await deps.offers.resolve(tx, offer, 'withdrawn', null)) taken.push(offer);
    }
    await letGo(deps, tx, ...taken);
    for (const offer of taken) await recordResolution(deps, tx, offer, 'withdrawn', why);
  };
