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

/** The slots that are reached from one by moving whoever is there to where else they could be. */
export interface Reach {
  readonly slots: ReadonlySet<number>;
  readonly holders: readonly number[];
  /** Whether one of them has a bed that is nobody's. */
  readonly hasFree: boolean;
}

/** Follows moves from any slot; each slot is followed once. */
export const makeReach = ({ chosen, options, beds, canMove }: Seating): ((slot: number) => Reach) => {
  const holdersOf = beds.map((): number[] => []);
  for (const [person, option] of chosen.entries()) if (option !== null) holdersOf[option.slot]?.push(person);
  const known = new Map<number, Reach>();
  const follow = (from: number): Reach => {
    const slots = new Set([from]);
    const holders: number[] = [];
    let hasFree = false;
    // A set grows while it is walked: slots found on the way are walked too.
    for (const slot of slots) {
      const there = holdersOf[slot] ?? [];
      hasFree ||= there.length < (beds[slot] ?? 0);
      holders.push(...there);
      if (canMove)
        for (const person of there) for (const other of options[person] ?? []) slots.add(other.slot);
    }
    return { slots, holders, hasFree };
  };
  return (slot) => {
    const before = known.get(slot);
    if (before !== undefined) return before;
    const reach = follow(slot);
    known.set(slot, reach);
    return reach;
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
export const lossAt = (reach: Reach, before: number, leaves: number | null): Loss => {
  if (reach.hasFree || (leaves !== null && reach.slots.has(leaves))) return { loses: 'nobody', loser: null };
  const last = Math.max(...reach.holders);
  return last >= before ? { loses: 'somebody-after', loser: last } : { loses: 'somebody-ahead', loser: null };
};
