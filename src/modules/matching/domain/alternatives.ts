import { noReach, noteMove, reachBack, reachedBy, reachOnward } from './engine/reach.js';
import type { Option } from './look.js';
import type { WhoLoses } from './suggestion.js';

/** Everybody who is given a place in a run, and everywhere each of them could be. */
export interface Seating {
  /** By candidate, the first on the list first; null for whoever is given nothing. */
  readonly chosen: readonly (Option | null)[];
  readonly options: readonly (readonly Option[])[];
  /** Beds of each slot. */
  readonly beds: readonly number[];
  /** Whether people may be moved to another place that fits so that one more has one. */
  readonly canMove: boolean;
}

/** The slots that are reached from some by moving whoever is there to where else they could be, and who is there. */
export interface Reached {
  readonly slots: readonly number[];
  readonly holders: readonly number[];
}

/** What is known of the seating of a run. */
export interface SeatingView {
  /** Whether moves lead from a slot to a bed that is nobody's. */
  readonly leadsToFree: (slot: number) => boolean;
  /** Whether moves lead from a slot to another. */
  readonly leadsTo: (slot: number, other: number) => boolean;
  /** The last on the list of all who are reached by moves from a slot; null where nobody is. */
  readonly lastFrom: (slot: number) => number | null;
  readonly reachFrom: (slots: readonly number[]) => Reached;
  readonly holdersOf: (slot: number) => readonly number[];
}

/**
 * Follows moves between slots. What is asked of every option of everybody is answered by walking backwards from the few
 * places where moves can end, once each, and not forwards from every option.
 */
export const viewSeating = ({ chosen, options, beds, canMove }: Seating): SeatingView => {
  const holders = beds.map((): number[] => []);
  const moves = noReach(beds.length);
  for (const [person, option] of chosen.entries()) {
    if (option === null) continue;
    holders[option.slot]?.push(person);
    if (!canMove) continue;
    for (const { slot } of options[person] ?? []) noteMove(moves, option.slot, slot);
  }
  const holdersOf = (slot: number): readonly number[] => holders[slot] ?? [];
  const lastOf = (slot: number): number => holdersOf(slot).at(-1) ?? -1;
  const leadingTo = (slots: readonly number[]): readonly number[] => {
    reachBack(moves, slots);
    return reachedBy(moves);
  };
  const leadingToFree = new Set(
    leadingTo([...beds.keys()].filter((slot) => holdersOf(slot).length < (beds[slot] ?? 0))),
  );
  const known = new Map<number, ReadonlySet<number>>();
  const last = new Map<number, number>();
  // Whoever is last first: all who can reach them need not look for anybody else.
  for (const slot of [...beds.keys()].sort((a, b) => lastOf(b) - lastOf(a))) {
    if (last.has(slot) || lastOf(slot) < 0) continue;
    for (const from of leadingTo([slot])) if (!last.has(from)) last.set(from, lastOf(slot));
  }
  return {
    holdersOf,
    leadsToFree: (slot) => leadingToFree.has(slot),
    leadsTo(slot, other) {
      const leading = known.get(other) ?? new Set(leadingTo([other]));
      known.set(other, leading);
      return leading.has(slot);
    },
    lastFrom: (slot) => last.get(slot) ?? null,
    reachFrom(from) {
      reachOnward(moves, from);
      const slots = reachedBy(moves);
      return { slots, holders: slots.flatMap(holdersOf) };
    },
  };
};

/** Who would have no place if somebody who stands before candidate `before` were given one there. */
export interface Loss {
  readonly loses: WhoLoses;
  /** The candidate who would have none; null where nobody would, or somebody ahead. */
  readonly loser: number | null;
}

/**
 * What giving somebody a slot means for the others. The last on the list of all who are reached by moves is who would have no
 * place, because that is whom the order of the list would choose. `leaves` is the slot that they would give up for it.
 */
export const lossAt = (seating: SeatingView, slot: number, before: number, leaves: number | null): Loss => {
  if (seating.leadsToFree(slot)) return { loses: 'nobody', loser: null };
  if (leaves !== null && seating.leadsTo(slot, leaves)) return { loses: 'nobody', loser: null };
  const last = seating.lastFrom(slot);
  return last !== null && last >= before
    ? { loses: 'somebody-after', loser: last }
    : { loses: 'somebody-ahead', loser: null };
};
