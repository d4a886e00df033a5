import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Route, Substance } from '../../referrals/contract/facts.js';

/** From a day to before another, or to no day known yet. */
export type OpenSpell = readonly [fromOn: IsoDate, toOn: IsoDate | null];

/** What people are grouped by in tables. */
export interface GroupFacts {
  readonly clientId: string;
  readonly partnershipId: string;
  readonly healthBoard: string;
  readonly route: Route;
  readonly sex: 'female' | 'male' | 'not_known';
  /** Whole years on the day they were referred. */
  readonly age: number;
  readonly substance: Substance;
}

/** One referral, as measures know it: when each step was reached, if it was. */
export interface ReferralFact extends GroupFacts {
  readonly referralId: string;
  readonly receivedOn: IsoDate;
  /** The first assessment by the partnership. */
  readonly assessedOn: IsoDate | null;
  /** The first yes of a public funder, with its route, weeks and weekly price in pence. */
  readonly approvedOn: IsoDate | null;
  readonly approvedRoute: Route | null;
  readonly approvedWeeks: number | null;
  readonly weeklyRatePence: number | null;
  /** The first yes of a provider to an offer. */
  readonly acceptedOn: IsoDate | null;
  readonly admittedOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  readonly closedReason: string | null;
  /** Days on which the person could not go, in order of their beginning. */
  readonly unavailable: readonly OpenSpell[];
}

/** One booking or stay, as measures know it; a stay that goes on elsewhere is one row for each place. */
export interface StayFact extends GroupFacts {
  readonly placementId: string;
  readonly referralId: string;
  readonly projectId: string;
  readonly bedType: string;
  /** A rehabilitation bed of a project that counted as residential rehabilitation on the day of arrival. */
  readonly isRehab: boolean;
  /** Somebody arrived, and did not come from another place of the same stay. */
  readonly isStart: boolean;
  /** The stay does not go on in another place. */
  readonly isLast: boolean;
  readonly state: 'booked' | 'admitted' | 'ended' | 'never_started';
  readonly arrivesOn: IsoDate;
  readonly admittedOn: IsoDate | null;
  /** The place in which the stay began, and when. */
  readonly startId: string;
  readonly startedOn: IsoDate | null;
  readonly leftOn: IsoDate | null;
  readonly endKind: 'planned' | 'unplanned' | null;
  readonly endReason: string | null;
}

/** One bed, as measures know it. */
export interface BedFact {
  readonly bedId: string;
  readonly projectId: string;
  readonly healthBoard: string;
  readonly bedType: string;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate | null;
  /** When its project counted as residential rehabilitation. */
  readonly counts: readonly OpenSpell[];
  readonly outOfService: readonly (readonly [fromOn: IsoDate, toOn: IsoDate])[];
}
