import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/**
 * The day on which a funder gave notice that a decision may not pay for the bed booked on it; null where no notice
 * stands. Keeps the decision's row until the transaction ends, so that an arrival and a notice at once see each other.
 */
export type ReadFundingNotice = (tx: Tx, fundingDecisionId: string) => Promise<IsoDate | null>;
