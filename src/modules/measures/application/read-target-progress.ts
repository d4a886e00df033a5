import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  pace,
  type MeasureDefinition,
  type MeasureId,
  type MonthCount,
  type Target,
} from '../domain/count.js';

/** One measure in a financial year, month by month, against the target that names it. */
export interface MeasureProgress {
  readonly definition: MeasureDefinition;
  readonly target: Target | null;
  readonly months: readonly MonthCount[];
  readonly total: number;
  /** Where an even pace to the level would stand today; null where no target names the measure. */
  readonly paceToday: number | null;
}

/** What reading the progress needs: definitions and targets are data with their source, see config. */
export interface ReadTargetProgressDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly targets: readonly Target[];
  readonly readMonthCounts: (
    tx: Tx,
    measureId: MeasureId,
    year: FinancialYear,
  ) => Promise<readonly MonthCount[]>;
}

/** Every measure for a financial year, each against the target that names it. */
export const makeReadTargetProgress =
  ({ definitions, targets, readMonthCounts }: ReadTargetProgressDeps) =>
  async (tx: Tx, year: FinancialYear, today: IsoDate): Promise<readonly MeasureProgress[]> => {
    const progress: MeasureProgress[] = [];
    for (const definition of definitions) {
      const months = await readMonthCounts(tx, definition.measureId, year);
      const target =
        targets.find(({ measureId, from }) => measureId === definition.measureId && from <= year) ?? null;
      progress.push({
        definition,
        target,
        months,
        total: months.reduce((sum, { count }) => sum + count, 0),
        paceToday: target === null ? null : pace(target.level, year, today),
      });
    }
    return progress;
  };
