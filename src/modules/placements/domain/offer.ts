import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Route, UrgencyBand } from '../../referrals/contract/facts.js';

export type OfferState = 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** A bed held for a named client, with an answer due. */
export interface Offer {
  readonly offerId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly partnershipId: string;
  readonly bedId: string;
  readonly projectId: string;
  readonly providerId: string;
  readonly fundingDecisionId: string;
  readonly stay: Stay;
  readonly costPence: Pence;
  readonly state: OfferState;
  readonly expiresAt: Date;
  readonly version: number;
}

/** Who said no, since each has its own consequence. */
export const refusers = ['person', 'provider', 'funder'] as const;
export type Refuser = (typeof refusers)[number];

/** Why an offer was refused, by who refused it. Source: domain brief, never-started and provider reasons. */
export const declineReasons = {
  person: ['prefers_another_place', 'not_ready', 'caring', 'housing_fear', 'travel', 'other'],
  provider: [
    'bed_not_usable',
    'needs_cannot_be_met',
    'mix_of_residents',
    'staffing',
    'more_information',
    'other',
  ],
  funder: ['funding_withdrawn', 'other'],
} as const satisfies Record<Refuser, readonly string[]>;

/** Working hours within which an answer is due, by urgency. Data with its source: see config. */
export type AnswerHours = Readonly<Record<UrgencyBand, number>>;

export type PlacementState = 'booked' | 'admitted' | 'ended' | 'never_started';

/** One funded stay. */
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
  readonly admittedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
  readonly version: number;
}

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
export type EndReason = (typeof endReasons)[number];

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
export type NeverStartedReason = (typeof neverStartedReasons)[number];
