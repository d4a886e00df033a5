import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NightsPaid } from '../domain/delegation.js';

export type { NightsPaid } from '../domain/delegation.js';

/**
 * What is held and spent, by all payers, for the nights of the booking or stay a referral led to; null where it led to
 * none that is open. Placements know; funding asks.
 */
export type ReadNightsPaid = (tx: Tx, referralId: string) => Promise<NightsPaid | null>;
