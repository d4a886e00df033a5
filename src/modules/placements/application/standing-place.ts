import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** A booking that stands, or a stay that runs. */
export interface StandingPlace {
  readonly placementId: string;
  readonly state: 'booked' | 'admitted';
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

/** The place a client has, the one that ends last where there are several; null when they have none. */
export type ReadStanding = (tx: Tx, clientId: string) => Promise<StandingPlace | null>;

/** The person has a place: a booking or a stay, which ends before another is offered. */
export type PersonHasAPlace = {
  readonly code: 'person-has-a-place';
  readonly placementId: string;
  readonly state: 'booked' | 'admitted';
  readonly arrivesOn: string;
  readonly departsOn: string;
};

/** A place as what stands in the way of an offer. */
export const hasAPlace = (place: StandingPlace): PersonHasAPlace => ({
  code: 'person-has-a-place',
  ...place,
});
