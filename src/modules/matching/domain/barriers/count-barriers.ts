import { suggestedBy } from '../match.js';
import type { MatchInput } from '../waiting.js';
import { barriers } from './all.js';
import type { Barrier } from './barrier.js';

/** What one barrier comes to for a partnership: people placed only without it, and people whose place then goes to others. */
export type BarrierCount = { readonly barrier: string; readonly gain: number; readonly lose: number };

/** A partnership's list, and what each barrier comes to on it. */
export type PartnershipBarriers = {
  readonly partnershipId: string;
  /** Whoever waits and has nothing offered or booked. */
  readonly waiting: number;
  /** Of those, who is suggested a place. */
  readonly placed: number;
  readonly counts: readonly BarrierCount[];
};

/**
 * Takes one barrier away for everybody, gives all places anew, and counts who has one only then; so for each barrier. People
 * held by two barriers are counted at neither. Every partnership with somebody waiting is told of, by id.
 */
export const countBarriers = (
  input: MatchInput,
  tried: readonly Barrier[] = barriers,
): readonly PartnershipBarriers[] => {
  const lists = new Map<string, string[]>();
  for (const { referral, isSpokenFor } of input.waiting) {
    if (isSpokenFor) continue;
    const list = lists.get(referral.partnershipId);
    if (list === undefined) lists.set(referral.partnershipId, [referral.referralId]);
    else list.push(referral.referralId);
  }
  const placed = suggestedBy(input);
  const without = tried.map(({ key, relax }) => ({ barrier: key, placed: suggestedBy(relax(input)) }));
  return [...lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([partnershipId, list]) => ({
      partnershipId,
      waiting: list.length,
      placed: list.filter((id) => placed.has(id)).length,
      counts: without.map(({ barrier, placed: then }) => ({
        barrier,
        gain: list.filter((id) => then.has(id) && !placed.has(id)).length,
        lose: list.filter((id) => placed.has(id) && !then.has(id)).length,
      })),
    }));
};
