import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { pence, stayCost, type Pence } from '../../../kernel/money.js';
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

/** The most that anybody may be allowed to approve alone: above any one stay. Set for this service. Unit: pence. */
export const highestApprovalLimitPence = 100_000_000;

/** Nights of a booking or a stay for which money is held or spent, and what they come to. */
export interface NightsPaid {
  readonly nights: number;
  readonly pence: Pence;
}

/** An approval by its size; `paid` is what is paid for already where it adds weeks to a stay, null where nothing is. */
export interface ToApprove extends Pick<FundingProposal, 'weeks' | 'weeklyRatePence'> {
  readonly paid: NightsPaid | null;
}

/**
 * What an approval comes to: its weeks at its price; or, where that is more, what is paid for already with the nights it
 * adds. So weeks added at a lower price do not make those before look cheaper.
 */
export const approvalCost = ({ weeks, weeklyRatePence, paid }: ToApprove): Pence => {
  const whole = requestCost({ weeks, weeklyRatePence });
  if (paid === null) return whole;
  const added = stayCost({ weeklyRatePence, nights: Math.max(0, weeks * 7 - paid.nights) });
  return pence(Math.max(whole, paid.pence + added));
};

/** Whether an approval of this size may be given by somebody with this limit. The limit itself may be reached. */
export const withinLimit = (
  of: ToApprove,
  limitPence: number,
): Outcome<{ readonly limitPence: number; readonly totalPence: number }, AboveYourLimit> => {
  const totalPence = approvalCost(of);
  return totalPence <= limitPence
    ? done({ limitPence, totalPence })
    : refuse({ code: 'above-your-limit', limitPence, totalPence });
};

/**
 * Whether somebody may give the second yes: never who proposed it; and with a limit that covers it, unless it was
 * proposed as exceptional, with its reason, which two members may give together whatever their limits are.
 * Source: two people for spending above a limit and for overrides (OWASP ASVS 5.0, 2.3.5).
 */
export const weighSecondYes = (
  proposal: ToApprove & Pick<FundingProposal, 'proposedBy' | 'exceptionalReason'>,
  memberId: string,
  limitPence: number,
): Outcome<true, AboveYourLimit | { readonly code: 'second-approver-needed' }> => {
  if (proposal.proposedBy === memberId) return refuse({ code: 'second-approver-needed' });
  if (proposal.exceptionalReason !== null) return done(true);
  const within = withinLimit(proposal, limitPence);
  return within.ok ? done(true) : within;
};
