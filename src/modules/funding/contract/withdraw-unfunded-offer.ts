import type { Tx } from '../../../kernel/unit-of-work.js';

/**
 * Takes back the offer to a referral that the funder no longer pays for, where there is one, saying `why`. Placements
 * know; funding asks.
 */
export type WithdrawUnfundedOffer = (tx: Tx, referralId: string, why: string) => Promise<void>;
