import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import { evaluate, type RoomMix, type RulesByProject } from '../../eligibility/contract.js';
import type { FundingDecision } from '../../funding/contract/funding.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { Placement } from './placement.js';
import { personObstacle, type PersonObstacle } from './stay-dates.js';
import {
  datesObstacle,
  placeObstacle,
  type DatesObstacle,
  type OfferObstacle,
  type StayExceedsFunding,
} from './weigh-offer.js';

/** Why a stay ended of somebody who went on to another provider. Nobody chooses it: the arrival there says it. */
export const transferred = 'transferred';

/** Why the provider that was asked says no. Set for this service, after the reasons for which offers are declined. */
export const moveDeclineReasons = [
  'bed_not_usable',
  'outside_our_rules',
  'needs_cannot_be_met',
  'mix_of_residents',
  'staffing',
  'more_information',
  'person_does_not_want_it',
  'other',
] as const;
/** One of {@link moveDeclineReasons}. */
export type MoveDeclineReason = (typeof moveDeclineReasons)[number];

/** A place somewhere else that somebody could go on to; half-open, and what a week there costs. */
export interface OnwardPlace {
  readonly bedId: string;
  readonly movesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly weeklyRatePence: Pence;
}

/** What a move to another provider rests on, as it is at one moment. */
export interface OnwardFacts {
  readonly placement: Placement;
  /** Since when the person has the bed of now. */
  readonly bedSinceOn: IsoDate;
  readonly referral: ReferralFacts;
  /** The decision that pays for the days asked for, with the nights before them that it pays for too. */
  readonly cover: Outcome<FundingDecision, StayExceedsFunding>;
  readonly unit: BedUnit;
  readonly roomMix: RoomMix;
  readonly rules: RulesByProject;
  readonly today: IsoDate;
}

/** Why somebody cannot go on to a place, each with what would have to be otherwise. Amounts are whole pence. */
export type OnwardObstacle =
  | { readonly code: 'not-in-that-state'; readonly state: string }
  | { readonly code: 'same-provider' }
  | { readonly code: 'move-outside-stay'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate }
  | DatesObstacle
  | PersonObstacle
  | StayExceedsFunding
  | { readonly code: 'dearer-than-approved'; readonly askedPence: number; readonly approvedPence: number }
  | Extract<OfferObstacle, { code: 'not-eligible' } | { code: 'eligibility-unknown' }>;

/** The first day and the last on which a stay that runs can hand on: a night here at least, and no day without a bed. */
export const onwardDays = (
  { stay }: Pick<Placement, 'stay'>,
  bedSinceOn: IsoDate,
  today: IsoDate,
): { readonly earliestOn: IsoDate; readonly latestOn: IsoDate } => ({
  earliestOn: maxDate(today, addNights(bedSinceOn, 1)),
  latestOn: stay.departsOn,
});

/**
 * Whether somebody who is here can go on to a place at another provider. The gates of an offer, without those that brought the
 * person here: they are assessed, and the approval is in use. A place dearer than the decision that pays needs the approver first.
 * Gives that decision.
 */
export const weighOnward = (
  { placement, bedSinceOn, referral, cover, unit, roomMix, rules, today }: OnwardFacts,
  { movesOn, departsOn, weeklyRatePence }: Omit<OnwardPlace, 'bedId'>,
): Outcome<FundingDecision, OnwardObstacle> => {
  if (placement.state !== 'admitted') return refuse({ code: 'not-in-that-state', state: placement.state });
  if (unit.providerId === placement.providerId) return refuse({ code: 'same-provider' });
  const asked = { arrivesOn: movesOn, departsOn };
  const { earliestOn, latestOn } = onwardDays(placement, bedSinceOn, today);
  if (movesOn < earliestOn || movesOn > latestOn) {
    return refuse({ code: 'move-outside-stay', earliestOn, latestOn });
  }
  const impossible = datesObstacle(asked, today) ?? personObstacle(referral, asked);
  if (impossible !== null) return refuse(impossible);
  if (!cover.ok) return cover;
  const approvedPence = cover.value.weeklyRatePence;
  if (weeklyRatePence > approvedPence) {
    return refuse({ code: 'dearer-than-approved', askedPence: weeklyRatePence, approvedPence });
  }
  const place = placeObstacle(evaluate(referral, unit, asked, roomMix, rules));
  return place === null ? done(cover.value) : refuse(place);
};

/**
 * A decision as it pays for a place that was agreed at a price of its own: that price where it is no dearer than approved.
 * `agreedPence` is for a week; null for a place without one.
 */
export const atAgreedRate = (decision: FundingDecision, agreedPence: Pence | null): FundingDecision =>
  agreedPence === null || agreedPence >= decision.weeklyRatePence
    ? decision
    : { ...decision, weeklyRatePence: agreedPence };
