import type { PersonFacts } from '../../referrals/contract/facts.js';
import { isKeptForOthers, type RoomSexes } from './constraints/room-of-one-sex.js';
import { faultsOf } from './engine/certificate.js';
import type { Instance } from './engine/instance.js';
import { solve } from './engine/solve.js';
import type { Option } from './look.js';
import type { Slot } from './slots.js';

type Sex = PersonFacts['sex'];

/** Somebody to be placed: the first of a list comes first. */
export interface Candidate {
  readonly sex: Sex;
  /** In the order of slots. */
  readonly options: readonly Option[];
}

/** Who is given what. */
export interface Assignment {
  /** By candidate; null for whoever is given nothing. */
  readonly chosen: readonly (Option | null)[];
  /** Shared rooms for which a sex had to be decided among those suggested to them. */
  readonly roomSexes: RoomSexes;
  /** What the certificate found wrong; empty when the result is proven. */
  readonly faults: readonly string[];
  /** How far all of them together are from what they wish; see `costOf`. */
  readonly totalCost: number;
}

const roomOf = (slots: readonly Slot[], slot: number): string | null => slots[slot]?.unit.roomId ?? null;

/** Beds of rooms kept for the other sex are no options. */
export const optionsWithin = (
  candidate: Candidate,
  slots: readonly Slot[],
  roomSexes: RoomSexes,
): readonly Option[] =>
  roomSexes.size === 0
    ? candidate.options
    : candidate.options.filter(({ slot }) => !isKeptForOthers(roomSexes, roomOf(slots, slot), candidate.sex));

const instanceOf = (options: readonly (readonly Option[])[], slots: readonly Slot[]): Instance => {
  const rowStart = new Int32Array(options.length + 1);
  for (const [person, own] of options.entries()) {
    rowStart[person + 1] = (rowStart[person] ?? 0) + own.length;
  }
  const groupOf = new Int32Array(rowStart[options.length] ?? 0);
  const cost = new Int32Array(groupOf.length);
  let edge = 0;
  for (const own of options) {
    for (const option of own) {
      groupOf[edge] = option.slot;
      cost[edge] = option.cost;
      edge += 1;
    }
  }
  const seats = Int32Array.from(slots, ({ beds }) => beds.length);
  return { people: options.length, groups: slots.length, seats, rowStart, groupOf, cost };
};

const sumOf = (chosen: readonly (Option | null)[]): number =>
  chosen.reduce((sum, option) => sum + (option?.cost ?? 0), 0);

/** A free bed that is as good, in an earlier slot: which of several equal results is told does not depend on how it was found. */
const settleTies = (
  chosen: (Option | null)[],
  options: readonly (readonly Option[])[],
  slots: readonly Slot[],
): void => {
  const left = slots.map(({ beds }) => beds.length);
  for (const option of chosen) if (option !== null) left[option.slot] = (left[option.slot] ?? 0) - 1;
  for (const [person, option] of chosen.entries()) {
    if (option === null) continue;
    const same = options[person]?.find(
      ({ slot, cost }) => slot < option.slot && cost === option.cost && (left[slot] ?? 0) > 0,
    );
    if (same === undefined) continue;
    left[option.slot] = (left[option.slot] ?? 0) + 1;
    left[same.slot] = (left[same.slot] ?? 0) - 1;
    chosen[person] = same;
  }
};

interface Solved {
  readonly chosen: readonly (Option | null)[];
  readonly faults: readonly string[];
  readonly totalCost: number;
}

const solveWithin = (
  candidates: readonly Candidate[],
  slots: readonly Slot[],
  roomSexes: RoomSexes,
): Solved => {
  const options = candidates.map((candidate) => optionsWithin(candidate, slots, roomSexes));
  const instance = instanceOf(options, slots);
  const { placed, assigned } = solve(instance);
  const chosen = options.map(
    (own, person) => own.find(({ slot }) => slot === assigned.groupOfPerson[person]) ?? null,
  );
  settleTies(chosen, options, slots);
  return {
    chosen,
    faults: faultsOf(instance, placed, assigned),
    totalCost: assigned.totalCost,
  };
};

/** The sexes of those who were given a bed in each shared room, the first on the list first. */
const sexesInRooms = (
  candidates: readonly Candidate[],
  slots: readonly Slot[],
  chosen: readonly (Option | null)[],
): ReadonlyMap<string, readonly Sex[]> => {
  const rooms = new Map<string, Sex[]>();
  for (const [person, { sex }] of candidates.entries()) {
    const option = chosen[person];
    const room = option == null ? null : roomOf(slots, option.slot);
    if (room !== null) rooms.set(room, [...(rooms.get(room) ?? []), sex]);
  }
  return rooms;
};

/** Rooms that people of both sexes were given, each for the first on the list of them. */
const mixedRooms = (lived: ReadonlyMap<string, readonly Sex[]>): readonly (readonly [string, Sex])[] =>
  [...lived].flatMap(([roomId, [first, ...others]]) =>
    first !== undefined && others.some((sex) => sex !== first) ? [[roomId, first] as const] : [],
  );

/** Rooms kept for a sex of whom nobody came, each for the first person it would give a place. */
const roomsKeptForNobody = (
  candidates: readonly Candidate[],
  slots: readonly Slot[],
  { chosen }: Solved,
  lived: ReadonlyMap<string, readonly Sex[]>,
  roomSexes: RoomSexes,
): ReadonlyMap<string, Sex> => {
  const given = new Map<string, Sex>();
  if (roomSexes.size === 0) return given;
  for (const [person, { sex, options }] of candidates.entries()) {
    if (chosen[person] !== null) continue;
    const rooms = options.map(({ slot }) => roomOf(slots, slot)).filter((roomId) => roomId !== null);
    if (rooms.some((roomId) => given.get(roomId) === sex)) continue;
    const roomId = rooms.find(
      (one) => !lived.has(one) && !given.has(one) && isKeptForOthers(roomSexes, one, sex),
    );
    if (roomId !== undefined) given.set(roomId, sex);
  }
  return given;
};

/**
 * As many people as can be placed in the order of the list, at the least total distance from what they wish: exact, with its
 * proof checked. One choice couples two people, which no exact method of this kind can weigh: the sex of a shared room that
 * is open to both. It is decided for the sex of the first on the list of those given a bed in it; a room that nobody came to
 * after all goes to the first person it gives a place, which places one more each time and so ends.
 */
export const assignBest = (candidates: readonly Candidate[], slots: readonly Slot[]): Assignment => {
  const roomSexes = new Map<string, Sex>();
  for (;;) {
    const solved = solveWithin(candidates, slots, roomSexes);
    const lived = sexesInRooms(candidates, slots, solved.chosen);
    const mixed = mixedRooms(lived);
    const decided =
      mixed.length > 0 ? mixed : [...roomsKeptForNobody(candidates, slots, solved, lived, roomSexes)];
    if (decided.length === 0) return { ...solved, roomSexes };
    for (const [roomId, sex] of decided) roomSexes.set(roomId, sex);
  }
};

/** A candidate's options, the nearest to their wishes first; of those as near, the one whose next bed has the lowest id. */
const nearest = (options: readonly Option[], nextBed: (slot: number) => string): Option | undefined =>
  options.reduce<Option | undefined>(
    (best, option) =>
      best === undefined ||
      option.cost < best.cost ||
      (option.cost === best.cost && nextBed(option.slot) < nextBed(best.slot))
        ? option
        : best,
    undefined,
  );

/** Each in turn the nearest place that is left: nobody prefers a bed held by somebody after them, and fewer may be placed. */
export const assignInOrder = (candidates: readonly Candidate[], slots: readonly Slot[]): Assignment => {
  const holdersOf = slots.map((): number[] => []);
  const roomSexes = new Map<string, Sex>();
  const isLeft = (slot: number): boolean => (holdersOf[slot]?.length ?? 0) < (slots[slot]?.beds.length ?? 0);
  const nextBed = (slot: number): string => slots[slot]?.beds[holdersOf[slot]?.length ?? 0]?.unit.bedId ?? '';
  const chosen = candidates.map((candidate, person): Option | null => {
    const left = optionsWithin(candidate, slots, roomSexes).filter(({ slot }) => isLeft(slot));
    const option = nearest(left, nextBed);
    if (option === undefined) return null;
    holdersOf[option.slot]?.push(person);
    const room = roomOf(slots, option.slot);
    if (room !== null) roomSexes.set(room, candidate.sex);
    return option;
  });
  return {
    chosen,
    roomSexes,
    faults: [],
    totalCost: sumOf(chosen),
  };
};
