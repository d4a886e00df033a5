import {
  financialYear,
  financialYearEnd,
  financialYearStart,
  type FinancialYear,
} from '../../../kernel/financial-year.js';
import { parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { quarterOf } from '../../../kernel/quarter.js';

/** The time in which a cohort was referred, half-open: a financial year, or a quarter of a calendar year. */
export interface CohortPeriod {
  /** `2026` for the financial year 2026/27, `2026-07-01` for the quarter that begins then. */
  readonly key: string;
  readonly kind: 'year' | 'quarter';
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

const ofYear = (year: FinancialYear): CohortPeriod => ({
  ...{ key: String(year), kind: 'year' },
  ...{ fromOn: financialYearStart(year), toOn: financialYearEnd(year) },
});

/** Nothing was recorded before, nor will be after; a quarter is whole on both sides. */
const [earliest, latest] = [2000, 2190];

/** The period that a key names; null for anything else. */
export const cohortPeriodOf = (key: string): CohortPeriod | null => {
  const year = Number(key.slice(0, 4));
  if (year < earliest || year > latest) return null;
  if (/^\d{4}$/.test(key)) return ofYear(financialYear(year));
  const on = parseIsoDate(key);
  if (on === null || quarterOf(on).startsOn !== on) return null;
  return { key, kind: 'quarter', fromOn: on, toOn: quarterOf(on).endsOn };
};

/** Each year, and under it its quarters that have begun; the newest first. */
export const cohortPeriods = (years: readonly FinancialYear[], today: IsoDate): readonly CohortPeriod[] =>
  years.flatMap((year) => {
    const whole = ofYear(year);
    const quarters: CohortPeriod[] = [];
    for (let on = whole.fromOn; on < whole.toOn && on <= today; on = quarterOf(on).endsOn)
      quarters.push({ key: on, kind: 'quarter', fromOn: on, toOn: quarterOf(on).endsOn });
    return [whole, ...quarters.reverse()];
  });
