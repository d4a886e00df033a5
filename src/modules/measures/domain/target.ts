import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { MeasureDefinition, MeasureId } from './measure.js';

/** A level to reach in each of some financial years, of one named measure, with who set it. */
export interface Target {
  readonly targetId: string;
  readonly name: string;
  readonly measureId: MeasureId;
  /** In the unit of the measure. */
  readonly level: number;
  readonly fromYear: FinancialYear;
  /** The last year; null while no end is known. */
  readonly toYear: FinancialYear | null;
  readonly source: string;
  readonly version: number;
}

/** A target that somebody wants to set. */
export type NewTarget = Omit<Target, 'targetId' | 'version'>;

/** Years further ahead are somebody's slip. Unit: years. */
const mostYearsAhead = 30;

/** Why a target is not set. */
export type TargetRefusal =
  | { readonly code: 'target-not-of-a-count'; readonly measureId: MeasureId }
  | { readonly code: 'target-ends-before-it-begins' }
  | { readonly code: 'target-too-far-ahead'; readonly latestYear: number }
  | {
      readonly code: 'target-overlaps';
      readonly name: string;
      readonly fromYear: number;
      readonly toYear: number | null;
    };

const reaches = ({ fromYear, toYear }: Pick<Target, 'fromYear' | 'toYear'>, year: number): boolean =>
  fromYear <= year && (toYear === null || year <= toYear);

/** The target of a measure in a year, or null. */
export const targetOf = (
  targets: readonly Target[],
  measureId: MeasureId,
  year: FinancialYear,
): Target | null => targets.find((target) => target.measureId === measureId && reaches(target, year)) ?? null;

/** Whether a target can stand beside those there are: one measure has one target a year. */
export const weighTarget = (
  target: NewTarget,
  definition: Pick<MeasureDefinition, 'measureId' | 'shape'>,
  others: readonly Target[],
  thisYear: FinancialYear,
): TargetRefusal | null => {
  const { fromYear, toYear } = target;
  if (definition.shape !== 'count') return { code: 'target-not-of-a-count', measureId: definition.measureId };
  if (toYear !== null && toYear < fromYear) return { code: 'target-ends-before-it-begins' };
  const latestYear = thisYear + mostYearsAhead;
  if (fromYear > latestYear || (toYear ?? 0) > latestYear)
    return { code: 'target-too-far-ahead', latestYear };
  const beside = others.find(
    (other) =>
      other.measureId === target.measureId && (reaches(other, fromYear) || reaches(target, other.fromYear)),
  );
  return beside === undefined
    ? null
    : { code: 'target-overlaps', name: beside.name, fromYear: beside.fromYear, toYear: beside.toYear };
};
