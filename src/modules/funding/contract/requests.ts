import type { Tx } from '../../../kernel/unit-of-work.js';
import type { FundingRequest } from '../domain/request.js';

export { whoActsOn, type FundingRequest } from '../domain/request.js';

/** The requests of these referrals that wait for an answer; referrals without one are absent. */
export type ReadOpenRequests = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingRequest>>;
