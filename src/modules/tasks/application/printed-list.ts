import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Somebody who lives in a place, or is expected. */
export interface ListedStay {
  readonly clientId: string;
  readonly reference: string;
  readonly state: 'booked' | 'admitted';
  readonly placeName: string;
  readonly bedLabel: string;
  readonly partnershipName: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

/** An offer that waits for its answer. */
export interface ListedOffer {
  readonly clientId: string;
  readonly reference: string;
  readonly placeName: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
  readonly expiresAt: Date;
}

/** Rows of each part at most: a list on paper. */
export const listedAtMost = 300;

/** Residents, and people expected before a day, or on any, by place and bed. */
export type ReadListedStays = (
  tx: Tx,
  scope: Scope,
  before: IsoDate | null,
) => Promise<readonly ListedStay[]>;

/** Offers that can still be answered, soonest due first. */
export type ReadListedOffers = (tx: Tx, scope: Scope) => Promise<readonly ListedOffer[]>;
