import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { AboveYourLimit } from './delegation.js';
import { costByYear } from './funding.js';
import { isOutside, type PaidBy, type Payer, type PayerShare } from './payers.js';

/** Others asked to pay for the rest of a stay. A referral has at most one that waits. */
export interface FundingTakeover extends PaidBy {
  readonly takeoverId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly placementId: string;
  /** The first night they pay for, and the planned end they agree to. */
  readonly nights: Stay;
  readonly reason: string;
  readonly proposedBy: string;
  readonly version: number;
}

/** Days on which others may begin to pay. */
export type TakeoverDayRefusal = {
  readonly code: 'takeover-day-outside';
  readonly earliestOn: string;
  /** The last of them; before `earliestOn` where there is none left. */
  readonly latestOn: string;
};

/** Nights gone by stay with whoever paid for them: from today on, and for one night at least. */
export const weighTakeoverDay = (
  fromOn: IsoDate,
  { arrivesOn, departsOn }: Stay,
  today: IsoDate,
): Outcome<true, TakeoverDayRefusal> => {
  const earliestOn = arrivesOn > today ? arrivesOn : today;
  const latestOn = addNights(departsOn, -1);
  return fromOn >= earliestOn && fromOn <= latestOn
    ? done(true)
    : refuse({ code: 'takeover-day-outside', earliestOn, latestOn });
};

/**
 * The route a takeover's decision is on: its payer's, or that of another payer with a budget, or the one before, where
 * nobody who pays has one. How a stay is counted does not follow who pays for it.
 */
export const routeOfPayers = (main: Payer, others: readonly PayerShare[], before: Route): Route => {
  for (const payer of [main, ...others.map((other) => other.payer)]) if (!isOutside(payer)) return payer;
  return before;
};

/** Whether somebody may give the yes to it: never who asked for it, and with a limit that covers its nights. */
export const weighTakeoverYes = (
  { proposedBy, weeklyRatePence, nights }: Pick<FundingTakeover, 'proposedBy' | 'weeklyRatePence' | 'nights'>,
  memberId: string,
  limitPence: number,
): Outcome<true, AboveYourLimit | { readonly code: 'second-approver-needed' }> => {
  if (proposedBy === memberId) return refuse({ code: 'second-approver-needed' });
  const { totalPence } = costByYear(weeklyRatePence, nights);
  return totalPence <= limitPence ? done(true) : refuse({ code: 'above-your-limit', limitPence, totalPence });
};
