import { addNights, minDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import { arrivalWindow } from '../constraints/free-throughout.js';
import { wasFoundUnsuitable } from '../constraints/not-found-unsuitable.js';
import { isOfferedNow } from '../constraints/not-offered-now.js';
import { wasRefused } from '../constraints/not-refused-before.js';
import { ruleInTheWay } from '../constraints/rules-met.js';
import type { Suggestion } from '../suggestion.js';
import type { MatchInput } from '../waiting.js';
import { costOf } from '../wishes.js';
import { askPlanned, bedsBefore, put, takeAway, type Later, type PlannedBeds } from './planned-beds.js';

/** What the plan has for somebody who is ready and is suggested no bed now, in the order of the list. */
export interface LaterPlace {
  readonly referralId: string;
  readonly priorityRank: number;
  readonly place: { readonly bedId: string; readonly projectId: string; readonly stay: Stay } | null;
  /** In how many beds they could stay by the rules and by what is free without the plan. */
  readonly bedsThatFit: number;
}

/** A plan of the weeks after the horizon of offers: nobody is promised anything by it. */
export interface LaterPlan {
  /** Last day on which somebody may arrive by it. */
  readonly untilOn: IsoDate;
  readonly places: readonly LaterPlace[];
  /** Those the plan is for, and the beds without it: what its bound is worked out from. */
  readonly later: readonly Later[];
  readonly calendars: MatchInput['calendars'];
}

/** How many people may move on for one person to have a bed. */
const longestChain = 3;
/** Beds asked for one plan, at most. Unit: askings, some microseconds each. */
const looksAtMost = 400_000;

interface Found {
  readonly bed: number;
  readonly stay: Stay;
  readonly cost: number;
}

const comesBefore = (a: Found, b: Found | null): boolean =>
  b === null ||
  a.stay.arrivesOn < b.stay.arrivesOn ||
  (a.stay.arrivesOn === b.stay.arrivesOn && a.cost < b.cost);

/** A stay in this bed that begins in time and that every rule allows; null when there is none. */
const stayIn = (state: PlannedBeds, later: Later, bed: number): Stay | null => {
  if (state.looksLeft === 0) return null;
  state.looksLeft -= 1;
  const asked = askPlanned(state, later, bed);
  return asked === null || ruleInTheWay(asked.checks) !== null ? null : asked.stay;
};

/** The earliest stay that is left, the nearest to what the person wishes among those of one day. */
const earliestLeft = (
  state: PlannedBeds,
  later: Later,
  wishes: MatchInput['policy']['wishes'],
): Found | null => {
  let best: Found | null = null;
  for (const bed of later.mayUse) {
    const stay = stayIn(state, later, bed);
    const unit = state.beds[bed]?.calendar.unit;
    if (stay === null || unit === undefined) continue;
    const found = { bed, stay, cost: costOf(wishes, later.person.referral, unit, 0) };
    if (comesBefore(found, best)) best = found;
  }
  return best;
};

/**
 * Finds somebody a bed by moving others on, each to a bed where they arrive on the same day or earlier: nobody who is
 * planned for loses by somebody after them. Leaves everything as it was where it finds none.
 */
const seatByMoving = (
  state: PlannedBeds,
  later: Later,
  wishes: MatchInput['policy']['wishes'],
  movers: ReadonlySet<string>,
): boolean => {
  for (const bed of later.mayUse) {
    for (const holder of [...(state.beds[bed]?.planned.values() ?? [])]) {
      const { referralId } = holder.later.person.referral;
      if (movers.has(referralId)) continue;
      takeAway(state, holder);
      const stay = stayIn(state, later, bed);
      if (stay !== null) {
        const newcomer = { later, bed, stay };
        put(state, newcomer);
        const { window } = holder.later;
        const mover = { ...holder.later, window: { ...window, notAfter: holder.stay.arrivesOn } };
        const elsewhere = earliestLeft(state, mover, wishes);
        if (elsewhere !== null) {
          put(state, { later: holder.later, bed: elsewhere.bed, stay: elsewhere.stay });
          return true;
        }
        const chain = new Set([...movers, referralId]);
        if (chain.size < longestChain && seatByMoving(state, mover, wishes, chain)) return true;
        takeAway(state, newcomer);
      }
      put(state, holder);
    }
  }
  return false;
};

/**
 * A plan for those who are ready, have no bed and are suggested none: each in the order of the list has the earliest stay
 * that is left within so many weeks, beside everything that is held or suggested already; then whoever found none is
 * seated by moving others on, where that costs nobody a day. Good, and not always the best there is: `boundProgram` says
 * how far from it. A plan is worked out anew from the facts each time, and binds nobody.
 */
export const planLaterWeeks = (
  input: MatchInput,
  suggestions: readonly Pick<Suggestion, 'referralId' | 'priorityRank' | 'place'>[],
  weeks: number,
): LaterPlan => {
  const { today, policy, waiting } = input;
  const days = policy.offerHorizonDays + weeks * 7;
  const untilOn = addNights(today, days);
  const further = { ...policy, offerHorizonDays: days };
  const personOf = new Map(waiting.map((person) => [person.referral.referralId, person]));
  const suggested = suggestions.flatMap(({ referralId, place }) => {
    const person = personOf.get(referralId);
    return person === undefined || place === null ? [] : [{ person, bedId: place.bedId, stay: place.stay }];
  });
  const state = bedsBefore(input, suggested, looksAtMost);
  const calendars = state.beds.map(({ calendar }) => calendar);
  const asked = suggestions.flatMap(({ referralId, priorityRank, place }) => {
    const person = personOf.get(referralId);
    if (person === undefined || place !== null) return [];
    const { missing, fundedNights: nights, isSpokenFor, referral } = person;
    const able = arrivalWindow(referral, { today, policy: further });
    if (missing.length > 0 || nights === null || isSpokenFor) return [];
    // Whose detox ends after the last day of the plan has a window beyond it.
    if (able === null || able.notBefore > untilOn) return [];
    const window = { ...able, notAfter: minDate(able.notAfter, untilOn) };
    const mayUse = calendars.flatMap(({ unit }, bed) => {
      if (wasRefused(person, unit) || wasFoundUnsuitable(person, unit) || isOfferedNow(person, unit))
        return [];
      const alone = askPlanned(state, { person, nights, window }, bed);
      return alone?.stay == null || ruleInTheWay(alone.checks) !== null ? [] : [bed];
    });
    return [{ priorityRank, later: { person, nights, window, mayUse } satisfies Later }];
  });
  const without: Later[] = [];
  for (const { later } of asked) {
    const found = earliestLeft(state, later, policy.wishes);
    if (found === null) without.push(later);
    else put(state, { later, bed: found.bed, stay: found.stay });
  }
  for (const later of without) {
    seatByMoving(state, later, policy.wishes, new Set([later.person.referral.referralId]));
  }
  const planned = new Map(
    state.beds.flatMap((bed) =>
      [...bed.planned].map(([referralId, { stay }]) => {
        const { bedId, projectId } = bed.calendar.unit;
        return [referralId, { bedId, projectId, stay }] as const;
      }),
    ),
  );
  return {
    untilOn,
    later: asked.map(({ later }) => later),
    calendars,
    places: asked.map(({ later, priorityRank }) => {
      const { referralId } = later.person.referral;
      const bedsThatFit = later.mayUse.length;
      return { referralId, priorityRank, place: planned.get(referralId) ?? null, bedsThatFit };
    }),
  };
};
