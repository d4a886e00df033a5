import { addNights } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import { makeNumberStays, type RoomMix } from '../../eligibility/contract.js';
import {
  askPlace,
  askRulesOf,
  findStay,
  type ArrivalWindow,
  type AskedPlace,
  type StayFound,
} from './ask-place.js';
import { wasFoundUnsuitable } from './constraints/not-found-unsuitable.js';
import { isOfferedNow } from './constraints/not-offered-now.js';
import { wasRefused } from './constraints/not-refused-before.js';
import { ruleInTheWay } from './constraints/rules-met.js';
import { lateness } from './preferences/early-arrival.js';
import type { Slot } from './slots.js';
import type { MatchInput, Waiting } from './waiting.js';
import { costOf } from './wishes.js';

/** A slot in which a person could have the whole of their stay, and how far it is from what they wish. */
export interface Option {
  readonly slot: number;
  readonly stay: Stay;
  /** From 0 to 1,000: see `costOf`. */
  readonly cost: number;
}

/** What looking at every bed for one person found. */
export interface Looked {
  /** In the order of slots. */
  readonly options: readonly Option[];
  /** Beds that fit by their rules and are not free soon enough. */
  readonly fullSlots: readonly number[];
  readonly counts: LookedCounts;
}

/** Of the beds looked at: how many each rule excluded, how many lack a fact, how many are full. */
export type LookedCounts = {
  readonly placesLookedAt: number;
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly unknownAt: number;
  readonly fullAt: number;
};

/** How long a person needs a bed, and when they can come. */
export interface Asked {
  readonly nights: number;
  readonly window: ArrivalWindow;
}

const mixOf = ({ unit: { roomId } }: Slot, { roomMix }: Pick<MatchInput, 'roomMix'>): RoomMix =>
  roomId === null ? [] : (roomMix.get(roomId) ?? []);

/** One slot asked for one person, with every check. */
export const askSlot = (
  { referral }: Waiting,
  slot: Slot,
  { nights, window }: Asked,
  input: Pick<MatchInput, 'roomMix' | 'rules'>,
): AskedPlace => askPlace(referral, slot.beds[0], mixOf(slot, input), input.rules, nights, window);

/** Looks at slots for people. What it has found once it knows: people of one urgency ask for the same nights. */
export interface Looker {
  /** The earliest stays of a person in some slots; those where there is none in time are left out. */
  readonly staysOf: (person: Waiting, slots: readonly number[], asked: Asked) => readonly Stay[];
  /** Where they could stay, and why not elsewhere. */
  readonly lookAround: (person: Waiting, asked: Asked) => Looked;
}

/** Slots that say the same to whoever asks for the same nights: of one kind, nobody else in their rooms, free from one day. */
interface Alike {
  /** Ascending; at least one. */
  readonly slots: number[];
  beds: number;
  readonly found: StayFound;
}

/** What keeps somebody from a place whatever its rules say; null where nothing does. */
const keptFrom = (person: Waiting, { unit }: Slot): string | null => {
  if (wasRefused(person, unit)) return 'refused_before';
  if (isOfferedNow(person, unit)) return 'offered_now';
  return wasFoundUnsuitable(person, unit) ? 'found_unsuitable' : null;
};

/** Whether {@link keptFrom} can say anything of them: of most people it cannot. */
const mayBeKept = ({ refusedAt, offeredAt, unsuitableAt }: Waiting): boolean =>
  refusedAt != null || offeredAt != null || unsuitableAt != null;

const ascending = (a: number, b: number): number => a - b;

/** What is asked of nights, as one text. */
const keyOf = ({ nights, window }: Asked): string => [nights, window.notBefore, window.notAfter].join(' ');

/** A looker over the slots of one run. */
export const makeLooker = (slots: readonly Slot[], input: MatchInput): Looker => {
  const mixes = slots.map((slot) => mixOf(slot, input));
  const hasMix = mixes.some((mix) => mix.length > 0);
  const allBeds = slots.reduce((sum, { beds }) => sum + beds.length, 0);
  const stays = new Map<string, (StayFound | undefined)[]>();
  const knownStays = (key: string): (StayFound | undefined)[] => {
    const known = stays.get(key) ?? [];
    if (known.length === 0) stays.set(key, known);
    return known;
  };
  /** Finds the stays of one person: only where somebody is in the room does their sex decide. */
  const finder = ({ referral: { sex } }: Waiting, asked: Asked) => {
    const { nights, window } = asked;
    const key = keyOf(asked);
    const ofAnybody = knownStays(key);
    const ofSex = knownStays(`${key} ${sex}`);
    return (index: number, slot: Slot): StayFound => {
      const mix = mixes[index] ?? [];
      const known = mix.length === 0 ? ofAnybody : ofSex;
      const found = known[index] ?? findStay(sex, slot.beds[0], mix, nights, window);
      known[index] = found;
      return found;
    };
  };
  const numberStays = makeNumberStays(input.rules);
  /** Finds the rule in the way of one person, by the kind of slot and what the day turns; the room decides besides where somebody is in it. */
  const ruler = ({ referral }: Waiting, { nights, window: { notBefore, notAfter } }: Asked) => {
    const numberOf = numberStays(referral, { arrivesOn: notBefore, departsOn: addNights(notAfter, nights) });
    const numbers = new Map<string, number>();
    const byNumber: (string | null | undefined)[][] = [];
    return (index: number, slot: Slot, asked: Stay): string | null => {
      const mix = mixes[index] ?? [];
      const ask = (): string | null =>
        ruleInTheWay(askRulesOf(referral, slot.beds[0], mix, input.rules, asked));
      if (mix.length > 0) return ask();
      const number = numbers.get(asked.arrivesOn) ?? numberOf(asked);
      numbers.set(asked.arrivesOn, number);
      const known = byNumber[number] ?? [];
      byNumber[number] = known;
      const rule = known[slot.kind] === undefined ? ask() : (known[slot.kind] ?? null);
      known[slot.kind] = rule;
      return rule;
    };
  };
  /** Tells how far places are from what one person wishes: the wishes by the kind of slot, how late by the day. */
  const coster = ({ referral }: Waiting, { window }: Asked) => {
    const { wishes, offerHorizonDays } = input.policy;
    const byKind: number[] = [];
    const byDay = new Map<string, number>();
    return ({ kind, unit }: Slot, { arrivesOn }: Stay): number => {
      const ofWishes = byKind[kind] ?? costOf(wishes, referral, unit, 0);
      byKind[kind] = ofWishes;
      const late = byDay.get(arrivesOn) ?? lateness(window.notBefore, arrivesOn, offerHorizonDays);
      byDay.set(arrivesOn, late);
      return ofWishes + late;
    };
  };
  const alike = new Map<string, readonly Alike[]>();
  /** Slots put together for whoever asks for these nights, in the order of the first of each; in a room with somebody each stands alone. */
  const alikeFor = (person: Waiting, asked: Asked): readonly Alike[] => {
    const key = hasMix ? `${keyOf(asked)} ${person.referral.sex}` : keyOf(asked);
    const known = alike.get(key);
    if (known !== undefined) return known;
    const find = finder(person, asked);
    const groups = new Map<string, Alike>();
    for (const [index, slot] of slots.entries()) {
      const found = find(index, slot);
      const day = `${found.stay === null ? 'full' : 'free'} ${found.asked.arrivesOn}`;
      const same = (mixes[index] ?? []).length > 0 ? `alone ${index}` : `${slot.kind} ${day}`;
      const group = groups.get(same) ?? { slots: [], beds: 0, found };
      group.slots.push(index);
      group.beds += slot.beds.length;
      groups.set(same, group);
    }
    const made = [...groups.values()];
    alike.set(key, made);
    return made;
  };
  /** Those of some slots from which nothing keeps a person; `exclude` is told of the others. */
  const leftOf = (
    person: Waiting,
    group: Alike,
    exclude: (rule: string, beds: number) => void,
  ): Pick<Alike, 'slots' | 'beds'> => {
    const left: { slots: number[]; beds: number } = { slots: [], beds: 0 };
    for (const index of group.slots) {
      const slot = slots[index];
      if (slot === undefined) continue;
      const why = keptFrom(person, slot);
      if (why !== null) exclude(why, slot.beds.length);
      else {
        left.slots.push(index);
        left.beds += slot.beds.length;
      }
    }
    return left;
  };
  return {
    staysOf(person, among, asked) {
      const find = finder(person, asked);
      return among.flatMap((index) => {
        const slot = slots[index];
        return slot === undefined ? [] : (find(index, slot).stay ?? []);
      });
    },
    lookAround(person, asked) {
      const excludedBy: Record<string, number> = {};
      const exclude = (rule: string, beds: number): void => {
        excludedBy[rule] = (excludedBy[rule] ?? 0) + beds;
      };
      const optionAt = new Array<Option | undefined>(slots.length).fill(undefined);
      const fullSlots: number[] = [];
      const ruleOf = ruler(person, asked);
      const cost = coster(person, asked);
      const isKept = mayBeKept(person);
      let unknownAt = 0;
      let fullAt = 0;
      for (const group of alikeFor(person, asked)) {
        const { slots: left, beds } = isKept ? leftOf(person, group, exclude) : group;
        const [first] = left;
        const slot = first === undefined ? undefined : slots[first];
        if (first === undefined || slot === undefined) continue;
        const { stay, asked: stayAsked } = group.found;
        const rule = ruleOf(first, slot, stayAsked);
        if (rule === 'unknown') {
          unknownAt += beds;
        } else if (rule !== null) {
          exclude(rule, beds);
        } else if (stay === null) {
          fullAt += beds;
          fullSlots.push(...left);
        } else {
          const ofEach = cost(slot, stay);
          for (const index of left) optionAt[index] = { slot: index, stay, cost: ofEach };
        }
      }
      return {
        options: optionAt.filter((option) => option !== undefined),
        fullSlots: fullSlots.sort(ascending),
        counts: { placesLookedAt: allBeds, excludedBy, unknownAt, fullAt },
      };
    },
  };
};
