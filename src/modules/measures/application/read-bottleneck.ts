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
import { toldPeople, toldTotalDays } from '../domain/told-measure.js';

/** What is known of nights beside the calendars, without who waited. */
export type BedFacts = Omit<NightFacts, 'didSomebodyWait'>;

/** What reading it needs. */
export interface ReadBottleneckDeps {
  /** The one availability function. */
  readonly readCalendars: ReadCalendars;
  readonly readBedFacts: (
    tx: Tx,
    calendars: readonly UnitCalendar[],
    fromOn: IsoDate,
    toOn: IsoDate,
  ) => Promise<BedFacts>;
  /** Everybody in the country who waited on a day of a time. */
  readonly readWaits: (tx: Tx, fromOn: IsoDate, toOn: IsoDate) => Promise<readonly WaitFact[]>;
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
  /** In the order of the way. */
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

/** Beds are nobody: of all the country exactly. People of a partnership exactly, of the country protected. */
export const makeReadBottleneck =
  ({ readCalendars, readBedFacts, readWaits }: ReadBottleneckDeps) =>
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
    const calendars = await readCalendars(tx, {}, stay(fromOn, toOn));
    const waits = await readWaits(tx, fromOn, toOn);
    const waitedOn = nightsSomebodyWaited(waits, fromOn, toOn);
    const { available, used, lost } = nightsLost(calendars, {
      ...(await readBedFacts(tx, calendars, fromOn, toOn)),
      didSomebodyWait: (night) => waitedOn.has(night),
    });
    const isExact = scope.kind !== 'national';
    const own =
      scope.kind === 'partnership'
        ? waits.filter(({ partnershipId }) => partnershipId === scope.partnershipId)
        : waits;
    const waiting = daysWaited(own, fromOn, toOn).map(({ stage, people, days, daysAway }) => ({
      ...{ stage, people: toldPeople(people, isExact), days: toldTotalDays(days, people, isExact) },
      daysAway: toldTotalDays(daysAway, people, isExact),
    }));
    const longest = waiting.toSorted((a, b) => (b.days ?? 0) - (a.days ?? 0))[0];
    return done({
      ...{ month: fromOn.slice(0, 7), fromOn, toOn, available, used, waiting },
      telling: isExact ? 'exact' : 'protected',
      lost: [...lost]
        .map(([cause, nights]) => ({ cause, nights }))
        .toSorted((a, b) => b.nights - a.nights || (a.cause < b.cause ? -1 : 1)),
      longest: longest === undefined || (longest.days ?? 0) === 0 ? null : longest,
    });
  };
