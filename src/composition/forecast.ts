import { forecastAssumptions, leastObserved } from '../../config/forecast.js';
import { forecastAside } from '../modules/forecast/adapters/thread/forecast-aside.js';
import { backTest, halfYearsOf } from '../modules/forecast/domain/back-test.js';
import {
  expectedWorld,
  restOn,
  type Assumptions,
  type Basis,
  type Counts,
  type Observed,
} from '../modules/forecast/domain/inputs.js';
import { financialYearEnd, financialYearOf, type FinancialYear } from '../kernel/financial-year.js';
import type { IsoDate } from '../kernel/iso-date.js';
import { done } from '../kernel/outcome.js';
import type { Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { readForecast, recordForecast } from '../modules/forecast/adapters/db/forecast-run-repository.js';
import {
  readBedsToOpen,
  readObserved,
  readTodaysCounts,
} from '../modules/forecast/adapters/db/todays-counts.js';
import type {
  MeasureProgress,
  ReadForecastAnswer,
} from '../modules/measures/application/read-target-progress.js';
import type { Openings, ReadOpenings } from '../modules/expansion/contract/openings.js';
import type { Answer } from '../modules/forecast/domain/forecast.js';
import { bedsToCome, meanDelay, type PlannedBeds } from '../modules/forecast/domain/beds-to-come.js';
import { triedChanges } from '../modules/forecast/domain/tried-changes.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { readReferenceData } from './reference-data-files.js';
import { serviceContext } from './service-context.js';

/** Runs of each period of the back-test: enough for its quantiles to stand still within a placement or two. */
export const backTestRuns = { seed: 1, replications: 10_000 } as const;

/** How the forecast would have done on the half-years published so far, by the files of reference data. */
export const backTestOfPublished = async (folder: string) =>
  backTest(halfYearsOf((await readReferenceData(folder)).figures), backTestRuns);

/** How late openings were is said of five of them; everything else is observed in many cases. */
const lateAsSeen = ({ n, medianDays }: Openings['slippage']): Partial<Record<'openingLateDays', Observed>> =>
  medianDays === null ? {} : { openingLateDays: { value: meanDelay(medianDays), cases: n } };

/** Beds to come as the forecast takes them, with those recorded here already. */
const plannedBeds = ({ openings }: Openings, recorded: ReadonlyMap<string, number>): readonly PlannedBeds[] =>
  openings.map(({ name, beds, certainty, fromOn, toOn, projectId }) => ({
    ...{ name, beds, certainty, fromOn, toOn },
    recordedHere: projectId === null ? 0 : (recorded.get(projectId) ?? 0),
  }));

/** Everything a forecast starts from: counts of a day, what was observed, and beds to come. */
export interface StartsFrom {
  readonly counts: Counts;
  readonly observed: Partial<Record<keyof Assumptions, Observed>>;
  readonly openings: Openings;
  /** By project, the beds recorded here that open on a later day. */
  readonly recorded: ReadonlyMap<string, number>;
}

/** Reads what a forecast of the days until another starts from. */
export const makeReadStart =
  (readOpenings: ReadOpenings) =>
  async (tx: Tx, today: IsoDate, until: IsoDate): Promise<StartsFrom> => ({
    counts: await readTodaysCounts(tx, today, until),
    observed: await readObserved(tx, today),
    openings: await readOpenings(tx, { fromOn: today, toOn: until }, today),
    recorded: await readBedsToOpen(tx, today),
  });

/** What is expected of counts of one day, and what that rests on: history where it suffices, and sources elsewhere. */
export const whatIsExpected = ({ counts, observed, openings, recorded }: StartsFrom) => {
  const rested = restOn(forecastAssumptions, observed, leastObserved);
  const { openingLateDays: late } = lateAsSeen(openings.slippage);
  const basis: Basis =
    late === undefined
      ? rested
      : {
          ...rested,
          openingLateDays: { ...rested.openingLateDays, ...late, mark: 'observed', source: 'Recorded here' },
        };
  const { bedChanges, ...toCome } = bedsToCome(
    plannedBeds(openings, recorded),
    openings.undatedBeds,
    counts,
    basis.openingLateDays.value,
  );
  const world = expectedWorld({ ...counts, bedChanges: [...counts.bedChanges, ...bedChanges] }, basis);
  return { basis, world, bedsToCome: toCome };
};

/** The measure that the simulator counts: arrivals in beds that count, paid with public money. */
export const forecastMeasure = 'placements-started';
/** What is told of its runs: arrivals, approvals, and people who arrive for the first time in the year. */
const forecastMeasures = [forecastMeasure, 'placements-approved', 'people-started'] as const;
type ForecastMeasure = (typeof forecastMeasures)[number];
const isForecast = (measureId: string): measureId is ForecastMeasure =>
  forecastMeasures.some((known) => known === measureId);

interface CountedSoFar {
  readonly countedSoFar: number;
  readonly level: number;
}

/** Enough for the quantiles to stand still within a placement; the seed is kept with what came of it. */
export const forecastRuns = { seed: 1, replications: 10_000 } as const;

/** What is tried is compared run by run with the same luck: fewer runs are exact enough. */
const triedRuns = { seed: 1, replications: 2_000 } as const;

/**
 * Works out what the financial year still brings: counts are read in one transaction, simulated in a thread while none is open,
 * and kept in another with all they rest on. Nothing is worked out where nobody was referred, or no bed counts.
 */
export const createForecastTheYear =
  (
    uow: UnitOfWork,
    {
      measures,
      expansion,
    }: {
      readonly expansion: { readonly readOpenings: ReadOpenings };
      readonly measures: {
        readonly readProgress: (
          tx: Tx,
          year: FinancialYear,
          today: IsoDate,
        ) => Promise<readonly MeasureProgress[]>;
      };
    },
  ) =>
  async (): Promise<void> => {
    const readStart = makeReadStart(expansion.readOpenings);
    const asked = await uow.read(async (tx) => {
      const { today } = await databaseNow(tx);
      const year = financialYearOf(today);
      const start = await readStart(tx, today, financialYearEnd(year));
      const progress = await measures.readProgress(tx, year, today);
      return { year, start, progress };
    });
    const { year, start, progress } = asked;
    const { counts } = start;
    const targetOf = (measureId: ForecastMeasure): CountedSoFar | null => {
      const own = progress.find(({ definition }) => definition.measureId === measureId);
      return own?.target == null ? null : { countedSoFar: own.total, level: own.target.level };
    };
    const targets = {
      starts: targetOf(forecastMeasure),
      approvals: targetOf('placements-approved'),
      people: targetOf('people-started'),
    };
    const isAsked = Object.values(targets).some((target) => target !== null);
    if (!isAsked || counts.shares.length === 0 || counts.bedGroups.length === 0) return;
    const { basis, world, bedsToCome: toCome } = whatIsExpected(start);
    const stillTo = (target: CountedSoFar | null): number =>
      target === null ? 0 : Math.max(0, target.level - target.countedSoFar);
    const { forecast, approvals, people } = await forecastAside({
      ...{ world, runs: forecastRuns, level: stillTo(targets.starts), scenarios: [] },
      also: {
        ...{ approvals: stillTo(targets.approvals), people: stillTo(targets.people) },
        firstStartShare: basis.firstStartShare.value,
      },
    });
    const tried = triedChanges(world);
    const { differences } = await forecastAside({
      ...{ world, runs: triedRuns, level: 0, scenarios: tried, also: null },
    });
    const whole = { ...forecast, differences, bedsToCome: toCome };
    const found: readonly (readonly [ForecastMeasure, CountedSoFar | null, Answer | null])[] = [
      [forecastMeasure, targets.starts, { spread: forecast.publicStarts, probability: forecast.probability }],
      ['placements-approved', targets.approvals, approvals],
      ['people-started', targets.people, people],
    ];
    await uow.run(serviceContext('forecast'), async (tx) => {
      for (const [measureId, target, answer] of found)
        if (target !== null && answer !== null)
          await recordForecast(tx, measureId, year, {
            ...{ ...target, ...forecastRuns, world, basis, result: { ...whole, answer } },
          });
      return done(true);
    });
  };

/** The latest forecast of a financial year, with all it rests on; null before the first. */
export const readForecastOfYear = (tx: Tx, year: FinancialYear) => readForecast(tx, forecastMeasure, year);

/** The forecast as an answer beside the counts; null for a measure it does not count, another level, and before the first. */
export const readForecastAnswer: ReadForecastAnswer = async (tx, measureId, year, level) => {
  const kept = isForecast(measureId) ? await readForecast(tx, measureId, year) : null;
  if (kept === null || kept.level !== level) return null;
  const { countedSoFar, result, workedOutAt } = kept;
  const { spread, probability } = result.answer ?? {
    ...{ spread: result.publicStarts, probability: result.probability },
  };
  const { p10, p50, p90 } = spread;
  return {
    ...{ p10: countedSoFar + p10, p50: countedSoFar + p50, p90: countedSoFar + p90 },
    ...{ probability, asAt: workedOutAt },
  };
};

/** What the forecast can be asked. */
export const createForecasting = () => ({ forecast: forecastAside, backTestOfPublished, whatIsExpected });
