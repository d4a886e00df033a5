import type { BedUnit } from '../../capacity/contract/availability.js';
import { viewSeating } from './alternatives.js';
import { assignBest, assignInOrder, optionsWithin, type Assignment } from './assign.js';
import { arrivalWindow } from './constraints/free-throughout.js';
import {
  alternatives,
  firstFreeOn,
  heldBack,
  inRoomsOfOthers,
  placeOption,
  provisionalPlace,
  type Background,
  type Sought,
} from './explain.js';
import {
  noBedCouldFit,
  personFaults,
  placeFaults,
  type PersonFault,
  type PlaceFault,
} from './input-faults.js';
import { askSlot, makeLooker, type Asked, type Looker, type LookedCounts, type Option } from './look.js';
import type { MatchingPolicy } from './policy.js';
import { byPriority, standings } from './priority.js';
import { slotsOf, type Slot } from './slots.js';
import type { Explanation, Suggestion } from './suggestion.js';
import type { MatchInput, Waiting } from './waiting.js';
import { wishesAnswered } from './wishes.js';

export type { Explanation, Suggestion } from './suggestion.js';
export type { MatchInput, RefusedAt, Waiting } from './waiting.js';

/** What a run as a whole is told by: whether it is proven, and what of its input could not be used, each by name. */
export type RunReport = {
  readonly assignment: MatchingPolicy['assignment'];
  /** Whether the certificate was checked and found nothing; null where places are given in order, which needs none. */
  readonly isProven: boolean | null;
  /** What the certificate found; then places were given in order instead. */
  readonly certificateFaults: readonly string[];
  /** How far all who are placed are from what they wish, added up: see `costOf`. */
  readonly totalCost: number;
  /** Shared rooms whose sex had to be decided. */
  readonly roomsDecided: number;
  readonly people: readonly { readonly referralId: string; readonly faults: readonly PersonFault[] }[];
  readonly places: readonly PlaceFault[];
};

/** A run: what it says of everybody, in the order of the list, and of itself. */
export interface MatchRun {
  readonly suggestions: readonly Suggestion[];
  readonly report: RunReport;
}

/** What somebody would be looked for with: what is paid for, or what is planned while nothing is; null while nobody knows when they can go. */
const askedOf = ({ referral, fundedNights }: Waiting, input: MatchInput): Asked | null => {
  const window = arrivalWindow(referral, input);
  return window === null ? null : { nights: fundedNights ?? referral.plannedWeeks * 7, window };
};

const noCounts: LookedCounts = { placesLookedAt: 0, excludedBy: {}, unknownAt: 0, fullAt: 0 };

/** Somebody on the list, at their rank, with what looking at every bed found; `sought` is null for whoever nobody looks for. */
interface Listed {
  readonly person: Waiting;
  readonly asked: Asked | null;
  readonly sought: Sought | null;
  readonly isReady: boolean;
}

const isReadyNow = ({ missing, fundedNights, isSpokenFor }: Waiting): boolean =>
  missing.length === 0 && fundedNights !== null && !isSpokenFor;

const assign = (
  { assignment }: Pick<MatchingPolicy, 'assignment'>,
  ready: readonly Sought[],
  slots: readonly Slot[],
): Assignment & Pick<RunReport, 'isProven'> => {
  const candidates = ready.map(({ person, options }) => ({ sex: person.referral.sex, options }));
  if (assignment === 'in-order') return { ...assignInOrder(candidates, slots), isProven: null };
  const best = assignBest(candidates, slots);
  // What is not proven is not suggested: the simple way gives a right answer, if not the best.
  return best.faults.length === 0
    ? { ...best, isProven: true }
    : { ...assignInOrder(candidates, slots), faults: best.faults, isProven: false };
};

/** The bed of a slot for each who is given it: the first on the list has the first by id. */
const bedsGiven = (
  chosen: Assignment['chosen'],
  slots: readonly Slot[],
): readonly (Slot['beds'][0] | null)[] => {
  const given = slots.map(() => 0);
  return chosen.map((option) => {
    if (option === null) return null;
    const next = given[option.slot] ?? 0;
    given[option.slot] = next + 1;
    return slots[option.slot]?.beds[next] ?? null;
  });
};

/** What was found of the beds of somebody's options: those left to them, and those suggested to others. */
const freeAndTaken = (
  { options }: Sought,
  { slots, takenOf }: Background,
  own: number | null,
): { readonly free: readonly Slot['unit'][]; readonly taken: readonly Slot['unit'][] } => {
  const free: Slot['unit'][] = [];
  const taken: Slot['unit'][] = [];
  for (const { slot } of options) {
    const { beds } = slots[slot] ?? { beds: [] };
    const gone = (takenOf[slot] ?? 0) - (slot === own ? 1 : 0);
    for (const [index, { unit }] of beds.entries()) (index < gone ? taken : free).push(unit);
  }
  return { free, taken };
};

type Unplaced = Omit<Explanation, 'standing' | 'band' | 'waitingDays' | 'missing' | 'faults' | 'state'>;

const nothingFound: Unplaced = {
  ...noCounts,
  checks: [],
  wishes: [],
  takenAt: 0,
  chosen: null,
  options: [],
  provisional: null,
  heldBack: null,
  firstFreeOn: null,
  roomKeptFor: null,
  inRoomsOfOthers: 0,
};

/** What is said of somebody who has no place in this run; `before` is where they stand among those who are ready. */
const unplaced = (sought: Sought, before: number, background: Background, isReady: boolean): Unplaced => {
  const { taken } = freeAndTaken(sought, background, null);
  const provisional = isReady ? null : provisionalPlace(sought, before, background);
  const isHeld = provisional === null;
  return {
    ...nothingFound,
    ...sought.looked.counts,
    takenAt: taken.length,
    options: isReady ? alternatives(sought, { before, leaves: null }, background) : [],
    provisional,
    heldBack: isHeld ? heldBack(sought, background) : null,
    firstFreeOn: isHeld ? firstFreeOn(sought, background) : null,
    inRoomsOfOthers: inRoomsOfOthers(sought, background),
  };
};

/** What somebody is given. */
interface Given {
  readonly option: Option;
  readonly bed: BedUnit;
  readonly roomSexes: Assignment['roomSexes'];
}

/** What is said of somebody who is given a place. */
const placed = (
  sought: Sought,
  index: number,
  background: Background,
  { option, bed, roomSexes }: Given,
): Unplaced => {
  const { input, slots } = background;
  const own = option.slot;
  const slot = slots[own];
  if (slot === undefined) return nothingFound;
  const { referral } = sought.person;
  const { free, taken } = freeAndTaken(sought, background, own);
  const { roomId } = slot.unit;
  return {
    ...nothingFound,
    ...sought.looked.counts,
    checks: askSlot(sought.person, slot, sought.asked, input).checks,
    wishes: wishesAnswered(input.policy.wishes, referral, slot.unit, free, taken),
    takenAt: taken.length,
    chosen: placeOption(sought, { ...option, bed }, { before: index, leaves: own }, background),
    options: alternatives(sought, { before: index, leaves: own }, background),
    roomKeptFor: roomId === null ? null : (roomSexes.get(roomId) ?? null),
    inRoomsOfOthers: inRoomsOfOthers(sought, background),
  };
};

/** Who waits in the order of the list, what was found for each, and who is given what: a run before it explains itself. */
interface Arranged {
  readonly slots: readonly Slot[];
  readonly looker: Looker;
  readonly inOrder: readonly Waiting[];
  readonly list: readonly Listed[];
  readonly asReady: readonly Sought[];
  readonly given: ReturnType<typeof assign>;
}

const arrange = (input: MatchInput): Arranged => {
  const { policy } = input;
  const slots = slotsOf(input.calendars, input.waiting);
  const looker = makeLooker(slots, input);
  const inOrder = [...input.waiting].sort(byPriority(policy));
  const list = inOrder.map((person): Listed => {
    const asked = person.isSpokenFor ? null : askedOf(person, input);
    const looked = asked === null ? null : looker.lookAround(person, asked);
    return {
      person,
      asked,
      sought: asked === null || looked === null ? null : { person, asked, looked, options: looked.options },
      isReady: asked !== null && isReadyNow(person),
    };
  });
  const asReady = list.flatMap(({ sought, isReady }) => (sought !== null && isReady ? [sought] : []));
  return { slots, looker, inOrder, list, asReady, given: assign(policy, asReady, slots) };
};

/** Who would be suggested a place, by referral, and nothing of why: what counting asks of many lists that differ a little. */
export const suggestedBy = (input: MatchInput): ReadonlySet<string> => {
  const { asReady, given } = arrange(input);
  return new Set(
    asReady.flatMap(({ person }, index) => (given.chosen[index] == null ? [] : [person.referral.referralId])),
  );
};

/**
 * Looks at every bed for everybody who waits, gives places as the policy says, and tells everybody why. Only whoever is ready
 * is suggested a place; of the others it is told which would be theirs. What cannot be used of what is recorded is told by
 * name, and the rest goes on.
 */
export const matchRun = (input: MatchInput): MatchRun => {
  const { policy, today } = input;
  const { slots, looker, inOrder, list, asReady, given } = arrange(input);
  const withinRooms = (sought: Sought): Sought => ({
    ...sought,
    options: optionsWithin(
      { sex: sought.person.referral.sex, options: sought.options },
      slots,
      given.roomSexes,
    ),
  });
  const ready = asReady.map(withinRooms);
  const takenOf = slots.map(() => 0);
  for (const option of given.chosen) {
    if (option !== null) takenOf[option.slot] = (takenOf[option.slot] ?? 0) + 1;
  }
  const background: Background = {
    ...{ input, slots, ready, takenOf },
    chosen: given.chosen,
    looker,
    seating: viewSeating({
      chosen: given.chosen,
      options: ready.map(({ options }) => options),
      beds: slots.map(({ beds }) => beds.length),
      canMove: policy.assignment === 'best-total',
    }),
  };
  const beds = bedsGiven(given.chosen, slots);
  const standing = standings(inOrder, today);
  let readyBefore = 0;
  const suggestions = list.map(({ person, sought, isReady }, index): Suggestion => {
    const { referral, missing, isSpokenFor } = person;
    const at = readyBefore;
    if (isReady) readyBefore += 1;
    const option = isReady ? (given.chosen[at] ?? null) : null;
    const bed = isReady ? (beds[at] ?? null) : null;
    const own = isReady ? ready[at] : sought === null ? undefined : withinRooms(sought);
    const found =
      own === undefined
        ? nothingFound
        : option === null || bed === null
          ? unplaced(own, at, background, isReady)
          : placed(own, at, background, { option, bed: bed.unit, roomSexes: given.roomSexes });
    const noBed = sought === null || option !== null ? null : noBedCouldFit(sought.looked.counts);
    const rank = standing[index];
    if (rank === undefined) throw new Error(`no standing at ${index} of ${list.length}`);
    return {
      referralId: referral.referralId,
      priorityRank: index + 1,
      place:
        bed === null || option === null
          ? null
          : { bedId: bed.unit.bedId, projectId: bed.unit.projectId, stay: option.stay },
      explanation: {
        band: referral.urgencyBand,
        waitingDays: rank.waitingDays,
        standing: rank,
        missing,
        state: isSpokenFor
          ? 'offered'
          : missing.length > 0 || person.fundedNights === null
            ? 'not-ready'
            : sought === null
              ? 'unavailable'
              : option === null
                ? 'no-place'
                : 'suggested',
        ...found,
        faults: [...personFaults(person, policy), ...(noBed === null ? [] : [noBed])],
      },
    };
  });
  return {
    suggestions,
    report: {
      assignment: policy.assignment,
      isProven: given.isProven,
      certificateFaults: given.faults.slice(0, 10),
      totalCost: given.totalCost,
      roomsDecided: given.roomSexes.size,
      people: suggestions.flatMap(({ referralId, explanation: { faults } }) =>
        faults.length === 0 ? [] : [{ referralId, faults }],
      ),
      places: placeFaults(input),
    },
  };
};

/** What a run says of everybody who waits, in the order of the list: see {@link matchRun}. */
export const match = (input: MatchInput): readonly Suggestion[] => matchRun(input).suggestions;
