import type { BedUnit } from '../../../capacity/contract/availability.js';
import type { ReferralFacts } from '../../../referrals/contract/facts.js';
import type { Justified } from '../constraints/constraint.js';

/** A wish somebody has. */
export type Wish = 'named-project' | 'own-sex-only' | 'women-and-men' | 'near-home' | 'away-from-home';

/** What of a person their wishes are read from. */
export type Wishes = Pick<
  ReferralFacts,
  'preferredProjectIds' | 'prefersMix' | 'prefersArea' | 'sex' | 'healthBoard'
>;
/** What of a bed wishes are about. */
export type Place = Pick<BedUnit, 'projectId' | 'sexDesignation' | 'healthBoard'>;

/** One kind of wish: never makes a bed fit, and never keeps somebody from the only one that does. */
export interface Preference extends Justified {
  /** Null for somebody who does not mind. */
  readonly wishOf: (person: Wishes) => Wish | null;
  /** How far a place is from the wish: 0 is nearest, below `steps`. */
  readonly distance: (person: Wishes, place: Place) => number;
  readonly steps: number;
  readonly isMet: (person: Wishes, place: Place) => boolean;
}
