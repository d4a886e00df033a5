import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MatchingChoices, MatchingPolicy } from '../domain/policy.js';

export type { MatchingChoices, MatchingPolicy } from '../domain/policy.js';

/**
 * How people are matched today, and what a partnership chose for itself, within the bounds set for the country. Without a
 * partnership, and for one that chose nothing: no automatic offers, and one offer at a time. Two small statements at most.
 */
export type ReadMatchingPolicy = (
  tx: Tx,
  partnershipId?: string,
) => Promise<MatchingPolicy & MatchingChoices>;
