import type { IsoDate } from '../../../kernel/iso-date.js';
import { shareByNights, stayCost, type Pence } from '../../../kernel/money.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import { splitByFinancialYear, type FinancialYear } from '../../../kernel/financial-year.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { PayerShare } from './payers.js';

/**
 * Why a funder says no. Set for this service: a coded reason, so that people can be told what would change it and the
 * country can count; the note says the rest.
 */
export const fundingDeclineReasons = [
  'no_money_left',
  'another_route_pays',
  'not_the_right_place',
  'more_information',
  'not_eligible',
  'other',
] as const;
/** One of {@link fundingDeclineReasons}. */
export type FundingDeclineReason = (typeof fundingDeclineReasons)[number];

/** Why a funder takes a yes back. Set for this service. */
export const revokeReasons = [
  'approved_by_mistake',
  'circumstances_changed',
  'money_withdrawn',
  'other',
] as const;
/** One of {@link revokeReasons}. */
export type RevokeReason = (typeof revokeReasons)[number];

/** What a funder says: so many weeks at a price, or no, with why. */
export type FundingAnswer =
  | {
      readonly decision: 'approved';
      readonly weeks: number;
      readonly weeklyRatePence: Pence;
      /** Who pays part of a week besides the route; absent where it pays all. */
      readonly otherPayers?: readonly PayerShare[];
    }
  | { readonly decision: 'declined'; readonly reason: FundingDeclineReason; readonly note: string | null };

/** A funder's yes or no to one referral. Publicly funded is read from the route, never typed in. */
export interface FundingDecision {
  readonly fundingDecisionId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly route: Route;
  readonly decision: 'approved' | 'declined';
  readonly decidedOn: IsoDate;
  /** How long a stay it pays for; 0 when it was declined. */
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  /** Who pays what of a week; absent where the route pays it all. */
  readonly shares?: readonly PayerShare[];
  /** Why it was declined; null when it was approved, or declined before reasons were asked for. */
  readonly declined: { readonly reason: FundingDeclineReason; readonly note: string | null } | null;
  /** A no that answered a request for more nights of a booking or stay, and nothing else: the yes before it stands. */
  readonly answersRequestAlone?: boolean;
  /** First day on which it can no longer be used for an offer. */
  readonly expiresOn: IsoDate;
  /** When and why a yes was taken back; absent while it stands. */
  readonly revoked?: { readonly on: IsoDate; readonly reason: RevokeReason; readonly note: string | null };
}

/** Nights a decision pays for, seven for each week; none when it was declined or taken back. Unit: nights. */
export const fundedNights = ({
  decision,
  weeks,
  revoked,
}: Pick<FundingDecision, 'decision' | 'weeks' | 'revoked'>): number =>
  decision === 'approved' && revoked === undefined ? weeks * 7 : 0;

/** Whether an offer may rest on it on a date. */
export const isLive = (decision: FundingDecision | null, on: IsoDate): decision is FundingDecision =>
  decision !== null &&
  decision.decision === 'approved' &&
  decision.revoked === undefined &&
  decision.decidedOn <= on &&
  on < decision.expiresOn;

/** What a stay costs each financial year it touches, in whole pence that add up to the whole. */
export const costByYear = (
  weeklyRatePence: Pence,
  stay: Stay,
): { readonly totalPence: Pence; readonly parts: readonly { year: FinancialYear; pence: Pence }[] } => {
  const totalPence = stayCost({ weeklyRatePence, nights: nightCount(stay) });
  const years = splitByFinancialYear(stay);
  const shares = shareByNights(
    totalPence,
    years.map(({ nights }) => nights),
  );
  return {
    totalPence,
    parts: years.flatMap(({ year }, index) => {
      const share = shares[index];
      return share === undefined ? [] : [{ year, pence: share }];
    }),
  };
};
