import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Route } from '../../referrals/contract/facts.js';

/** Where a placement stands: booked, then admitted or never started; admitted, then ended. */
export type PlacementState = 'booked' | 'admitted' | 'ended' | 'never_started';

/** One funded stay. `stay` begins on the day of arrival once there is one, and ends on the planned leaving day. */
export interface Placement {
  readonly placementId: string;
  readonly offerId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly partnershipId: string;
  readonly bedId: string;
  readonly projectId: string;
  readonly providerId: string;
  readonly route: Route;
  readonly fundingDecisionId: string;
  readonly stay: Stay;
  readonly state: PlacementState;
  /** Null until the person has arrived. */
  readonly admittedOn: IsoDate | null;
  /** The day of leaving, free for the next person; null until then. */
  readonly endedOn: IsoDate | null;
  readonly version: number;
}

/** Nights that one holding of money pays for: those of the offer, or those an extension added. */
export interface PaidNights {
  /** The offer or the extension: the claim under which the money is kept. */
  readonly claimId: string;
  readonly nights: Stay;
}

/** Nights somebody was there past the day that is paid for: nights without money. Unit: nights. */
export const unpaidNights = ({ departsOn }: Pick<Stay, 'departsOn'>, endedOn: IsoDate | null): number =>
  endedOn === null ? 0 : Math.max(0, nightsBetween(departsOn, endedOn));

/** Why a stay ended. Source: NDTMS discharge reasons, with the additions of the domain brief 14.3. */
export const endReasons = [
  'completed_drug_free',
  'completed',
  'referred_on',
  'dropped_out',
  'prison',
  'declined_by_client',
  'breach_of_contract',
  'moved_away',
  'died',
  'disciplinary',
  'medical_transfer',
  'family_reasons',
  'funding_ended',
  'other',
  'not_known',
] as const;
/** One of {@link endReasons}. */
export type EndReason = (typeof endReasons)[number];

/** Reasons that say by themselves whether a stay ended as planned. The others may be either. */
const plannedBy: Readonly<Partial<Record<EndReason, 'planned' | 'unplanned'>>> = {
  completed_drug_free: 'planned',
  completed: 'planned',
  dropped_out: 'unplanned',
  declined_by_client: 'unplanned',
  breach_of_contract: 'unplanned',
  disciplinary: 'unplanned',
  prison: 'unplanned',
};

/** Whether an ending of a kind can have a reason: share of planned endings is counted, so the two may not contradict. */
export const isEnding = (kind: 'planned' | 'unplanned', reason: EndReason): boolean =>
  (plannedBy[reason] ?? kind) === kind;

/** Why a booked stay never began. Source: domain brief 14.3. */
export const neverStartedReasons = [
  'person_declined',
  'relapse_or_unstable',
  'detox_unavailable',
  'funding_expired',
  'provider_withdrew',
  'placed_elsewhere',
  'prison',
  'housing_fear',
  'caring',
  'travel',
  'uncontactable',
  'died',
] as const;
/** One of {@link neverStartedReasons}; or the partnership closed the referral, which no provider records. */
export type NeverStartedReason = (typeof neverStartedReasons)[number] | 'referral_closed';
