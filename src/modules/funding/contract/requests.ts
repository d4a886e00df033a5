import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { FundingRequest } from '../domain/request.js';

export { whoActsOn, type FundingRequest } from '../domain/request.js';

/** An approval that waits for a second approver though nobody had asked for the money. */
interface ProposedUnasked {
  /** The day the first approver named as that of the decision. */
  readonly requestedOn: IsoDate;
  readonly standing: { readonly state: 'proposed' };
}

/** Money that waits for an answer, as far as it says where somebody stands. */
export type FundingAsked = FundingRequest | ProposedUnasked;

/** What waits for an answer of the money of these referrals, asked for or not; one that has nothing is absent. */
export type ReadFundingAsked = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingAsked>>;

/** The requests of these referrals that wait for an answer; referrals without one are absent. */
export type ReadOpenRequests = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingRequest>>;
