import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** A booking that stands, a stay that runs, or one that a referral led to and that is over. */
export interface StandingPlace {
  readonly placementId: string;
  readonly state: 'booked' | 'admitted' | 'ended';
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

/**
 * The place a client has, the one that ends last where there are several; otherwise the stay that this referral led
 * to. Null when there is neither. A referral is closed when its person arrives, by a worker, which may be late: until then
 * the stay is what says that the referral has done its work.
 */
export type ReadStanding = (
  tx: Tx,
  person: { readonly clientId: string; readonly referralId: string },
) => Promise<StandingPlace | null>;

/** The person has a place, which ends before another is offered, or the referral has led to one. */
export type PersonHasAPlace = {
  readonly code: 'person-has-a-place';
  readonly placementId: string;
  readonly state: StandingPlace['state'];
  readonly arrivesOn: string;
  readonly departsOn: string;
};

/** A place as what stands in the way of an offer. */
export const hasAPlace = (place: StandingPlace): PersonHasAPlace => ({
  code: 'person-has-a-place',
  ...place,
});
