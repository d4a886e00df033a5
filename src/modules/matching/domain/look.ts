import type { Stay } from '../../../kernel/stay.js';
import type { RoomMix } from '../../eligibility/contract.js';
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

/** A looker over the slots of one run. */
export const makeLooker = (slots: readonly Slot[], input: MatchInput): Looker => {
  const mixes = slots.map((slot) => mixOf(slot, input));
  const stays = new Map<string, (StayFound | undefined)[]>();
  const knownStays = (key: string): (StayFound | undefined)[] => {
    const known = stays.get(key) ?? [];
    if (known.length === 0) stays.set(key, known);
    return known;
  };
  /** Finds the stays of one person: only where somebody is in the room does their sex decide. */
  const finder = ({ referral: { sex } }: Waiting, { nights, window }: Asked) => {
    const key = [nights, window.notBefore, window.notAfter].join(' ');
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
  /** Finds the rule in the way of one person, by the kind of slot and the day; the room decides besides where somebody is in it. */
  const ruler = ({ referral }: Waiting) => {
    const byDay = new Map<string, (string | null | undefined)[]>();
    return (index: number, slot: Slot, asked: Stay): string | null => {
      const mix = mixes[index] ?? [];
      const ask = (): string | null =>
        ruleInTheWay(askRulesOf(referral, slot.beds[0], mix, input.rules, asked));
      if (mix.length > 0) return ask();
      const known = byDay.get(asked.arrivesOn) ?? [];
      if (known.length === 0) byDay.set(asked.arrivesOn, known);
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
      const options: Option[] = [];
      const fullSlots: number[] = [];
      const find = finder(person, asked);
      const ruleOf = ruler(person);
      const cost = coster(person, asked);
      let placesLookedAt = 0;
      let unknownAt = 0;
      let fullAt = 0;
      for (const [index, slot] of slots.entries()) {
        const beds = slot.beds.length;
        placesLookedAt += beds;
        const exclude = (rule: string): void => {
          excludedBy[rule] = (excludedBy[rule] ?? 0) + beds;
        };
        if (wasRefused(person, slot.unit)) {
          exclude('refused_before');
          continue;
        }
        if (isOfferedNow(person, slot.unit)) {
          exclude('offered_now');
          continue;
        }
        if (wasFoundUnsuitable(person, slot.unit)) {
          exclude('found_unsuitable');
          continue;
        }
        const { stay, asked: stayAsked } = find(index, slot);
        const rule = ruleOf(index, slot, stayAsked);
        if (rule === 'unknown') {
          unknownAt += beds;
        } else if (rule !== null) {
          exclude(rule);
        } else if (stay === null) {
          fullAt += beds;
          fullSlots.push(index);
        } else {
          options.push({ slot: index, stay, cost: cost(slot, stay) });
        }
      }
      return { options, fullSlots, counts: { placesLookedAt, excludedBy, unknownAt, fullAt } };
    },
  };
};
