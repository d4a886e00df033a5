import type { IsoDate } from '../../../kernel/iso-date.js';
import type { ReferralSource } from '../domain/referral.js';

/** The latest funding decision, as far as this page tells it. */
export interface FundingFacts {
  readonly decision: 'approved' | 'declined';
  readonly decidedOn: IsoDate;
  readonly weeks: number;
  readonly weeklyRatePence: number;
  /** Why it was declined, as far as it was said. */
  readonly declined: { readonly reason: FundingDeclineReason; readonly note: string | null } | null;
  /** First day on which it can no longer be used. */
  readonly expiresOn: IsoDate;
  /** When a yes was taken back; absent while it stands. */
  readonly revoked?: { readonly on: IsoDate };
}

/** What is missing before a place can be offered, worked out from the facts of this moment. */
export interface Readiness {
  readonly funding: FundingFacts | null;
  /** What was asked for and not decided yet, and whose move it is; absent when nothing waits. */
  readonly fundingNote?: string;
  /** How long the referral has been where it is, in a sentence; absent where that has no limit. */
  readonly stage?: { readonly text: string; readonly isStuck: boolean };
  readonly missing: readonly {
    readonly gate: 'assessment' | 'funding' | 'detox';
    readonly text: string;
    readonly whoActs: string;
  }[];
}

/** What a reader of one referral is told beyond the facts that rules need. */
export interface ReferralStory {
  readonly source: ReferralSource;
  readonly reason: string;
  readonly closedReason: string | null;
  readonly assessmentHeldOn: IsoDate | null;
  readonly assessmentOutcome: 'suitable' | 'not_suitable' | null;
  /** Last day on which the latest assessment could be relied on by its date alone. */
  readonly assessmentValidUntil: IsoDate | null;
  /** The day from which it counted no longer, whatever its date; null while it counts. */
  readonly assessmentLapsedOn: IsoDate | null;
  readonly urgencySetOn: IsoDate;
  /** Who set the urgency, by name; null where no member is known by it. */
  readonly urgencySetBy: string | null;
  readonly detoxSite: string | null;
  /** The day from which the detox booked last counts no longer; null while it counts. */
  readonly detoxLapsedOn: IsoDate | null;
}

/** Why a funder says no, as funding codes it. */
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

/** What is left of the money a referral asks for, in one financial year. Pence; null where nobody has set a budget. */
export interface MoneyLeft {
  readonly yearLabel: string;
  readonly left: { readonly leftPence: number; readonly limitPence: number } | null;
}

/** A project that is not looked at for a person, because an offer there came to nothing. */
export interface RefusedProject {
  readonly projectId: string;
  readonly projectName: string;
  /** Who said no and why, and when: "The provider declined: not enough staff". */
  readonly text: string;
  /** What it keeps closed, and how long. */
  readonly afterText: string;
  readonly on: IsoDate;
}

/** Why there was nothing to allow again. Placements answer. */
export type AllowProjectAgainRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'nothing-refused-there' };

/** Why a funding decision could not be recorded. Funding answers. */
export type FundingRefusal =
  | { readonly code: 'payer-named-twice' | 'shares-exceed-price' | 'additional-fund-not-open' }
  | { readonly code: 'approval-in-use'; readonly claimedNights: number }
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'decided-in-the-future'; readonly today: string }
  | { readonly code: 'decided-before-referral'; readonly receivedOn: string }
  | { readonly code: 'above-your-limit'; readonly limitPence: number; readonly totalPence: number };
