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
export interface Reach {
  readonly slots: readonly number[];
  readonly holders: readonly number[];
}

/** What is known of the seating of a run. */
export interface SeatingView {
  /** Whether moves lead from a slot to a bed that is nobody's. */
  readonly leadsToFree: (slot: number) => boolean;
  readonly reachFrom: (slots: readonly number[]) => Reach;
  /** The same from one slot; each is followed once. */
  readonly reach: (slot: number) => Reach;
  readonly holdersOf: (slot: number) => readonly number[];
}

/** Every slot that is come to from some; each once, in the order in which it is come to. */
const walk = (from: readonly number[], next: readonly (readonly number[])[]): readonly number[] => {
  const isReached = new Uint8Array(next.length);
  const slots: number[] = [];
  const come = (slot: number): void => {
    if (isReached[slot] === 1) return;
    isReached[slot] = 1;
    slots.push(slot);
  };
  from.forEach(come);
  // The list grows while it is walked: slots found on the way are walked too.
  for (const slot of slots) next[slot]?.forEach(come);
  return slots;
};

/** Follows moves from any slots. */
export const viewSeating = ({ chosen, options, beds, canMove }: Seating): SeatingView => {
  const holders = beds.map((): number[] => []);
  for (const [person, option] of chosen.entries()) if (option !== null) holders[option.slot]?.push(person);
  const holdersOf = (slot: number): readonly number[] => holders[slot] ?? [];
  /** From each slot, where those in it could be instead. */
  const next = holders.map((there) =>
    canMove ? [...new Set(there.flatMap((person) => (options[person] ?? []).map(({ slot }) => slot)))] : [],
  );
  const before = beds.map((): number[] => []);
  for (const [slot, others] of next.entries()) for (const other of others) before[other]?.push(slot);
  const free = [...beds.keys()].filter((slot) => holdersOf(slot).length < (beds[slot] ?? 0));
  const leading = new Set(walk(free, before));
  const reachFrom = (from: readonly number[]): Reach => {
    const slots = walk(from, next);
    return { slots, holders: slots.flatMap(holdersOf) };
  };
  const known = new Map<number, Reach>();
  return {
    holdersOf,
    reachFrom,
    leadsToFree: (slot) => leading.has(slot),
    reach(slot) {
      const found = known.get(slot) ?? reachFrom([slot]);
      known.set(slot, found);
      return found;
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
  const { slots, holders } = seating.reach(slot);
  if (leaves !== null && slots.includes(leaves)) return { loses: 'nobody', loser: null };
  const last = Math.max(...holders);
  return last >= before ? { loses: 'somebody-after', loser: last } : { loses: 'somebody-ahead', loser: null };
};
