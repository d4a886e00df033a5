import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { UrgencyBand } from '../../referrals/contract/facts.js';

/** A referral as other systems are told of it: ids, days and where it stands; neither a name nor a fact of health. */
export interface ToldReferral {
  readonly referralId: string;
  /** Null where whoever asks may not know whose record it is. */
  readonly clientId: string | null;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly receivedOn: IsoDate;
  readonly urgencyBand: UrgencyBand;
  readonly state: 'open' | 'closed';
  /** Why it was closed; null while it is open. */
  readonly closedReason: string | null;
}

/** Where an offer stands; one past its time has expired, whether or not that was written down yet. */
export type ToldOfferState = 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'superseded';

/** An offer as other systems are told of it. */
export interface ToldOffer {
  readonly offerId: string;
  readonly referralId: string;
  /** Null where whoever asks may not know whose record it is. */
  readonly clientId: string | null;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly state: ToldOfferState;
  readonly madeAt: Date;
  readonly answerDueAt: Date;
  /** When it was answered or withdrawn, or its time was over; null while it waits. */
  readonly resolvedAt: Date | null;
}

/** At most so many after a mark, which is an id. */
export interface PageAsked {
  readonly after: string | null;
  readonly limit: number;
}

/** Facts about people, in scope alone, the newest first; one by its id is null outside scope or unknown. */
export interface TellPeople {
  readonly listReferrals: (tx: Tx, scope: Scope, page: PageAsked) => Promise<readonly ToldReferral[]>;
  readonly findReferral: (tx: Tx, scope: Scope, referralId: string) => Promise<ToldReferral | null>;
  readonly listOffers: (tx: Tx, scope: Scope, page: PageAsked) => Promise<readonly ToldOffer[]>;
  readonly findOffer: (tx: Tx, scope: Scope, offerId: string) => Promise<ToldOffer | null>;
}
