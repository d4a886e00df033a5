import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { costByYear, isLive, type FundingDecision } from '../../funding/contract/funding.js';
import { missingGates, type MissingGate } from '../../matching/contract.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { Offer } from './offer.js';
import {
  coverOf,
  detoxObstacle,
  liberationObstacle,
  type ArrivesBeforeDetoxEnds,
  type ArrivesBeforeLiberation,
  type StayExceedsFunding,
} from './weigh-offer.js';

/** What has changed since the offer was made, so that it can no longer be accepted. Amounts are whole pence. */
export type AcceptanceObstacle =
  | { readonly code: 'referral-closed' }
  | { readonly code: 'no-longer-ready'; readonly missing: readonly MissingGate[] }
  | StayExceedsFunding
  | ArrivesBeforeDetoxEnds
  | ArrivesBeforeLiberation
  | { readonly code: 'price-changed'; readonly offeredPence: number; readonly approvedPence: number };

/** The facts an acceptance rests on, as they are at the moment of the answer. */
export interface AcceptanceFacts {
  readonly offer: Pick<Offer, 'stay' | 'costPence'>;
  readonly referral: ReferralFacts;
  /** The funder's latest decision, whatever it is; null when there is none. */
  readonly decision: FundingDecision | null;
  readonly today: IsoDate;
}

/**
 * Whether an offer may still be accepted: the person asks, is assessed as suitable, and the latest decision approves the
 * whole stay at the price that is held. Gives the decision it rests on, which may be a newer one than the offer did.
 */
export const weighAcceptance = ({
  offer: { stay, costPence },
  referral,
  decision,
  today,
}: AcceptanceFacts): Outcome<FundingDecision, AcceptanceObstacle> => {
  if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
  const missing = missingGates(referral, decision, today);
  if (missing.length > 0 || !isLive(decision, today)) return refuse({ code: 'no-longer-ready', missing });
  // Detox, or the day of leaving prison, may have moved since.
  const moved = detoxObstacle(referral, stay) ?? liberationObstacle(referral, stay);
  if (moved !== null) return refuse(moved);
  const cover = coverOf(decision, stay);
  if (!cover.ok) return cover;
  const approvedPence = costByYear(decision.weeklyRatePence, stay).totalPence;
  return approvedPence === costPence
    ? done(decision)
    : refuse({ code: 'price-changed', offeredPence: costPence, approvedPence });
};
