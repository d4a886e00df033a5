import type { UrgencyBand } from '../../referrals/contract/facts.js';
import type { WishKind } from './wishes.js';

/**
 * Who of the placed gets which place. `best-total`: the people who can be placed together by the order of the list, at the
 * least total distance from their wishes; somebody may then prefer a place held by somebody after them. `in-order`: each
 * person in turn takes the nearest place that is left, so nobody does, and fewer may be placed.
 */
export type AssignmentKind = 'best-total' | 'in-order';

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
  readonly assignment: AssignmentKind;
  /** How far ahead a bed may become free and still be suggested now. Unit: days. */
  readonly offerHorizonDays: number;
  /** How far ahead a bed may become free and still be shown among a person's places. Unit: days. */
  readonly placesAheadDays: number;
  /** Days a person needs between today and arrival, by band. */
  readonly preparationDays: Readonly<Record<UrgencyBand, number>>;
}
