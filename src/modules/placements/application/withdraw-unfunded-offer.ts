import type { Tx } from '../../../kernel/unit-of-work.js';
import type { WithdrawUnfundedOffer } from '../../funding/contract/withdraw-unfunded-offer.js';
import type { Offer } from '../domain/offer.js';
import { letGo, recordResolution, type ResolveOfferDeps } from './resolve-offer.js';

/** What taking back an offer that is no longer paid for needs. */
export interface WithdrawUnfundedOfferDeps extends ResolveOfferDeps {
  /** The offer to a referral that waits for its answer; null when there is none. */
  readonly findOpenOffer: (tx: Tx, referralId: string) => Promise<Offer | null>;
}

/**
 * The funder says no, or takes a yes back: the offer that waits for its answer is taken back with that reason, and
 * bed and money are free at once. One that is answered at the same moment, or whose time is over, is left to that.
 */
export const makeWithdrawUnfundedOffer =
  (deps: WithdrawUnfundedOfferDeps): WithdrawUnfundedOffer =>
  async (tx, referralId, why) => {
    const offer = await deps.findOpenOffer(tx, referralId);
    if (offer === null || !(await deps.offers.resolve(tx, offer, 'withdrawn', null))) return;
    await letGo(deps, tx, offer);
    await recordResolution(deps, tx, offer, 'withdrawn', why);
  };
