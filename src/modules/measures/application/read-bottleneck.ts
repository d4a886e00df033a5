import type { Scope } from '../../../kernel/actor.js';
import { addNights, isoDate, minDate, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars, UnitCalendar } from '../../capacity/contract/availability.js';
import { daysWaited, nightsSomebodyWaited, type WaitFact, type WaitingStage } from '../domain/days-waited.js';
import type { Telling } from '../domain/fairness.js';
import { monthAfter } from '../domain/measure.js';
import { nightsLost, type NightCause, type NightFacts } from '../domain/nights-lost.js';
import { endOf, groupsAsAt, type ReadMeasuresDeps } from './read-measures.js';
import { toldPeople, toldTotalDays } from '../domain/told-measure.js';

/** What is known of nights beside the calendars, without who waited. */
export type BedFacts = Omit<NightFacts, 'didSomebodyWait'>;

/** What reading it needs. */
export interface ReadBottleneckDeps extends Pick<ReadMeasuresDeps, 'readKeptSince'> {
  /** The one availability function. */
  readonly readCalendars: ReadCalendars;
  readonly readBedFacts: (
    tx: Tx,
    calendars: readonly UnitCalendar[],
    fromOn: IsoDate,
    toOn: IsoDate,
  ) => Promise<BedFacts>;
  /** Everybody in the country who waited on a day of a time, as known at a time or now. */
  readonly readWaits: (
    tx: Tx,
    fromOn: IsoDate,
    toOn: IsoDate,
    asAt: Date | null,
  ) => Promise<readonly WaitFact[]>;
}

/** Why a month is not told. */
export type BottleneckRefusal =
  { readonly code: 'no-such-month' } | { readonly code: 'month-not-begun'; readonly latest: string };

/** Days that people waited for something, as they are told: null where they are of too few. */
export interface ToldWaiting {
  readonly stage: WaitingStage;
  readonly people: number | null;
  readonly days: number | null;
  readonly daysAway: number | null;
}

/** Where beds and days were lost in a month, up to the last night that has gone by. */
export interface Bottleneck {
  /** Such as `2026-10`. */
  readonly month: string;
  readonly fromOn: IsoDate;
  /** The first night that is not in it. */
  readonly toOn: IsoDate;
  readonly telling: Telling;
  readonly available: number;
  readonly used: number;
  /** The most first; only what was lost. */
  readonly lost: readonly { readonly cause: NightCause; readonly nights: number }[];
  /** The first day that is not in the days of waiting; null where none are told of the month yet. */
  readonly waitingTo: IsoDate | null;
  /** In the order of the way; none where none are told yet. */
  readonly waiting: readonly ToldWaiting[];
  /** What most days were waited for; null where it is not told. */
  readonly longest: ToldWaiting | null;
}

/** Nothing was recorded before; dates begin in 1900. */
const earliestOn = isoDate('2000-01-01');

/** The latest month of which a night has gone by. */
const latestMonth = (today: IsoDate): string => addNights(today, -1).slice(0, 7);

/** The month that is asked for, the latest where none is; null for what is no month. */
const monthOf = (asked: string | null, today: IsoDate): IsoDate | null =>
  parseIsoDate(`${asked ?? latestMonth(today)}-01`);

/** People whose waiting is told, and up to when; null where nothing of the month is told yet. */
interface WaitsTold {
  readonly facts: readonly WaitFact[];
  readonly toOn: IsoDate;
}

/** The country's waits as known at the end of a quarter: day by day they would give people away. */
const countrysWaits = async (
  deps: ReadBottleneckDeps,
  tx: Tx,
  fromOn: IsoDate,
  toOn: IsoDate,
  today: IsoDate,
): Promise<WaitsTold | null> => {
  const knownOn = await groupsAsAt(deps, tx, null, today);
  const until = knownOn === null ? toOn : minDate(toOn, addNights(knownOn, 1));
  if (until <= fromOn) return null;
  const asAt = knownOn === null ? null : endOf(knownOn);
  return { facts: await deps.readWaits(tx, fromOn, until, asAt), toOn: until };
};

/** Beds are nobody: of all the country exactly. People of a partnership exactly, of the country protected. */
export const makeReadBottleneck =
  (deps: ReadBottleneckDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    asked: string | null,
    today: IsoDate,
  ): Promise<Outcome<Bottleneck, BottleneckRefusal>> => {
    const fromOn = monthOf(asked, today);
    if (fromOn === null || fromOn < earliestOn) return refuse({ code: 'no-such-month' });
    if (fromOn >= today) return refuse({ code: 'month-not-begun', latest: latestMonth(today) });
    const toOn = minDate(monthAfter(fromOn), today);
    const calendars = await deps.readCalendars(tx, {}, stay(fromOn, toOn));
    const waits = await deps.readWaits(tx, fromOn, toOn, null);
    const waitedOn = nightsSomebodyWaited(waits, fromOn, toOn);
    const { available, used, lost } = nightsLost(calendars, {
      ...(await deps.readBedFacts(tx, calendars, fromOn, toOn)),
      didSomebodyWait: (night) => waitedOn.has(night),
    });
    const isExact = scope.kind !== 'national';
    const told =
      scope.kind === 'partnership'
        ? { facts: waits.filter(({ partnershipId }) => partnershipId === scope.partnershipId), toOn }
        : await countrysWaits(deps, tx, fromOn, toOn, today);
    const waiting = (told === null ? [] : daysWaited(told.facts, fromOn, told.toOn)).map(
      ({ stage, people, days, daysAway }) => ({
        ...{ stage, people: toldPeople(people, isExact), days: toldTotalDays(days, people, isExact) },
        daysAway: toldTotalDays(daysAway, people, isExact),
      }),
    );
    const longest = waiting.toSorted((a, b) => (b.days ?? 0) - (a.days ?? 0))[0];
    return done({
      ...{ month: fromOn.slice(0, 7), fromOn, toOn, available, used, waiting },
      waitingTo: told === null ? null : told.toOn,
      telling: isExact ? 'exact' : 'protected',
      lost: [...lost]
        .map(([cause, nights]) => ({ cause, nights }))
        .toSorted((a, b) => b.nights - a.nights || (a.cause < b.cause ? -1 : 1)),
      longest: longest === undefined || (longest.days ?? 0) === 0 ? null : longest,
    });
  };
