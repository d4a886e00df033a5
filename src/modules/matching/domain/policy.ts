import type { UrgencyBand } from '../../referrals/contract/facts.js';
import type { WishKind } from './wishes.js';

/**
 * How people are ranked and places are searched. Data, versioned, with its source: see config. Equality
 * attributes are not among its inputs, so they cannot rank.
 */
export interface MatchingPolicy {
  readonly version: string;
  /** Most pressing first. */
  readonly bands: readonly UrgencyBand[];
  /** The order in which a person's wishes decide among the beds that fit; a kind not named is not weighed. */
  readonly wishes: readonly WishKind[];
  /** How far ahead a bed may become free and still be suggested now. Unit: days. */
  readonly offerHorizonDays: number;
  /** How far ahead a bed may become free and still be shown among a person's places. Unit: days. */
  readonly placesAheadDays: number;
  /** Days a person needs between today and arrival, by band. */
  readonly preparationDays: Readonly<Record<UrgencyBand, number>>;
}
