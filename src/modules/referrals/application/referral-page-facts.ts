import type { IsoDate } from '../../../kernel/iso-date.js';
import type { ReferralSource } from '../domain/referral.js';

/** The latest funding decision, as far as this page tells it. */
export interface FundingFacts {
  readonly decision: 'approved' | 'declined';
  readonly decidedOn: IsoDate;
  readonly weeks: number;
  readonly weeklyRatePence: number;
  /** First day on which it can no longer be used. */
  readonly expiresOn: IsoDate;
}

/** What is missing before a place can be offered, worked out from the facts of this moment. */
export interface Readiness {
  readonly funding: FundingFacts | null;
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
  readonly detoxSite: string | null;
}

/** Why a funding decision could not be recorded. Funding answers. */
export type FundingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'decided-in-the-future'; readonly today: string }
  | { readonly code: 'decided-before-referral'; readonly receivedOn: string };
