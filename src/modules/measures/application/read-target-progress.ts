import {
  financialYearEnd,
  financialYearStart,
  monthsOf,
  type FinancialYear,
} from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { byMonth, pace, type Target } from '../domain/count.js';
import type { MeasureCell, MeasureDefinition, MeasureQuestion } from '../domain/measure.js';

/** One month of a measure; the count is null where the month was over before anything was recorded. */
export interface MeasuredMonth {
  readonly startsOn: IsoDate;
  readonly label: string;
  readonly count: number | null;
}

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
}

/** What reading the progress needs: definitions and targets are data with their source, see config. */
export interface ReadTargetProgressDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly targets: readonly Target[];
  readonly readCells: (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;
  /** The first day of which anything was recorded; null when nothing was. */
  readonly readRecordsBegin: (tx: Tx) => Promise<IsoDate | null>;
}

/** Every measure that a target names, for a financial year. */
export const makeReadTargetProgress =
  ({ definitions, targets, readCells, readRecordsBegin }: ReadTargetProgressDeps) =>
  async (tx: Tx, year: FinancialYear, today: IsoDate): Promise<readonly MeasureProgress[]> => {
    const begin = (await readRecordsBegin(tx)) ?? today;
    const recordedFrom = begin > financialYearStart(year) ? begin : null;
    const unrecorded = new Set(
      monthsOf(year)
        .filter(({ endsOn }) => endsOn <= begin)
        .map(({ startsOn }) => startsOn),
    );
    const progress: MeasureProgress[] = [];
    for (const definition of definitions) {
      if (!targets.some(({ measureId }) => measureId === definition.measureId)) continue;
      const question = {
        measureId: definition.measureId,
        ...{ fromOn: financialYearStart(year), toOn: financialYearEnd(year), by: null },
        ...{ asAt: null, asAtOn: today },
      };
      const months = byMonth(await readCells(tx, question), year);
      const target =
        targets.find(({ measureId, from }) => measureId === definition.measureId && from <= year) ?? null;
      progress.push({
        definition,
        target,
        months: months.map((month) => (unrecorded.has(month.startsOn) ? { ...month, count: null } : month)),
        recordedFrom,
        total: months.reduce((sum, { count }) => sum + count, 0),
        paceToday: target === null || recordedFrom !== null ? null : pace(target.level, year, today),
      });
    }
    return progress;
  };
