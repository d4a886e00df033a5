import type { Scope } from '../../../kernel/actor.js';
import type { Pence } from '../../../kernel/money.js';
import type { Stay } from '../../../kernel/stay.js';
import type { CitedRule } from '../../eligibility/contract.js';
import type { UrgencyBand } from '../../referrals/contract/facts.js';

/** Where an offer stands. All but `offered` are final; `superseded` is one beside which another was accepted. */
export type OfferState = 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'superseded';

/** A bed held for a named client, with an answer due. `costPence` is the money held with it. */
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
  /** Which of the offers it is that a person may have open at once, from one. */
  readonly slot: number;
  /** When the answer is due. */
  readonly answerDueAt: Date;
  /**
   * Until when the bed is held, not before the answer is due; the database's clock decides whether it has passed. Later than the
   * answer is due while nobody has recorded that they tried.
   */
  readonly expiresAt: Date;
  /** Who declined it and why, by {@link declineReasons}; null unless it was declined. */
  readonly refusal: OfferRefusal | null;
  readonly version: number;
}

/** A no to an offer; `rule` is the project's rule it cites, where it is one. */
export interface OfferRefusal {
  readonly by: Refuser;
  readonly reason: string;
  readonly rule?: CitedRule;
  /** What was written beside the reason; left out where nothing was. */
  readonly note?: string;
}

/** Who said no, since each has its own consequence. */
export const refusers = ['person', 'provider', 'funder'] as const;
/** One of {@link refusers}. */
export type Refuser = (typeof refusers)[number];

/**
 * Whose no each side may record: its own, and what the person says, whom either may hear. A project’s no is the project’s; that
 * the money is gone is the partnership’s to say.
 */
export const noesOf = {
  provider: ['provider', 'person'],
  partnership: ['person', 'funder'],
  national: [],
} as const satisfies Record<Scope['kind'], readonly Refuser[]>;

/** Why an offer was refused, by who refused it. Source: domain brief, never-started and provider reasons. */
export const declineReasons = {
  person: ['prefers_another_place', 'not_ready', 'caring', 'housing_fear', 'travel', 'other'],
  provider: [
    'bed_not_usable',
    'outside_our_rules',
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
