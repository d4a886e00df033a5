import {
  financialYearEnd,
  financialYearOf,
  financialYearStart,
  monthsOf,
  type FinancialYear,
} from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { byMonth, neededAMonth, pace, twelveMonthsTo } from '../domain/count.js';
import type { MeasureCell, MeasureDefinition, MeasureId, MeasureQuestion } from '../domain/measure.js';
import { targetOf, type Target } from '../domain/target.js';

/** One month of a measure; the count is null where the month was over before anything was recorded. */
export interface MeasuredMonth {
  readonly startsOn: IsoDate;
  readonly label: string;
  readonly count: number | null;
}

/** What a measure may come to by the end of the financial year, and how probable it is that the level is reached. */
export interface ForecastAnswer {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** From 0 to 1. */
  readonly probability: number;
  readonly asAt: Date;
}

/** The forecast of a measure for this financial year and a level; null where none was worked out. Filled by composition. */
export type ReadForecastAnswer = (
  tx: Tx,
  measureId: MeasureId,
  year: FinancialYear,
  level: number,
) => Promise<ForecastAnswer | null>;

/** One measure in a financial year, month by month, against the target that names it. */
export interface MeasureProgress {
  readonly definition: MeasureDefinition;
  readonly target: Target | null;
  readonly months: readonly MeasuredMonth[];
  /** The day on which records begin where that is within or after the year: a part of it says nothing about the target. */
  readonly recordedFrom: IsoDate | null;
  readonly total: number;
  /**
   * Where an even pace to the level would stand today; null where no target names the measure, or a part of the year
   * only is recorded.
   */
  readonly paceToday: number | null;
  /** Of this financial year only: the twelve months that end today, each person once; null where records are shorter. */
  readonly lastTwelveMonths: number | null;
  /** How many each month still needs; null without a target, and once the year is over. */
  readonly neededAMonth: number | null;
  readonly forecast: ForecastAnswer | null;
}

/** What reading the progress needs: definitions are data with their source, see config; targets are set by people. */
export interface ReadTargetProgressDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly listTargets: (tx: Tx) => Promise<readonly Target[]>;
  readonly readCells: (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;
  /** The first day of which anything was recorded; null when nothing was. */
  readonly readRecordsBegin: (tx: Tx) => Promise<IsoDate | null>;
  readonly readForecast: ReadForecastAnswer;
}

/** Every measure that a target has ever named, for a financial year. */
export const makeReadTargetProgress =
  ({ definitions, listTargets, readCells, readRecordsBegin, readForecast }: ReadTargetProgressDeps) =>
  async (tx: Tx, year: FinancialYear, today: IsoDate): Promise<readonly MeasureProgress[]> => {
    const begin = (await readRecordsBegin(tx)) ?? today;
    const recordedFrom = begin > financialYearStart(year) ? begin : null;
    const unrecorded = new Set(
      monthsOf(year)
        .filter(({ endsOn }) => endsOn <= begin)
        .map(({ startsOn }) => startsOn),
    );
    const isThisYear = year === financialYearOf(today);
    const targets = await listTargets(tx);
    const progress: MeasureProgress[] = [];
    for (const definition of definitions) {
      const { measureId } = definition;
      if (!targets.some((target) => target.measureId === measureId)) continue;
      const question = { measureId, by: null, asAt: null, asAtOn: today };
      const months = byMonth(
        await readCells(tx, { ...question, fromOn: financialYearStart(year), toOn: financialYearEnd(year) }),
        year,
      );
      const total = months.reduce((sum, { count }) => sum + count, 0);
      const target = targetOf(targets, measureId, year);
      const trailing = twelveMonthsTo(today);
      const tellsTrailing = isThisYear && begin <= trailing.fromOn;
      const trailed = tellsTrailing
        ? await readCells(tx, { ...question, ...trailing, isOncePerPerson: true })
        : [];
      progress.push({
        definition,
        target,
        months: months.map((month) => (unrecorded.has(month.startsOn) ? { ...month, count: null } : month)),
        recordedFrom,
        total,
        paceToday: target === null || recordedFrom !== null ? null : pace(target.level, year, today),
        lastTwelveMonths: tellsTrailing ? trailed.reduce((sum, { n }) => sum + n, 0) : null,
        neededAMonth:
          target === null || recordedFrom !== null ? null : neededAMonth(target.level, total, year, today),
        forecast:
          target === null || !isThisYear ? null : await readForecast(tx, measureId, year, target.level),
      });
    }
    return progress;
  };
