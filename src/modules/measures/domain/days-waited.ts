import {
  dateRange,
  isoDate,
  maxDate,
  minDate,
  nightsBetween,
  type IsoDate,
} from '../../../kernel/iso-date.js';
import type { OpenSpell, ReferralFact } from './facts.js';

/** What people wait for, in order. */
export const waitingStages = ['assessment', 'funding', 'acceptance', 'admission'] as const;
/** One of {@link waitingStages}. */
export type WaitingStage = (typeof waitingStages)[number];

/** A wait as it is known: nobody's name. */
export type WaitFact = Pick<
  ReferralFact,
  | 'partnershipId'
  | 'receivedOn'
  | 'assessedOn'
  | 'approvedOn'
  | 'acceptedOn'
  | 'admittedOn'
  | 'closedOn'
  | 'unavailable'
>;

/** Days that people waited for something, and how many people they were. */
export interface DaysWaited {
  readonly stage: WaitingStage;
  readonly people: number;
  /** On which they could have gone. Unit: days. */
  readonly days: number;
  /** On which they could not go: away, ill, in prison. Unit: days. */
  readonly daysAway: number;
}

/** After every day there is. */
const never = isoDate('2199-12-31');

/** From when to when somebody waited for each stage: one that was reached ends every wait before it. */
const waitsOf = (fact: WaitFact): readonly { readonly stage: WaitingStage; readonly spell: OpenSpell }[] => {
  const reached = [fact.assessedOn, fact.approvedOn, fact.acceptedOn, fact.admittedOn];
  const passedOn = reached.map((_, index) =>
    reached.slice(index).reduce<IsoDate>((first, on) => minDate(first, on ?? never), never),
  );
  const end = fact.closedOn ?? never;
  return waitingStages.map((stage, index) => {
    const from = index === 0 ? fact.receivedOn : maxDate(fact.receivedOn, passedOn[index - 1] ?? never);
    return { stage, spell: [from, minDate(passedOn[index] ?? never, end)] };
  });
};

const within = ([from, to]: OpenSpell, fromOn: IsoDate, toOn: IsoDate): readonly IsoDate[] => {
  const [first, end] = [maxDate(from, fromOn), minDate(to ?? never, toOn)];
  return first < end ? dateRange(first, end) : [];
};

const isAway = (fact: WaitFact, on: IsoDate): boolean =>
  fact.unavailable.some(([from, to]) => from <= on && (to === null || on < to));

/** Days that people waited in a time, half-open, by what they waited for. Each day of each person is in one stage. */
export const daysWaited = (
  facts: readonly WaitFact[],
  fromOn: IsoDate,
  toOn: IsoDate,
): readonly DaysWaited[] => {
  const waits = facts.flatMap((fact) => waitsOf(fact).map((wait) => ({ ...wait, fact })));
  return waitingStages.map((stage) => {
    let [people, days, daysAway] = [0, 0, 0];
    for (const { fact, spell } of waits.filter((wait) => wait.stage === stage)) {
      const waited = within(spell, fromOn, toOn);
      const away = fact.unavailable.length === 0 ? 0 : waited.filter((on) => isAway(fact, on)).length;
      people += waited.length === 0 ? 0 : 1;
      days += waited.length - away;
      daysAway += away;
    }
    return { stage, people, days, daysAway };
  });
};

/** The nights on which somebody with public money, who could go, waited for a place. */
export const nightsSomebodyWaited = (
  facts: readonly WaitFact[],
  fromOn: IsoDate,
  toOn: IsoDate,
): ReadonlySet<IsoDate> => {
  const nights = new Set<IsoDate>();
  const all = nightsBetween(fromOn, toOn);
  for (const fact of facts) {
    if (nights.size === all) break;
    const wait = waitsOf(fact).find(({ stage }) => stage === 'acceptance');
    for (const on of wait === undefined ? [] : within(wait.spell, fromOn, toOn))
      if (!isAway(fact, on)) nights.add(on);
  }
  return nights;
};
