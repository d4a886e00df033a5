import type { Stay } from '../../../kernel/stay.js';
import type { Check } from '../../eligibility/contract.js';
import { askPlace, type ArrivalWindow } from './ask-place.js';
import { wasFoundUnsuitable } from './constraints/not-found-unsuitable.js';
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

/** One slot asked for one person. */
export const askSlot = (
  { referral }: Waiting,
  { unit, beds: [calendar] }: Slot,
  { nights, window }: Asked,
  { roomMix, rules }: Pick<MatchInput, 'roomMix' | 'rules'>,
): { readonly stay: Stay | null; readonly checks: readonly Check[] } =>
  askPlace(
    referral,
    calendar,
    unit.roomId === null ? [] : (roomMix.get(unit.roomId) ?? []),
    rules,
    nights,
    window,
  );

/** Looks at every slot for one person: where they could stay, and why not elsewhere. */
export const lookAround = (
  person: Waiting,
  slots: readonly Slot[],
  asked: Asked,
  input: MatchInput,
): Looked => {
  const { referral } = person;
  const { policy } = input;
  const excludedBy: Record<string, number> = {};
  const options: Option[] = [];
  const fullSlots: number[] = [];
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
    if (wasFoundUnsuitable(person, slot.unit)) {
      exclude('found_unsuitable');
      continue;
    }
    const { stay, checks } = askSlot(person, slot, asked, input);
    const rule = ruleInTheWay(checks);
    if (rule === 'unknown') {
      unknownAt += beds;
    } else if (rule !== null) {
      exclude(rule);
    } else if (stay === null) {
      fullAt += beds;
      fullSlots.push(index);
    } else {
      const late = lateness(asked.window.notBefore, stay.arrivesOn, policy.offerHorizonDays);
      options.push({ slot: index, stay, cost: costOf(policy.wishes, referral, slot.unit, late) });
    }
  }
  return { options, fullSlots, counts: { placesLookedAt, excludedBy, unknownAt, fullAt } };
};
