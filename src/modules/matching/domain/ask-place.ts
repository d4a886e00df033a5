import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { contains, type Stay } from '../../../kernel/stay.js';
import { earliestStay, type UnitCalendar } from '../../capacity/contract/availability.js';
import {
  evaluate,
  type Check,
  type FactsForRules,
  type RoomMix,
  type RulesByProject,
} from '../../eligibility/contract.js';
import type { PersonFacts } from '../../referrals/contract/facts.js';

/** The days on which somebody could arrive: prepared, after detox, within the horizon. */
export interface ArrivalWindow {
  readonly notBefore: IsoDate;
  readonly notAfter: IsoDate;
}

/** The nights a mix rule must look at: those of the stay. */
const nightsWithin = (roomMix: RoomMix, stay: Stay): RoomMix =>
  roomMix.filter(({ night }) => contains(stay, night));

/** The earliest stay in a bed during which nobody of another sex is in its room. */
const earliestUnmixed = (
  calendar: UnitCalendar,
  nights: number,
  { notBefore, notAfter }: ArrivalWindow,
  sex: PersonFacts['sex'],
  roomMix: RoomMix,
): Stay | null => {
  for (let from = notBefore; ;) {
    const stay = earliestStay(calendar, nights, from, notAfter);
    if (stay === null) return null;
    const mixed = nightsWithin(roomMix, stay).filter((night) => night.sex !== sex);
    if (mixed.length === 0) return stay;
    const lastMixed = mixed.map(({ night }) => night).reduce((last, night) => maxDate(last, night));
    from = addNights(lastMixed, 1);
  }
};

/** One bed asked for one person: the earliest stay in it, null when there is none in time, and every rule's answer. */
export interface AskedPlace {
  readonly stay: Stay | null;
  readonly checks: readonly Check[];
}

/** The earliest stay in a bed, null when there is none in time; and the one rules are asked of, which then is the first there might have been. */
export interface StayFound {
  readonly stay: Stay | null;
  readonly asked: Stay;
}

/** When a person of a sex could have a bed for so many nights. */
export const findStay = (
  sex: PersonFacts['sex'],
  calendar: UnitCalendar,
  roomMix: RoomMix,
  nights: number,
  window: ArrivalWindow,
): StayFound => {
  const { notBefore, notAfter } = window;
  const stay = earliestUnmixed(calendar, nights, window, sex, roomMix);
  const asked = stay ??
    earliestStay(calendar, nights, notBefore, notAfter) ?? {
      arrivesOn: notBefore,
      departsOn: addNights(notBefore, nights),
    };
  return { stay, asked };
};

/** What the rules say of a person in a bed for a stay; `roomMix` may be of more nights. */
export const askRulesOf = (
  person: FactsForRules,
  calendar: UnitCalendar,
  roomMix: RoomMix,
  rules: RulesByProject,
  asked: Stay,
): readonly Check[] => evaluate(person, calendar.unit, asked, nightsWithin(roomMix, asked), rules);

/**
 * When a person could have a bed for so many nights, and what the rules say of it. The matcher and the page of a
 * person's places ask this. Where there is no such stay, the rules are asked of the first one there might have been.
 */
export const askPlace = (
  person: FactsForRules,
  calendar: UnitCalendar,
  roomMix: RoomMix,
  rules: RulesByProject,
  nights: number,
  window: ArrivalWindow,
): AskedPlace => {
  const { stay, asked } = findStay(person.sex, calendar, roomMix, nights, window);
  return { stay, checks: askRulesOf(person, calendar, roomMix, rules, asked) };
};
