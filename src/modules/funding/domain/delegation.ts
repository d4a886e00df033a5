import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { PayerShare } from './payers.js';
import { requestCost } from './request.js';

/** An approval costs more than the member may approve alone. Unit: pence. */
export type AboveYourLimit = {
  readonly code: 'above-your-limit';
  readonly limitPence: number;
  readonly totalPence: number;
};

/** An approval that waits for a second approver. A referral has at most one. */
export interface FundingProposal {
  readonly proposalId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly route: Route;
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  /** Who pays what of a week; absent where the route pays it all. */
  readonly shares?: readonly PayerShare[];
  readonly decidedOn: IsoDate;
  /** Why it is needed beyond everybody's limit; null where the second approver's own limit has to cover it. */
  readonly exceptionalReason: string | null;
  readonly proposedBy: string;
  readonly proposedOn: IsoDate;
  readonly version: number;
}

/** Whether an approval of this size may be given by somebody with this limit. The limit itself may be reached. */
export const withinLimit = (
  of: Pick<FundingProposal, 'weeks' | 'weeklyRatePence'>,
  limitPence: number,
): Outcome<true, AboveYourLimit> => {
  const totalPence = requestCost(of);
  return totalPence <= limitPence ? done(true) : refuse({ code: 'above-your-limit', limitPence, totalPence });
};

/**
 * Whether somebody may give the second yes: never who proposed it; and with a limit that covers it, unless it was
 * proposed as exceptional, with its reason, which two members may give together whatever their limits are.
 * Source: two people for spending above a limit and for overrides (OWASP ASVS 5.0, 2.3.5).
 */
export const weighSecondYes = (
  proposal: Pick<FundingProposal, 'weeks' | 'weeklyRatePence' | 'proposedBy' | 'exceptionalReason'>,
  memberId: string,
  limitPence: number,
): Outcome<true, AboveYourLimit | { readonly code: 'second-approver-needed' }> => {
  if (proposal.proposedBy === memberId) return refuse({ code: 'second-approver-needed' });
  return proposal.exceptionalReason === null ? withinLimit(proposal, limitPence) : done(true);
};
