import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import { isClaimable, type BedUnit } from '../../capacity/contract/availability.js';
import {
  evaluate,
  verdict,
  type Check,
  type RoomMix,
  type RulesByProject,
} from '../../eligibility/contract.js';
import { costByYear, fundedNights, isLive, type FundingDecision } from '../../funding/contract/funding.js';
import { missingGates, type MissingGate } from '../../matching/contract.js';
import { furthestAheadNights, spellOn, type ReferralFacts } from '../../referrals/contract/facts.js';

/** Why two days cannot be offered, whoever it is for and whatever bed it is. */
export type DatesObstacle =
  | { readonly code: 'dates-not-a-stay' }
  | { readonly code: 'arrival-in-the-past'; readonly today: IsoDate }
  | { readonly code: 'arrival-too-far-ahead'; readonly latestOn: IsoDate };

/** Why an offer cannot be made, each with what would have to be otherwise. */
export type OfferObstacle =
  | DatesObstacle
  | { readonly code: 'referral-closed' }
  | { readonly code: 'not-ready-to-place'; readonly missing: readonly MissingGate[] }
  | { readonly code: 'arrives-before-detox-ends'; readonly detoxEndsOn: IsoDate }
  | { readonly code: 'arrives-before-liberation'; readonly liberationOn: IsoDate }
  | { readonly code: 'person-unavailable'; readonly fromOn: IsoDate; readonly toOn: IsoDate | null }
  | { readonly code: 'stay-exceeds-funding'; readonly fundedNights: number; readonly askedNights: number }
  | { readonly code: 'not-eligible'; readonly checks: readonly Check[] }
  | { readonly code: 'eligibility-unknown'; readonly checks: readonly Check[] };

/** Everything an offer is weighed by, as it is at one moment. */
export interface OfferFacts {
  readonly referral: ReferralFacts;
  /** The funder's latest decision, whatever it is; null when there is none. */
  readonly decision: FundingDecision | null;
  readonly unit: BedUnit;
  /** Who sleeps in the unit's room on the nights of the stay; empty for a room of its own. */
  readonly roomMix: RoomMix;
  /** Those of the unit's project. */
  readonly rules: RulesByProject;
  readonly stay: Stay;
  readonly today: IsoDate;
}

/** What an offer rests on: the approval, and its price in each financial year. */
export interface OfferTerms {
  readonly funding: FundingDecision;
  readonly cost: ReturnType<typeof costByYear>;
}

/** An offer weighed: the answer, and everything it was reached from for whoever wants to look first. */
export interface WeighedOffer {
  /** The terms; or the first obstacle, in the order in which people can do something about them. */
  readonly decision: Outcome<OfferTerms, OfferObstacle>;
  /** Every obstacle, first to last. */
  readonly obstacles: readonly OfferObstacle[];
  /** Every rule's answer for the person, the bed and the stay; none for dates that cannot be offered. */
  readonly checks: readonly Check[];
  /** What the person still lacks, and who acts on it. */
  readonly missing: readonly MissingGate[];
  /** Null where nothing is approved that an offer may rest on today, or the dates cannot be offered. */
  readonly terms: OfferTerms | null;
}

/**
 * Whether two days can be offered at all: a stay the ledger can hold, that begins neither before today nor more
 * than a year ahead. Null when they can.
 */
export const datesObstacle = (stay: Stay, today: IsoDate): DatesObstacle | null => {
  if (stay.arrivesOn < today) return { code: 'arrival-in-the-past', today };
  const latestOn = addNights(today, furthestAheadNights);
  if (stay.arrivesOn > latestOn) return { code: 'arrival-too-far-ahead', latestOn };
  return isClaimable(stay) ? null : { code: 'dates-not-a-stay' };
};

/** An arrival before detox has ended. */
export type ArrivesBeforeDetoxEnds = Extract<OfferObstacle, { code: 'arrives-before-detox-ends' }>;
/** An arrival before the day of leaving prison. */
export type ArrivesBeforeLiberation = Extract<OfferObstacle, { code: 'arrives-before-liberation' }>;

/** Who is in detox cannot come before it has ended; on that day they can. */
export const detoxObstacle = (
  { detox }: Pick<ReferralFacts, 'detox'>,
  stay: Pick<Stay, 'arrivesOn'>,
): ArrivesBeforeDetoxEnds | null =>
  detox !== null && stay.arrivesOn < detox.endsOn
    ? { code: 'arrives-before-detox-ends', detoxEndsOn: detox.endsOn }
    : null;

/** Who is in prison cannot come before they are out. */
export const liberationObstacle = (
  { liberationOn }: Pick<ReferralFacts, 'liberationOn'>,
  { arrivesOn }: Pick<Stay, 'arrivesOn'>,
): ArrivesBeforeLiberation | null =>
  liberationOn !== null && arrivesOn < liberationOn
    ? { code: 'arrives-before-liberation', liberationOn }
    : null;

/** The day of arrival lies in a spell in which the person cannot go. Null when it lies in none. */
export const unavailableObstacle = (
  { unavailable }: Pick<ReferralFacts, 'unavailable'>,
  stay: Stay,
): Extract<OfferObstacle, { code: 'person-unavailable' }> | null => {
  const spell = spellOn(unavailable, stay.arrivesOn);
  return spell === null ? null : { code: 'person-unavailable', fromOn: spell.fromOn, toOn: spell.toOn };
};

/** A stay longer than a decision pays for. Unit: nights. */
export type StayExceedsFunding = Extract<OfferObstacle, { code: 'stay-exceeds-funding' }>;

/**
 * The decision, when it pays for every night of the stay; otherwise `stay-exceeds-funding`. A stay that is made longer
 * is asked about whole: what was slept before counts too.
 */
export const coverOf = (
  decision: FundingDecision | null,
  stay: Stay,
): Outcome<FundingDecision, StayExceedsFunding> => coverOfNights(decision, nightCount(stay));

/** As {@link coverOf}, for so many nights of a stay; those of stays before it that the decision pays for too come off first. */
export const coverOfNights = (
  decision: FundingDecision | null,
  asked: number,
  nightsBefore = 0,
): Outcome<FundingDecision, StayExceedsFunding> => {
  const paid = decision === null ? 0 : Math.max(0, fundedNights(decision) - nightsBefore);
  return decision !== null && asked <= paid
    ? done(decision)
    : refuse({ code: 'stay-exceeds-funding', fundedNights: paid, askedNights: asked });
};

/** What the rules say of a bed for a person, where they say no or cannot tell. Null when they say yes. */
export const placeObstacle = (
  checks: readonly Check[],
): Extract<OfferObstacle, { code: 'not-eligible' } | { code: 'eligibility-unknown' }> | null => {
  switch (verdict(checks)) {
    case 'yes':
      return null;
    case 'no':
      return { code: 'not-eligible', checks };
    case 'unknown':
      return { code: 'eligibility-unknown', checks };
  }
};

/**
 * The one decision on whether an offer may be made: looking at it beforehand and making it ask this. Not decided
 * here, since only the database can: whether the nights, the person, the room and the money are still free.
 */
export const weighOffer = (facts: OfferFacts): WeighedOffer => {
  const { referral, decision, unit, roomMix, rules, stay, today } = facts;
  const impossible = datesObstacle(stay, today);
  const missing = missingGates(referral, decision, today);
  const funding = isLive(decision, today) ? decision : null;
  const checks = impossible === null ? evaluate(referral, unit, stay, roomMix, rules) : [];
  const terms =
    impossible === null && funding !== null
      ? { funding, cost: costByYear(funding.weeklyRatePence, stay) }
      : null;
  const cover = funding === null ? null : coverOf(funding, stay);
  const notReady: OfferObstacle = { code: 'not-ready-to-place', missing };
  const found: readonly (OfferObstacle | null)[] = [
    impossible,
    referral.state === 'closed' ? { code: 'referral-closed' } : null,
    missing.length > 0 || funding === null ? notReady : null,
    ...(impossible === null
      ? [
          detoxObstacle(referral, stay),
          liberationObstacle(referral, stay),
          unavailableObstacle(referral, stay),
          cover === null || cover.ok ? null : cover.refusal,
          placeObstacle(checks),
        ]
      : []),
  ];
  const obstacles = found.filter((obstacle) => obstacle !== null);
  const [first] = obstacles;
  return {
    decision: first === undefined && terms !== null ? done(terms) : refuse(first ?? notReady),
    obstacles,
    checks,
    missing,
    terms,
  };
};
