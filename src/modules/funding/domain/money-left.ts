import type { FinancialYear } from '../../../kernel/financial-year.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { costByYear } from './funding.js';
import type { FundingRequest } from './request.js';

/** What a stay asked for would need in one financial year, and what is left there. Unit: pence. */
export interface YearNeed {
  readonly year: FinancialYear;
  readonly neededPence: number;
  /** Null where no budget is set, so that nothing can be held. */
  readonly leftPence: number | null;
}

/** What is left on a route in a financial year, in pence; null where no budget is set. */
export type LeftOf = (route: string, year: FinancialYear) => number | null;

/**
 * What a request needs against what is left, as if the stay began on `from`: nobody knows the day of arrival yet, and
 * the year's end moves the money, so the answer is for looking ahead and holds nothing.
 */
export const needsByYear = (
  { weeks, weeklyRatePence, route }: Pick<FundingRequest, 'weeks' | 'weeklyRatePence' | 'route'>,
  from: IsoDate,
  leftOf: LeftOf,
): readonly YearNeed[] =>
  costByYear(weeklyRatePence, { arrivesOn: from, departsOn: addNights(from, weeks * 7) }).parts.map(
    ({ year, pence }) => ({ year, neededPence: pence, leftPence: leftOf(route, year) }),
  );

/**
 * What the Additional Placement Fund has left for the years in which the partnership's own money does not do; null where
 * it does, where the request is on another route, or where that fund has none left either. Unit: pence.
 */
export const additionalFundFor = (
  { route }: Pick<FundingRequest, 'route'>,
  needs: readonly YearNeed[],
  leftOf: LeftOf,
): number | null => {
  const short = needs.filter(({ neededPence, leftPence }) => (leftPence ?? 0) < neededPence);
  if (route !== 'adp' || short.length === 0) return null;
  const left = short.reduce(
    (sum, { year }) => sum + Math.max(0, leftOf('additional_placement_fund', year) ?? 0),
    0,
  );
  return left > 0 ? left : null;
};

/** What is missing over all years; 0 when every year has enough. Unit: pence. */
export const shortfallPence = (needs: readonly YearNeed[]): number =>
  needs.reduce(
    (short, { neededPence, leftPence }) => short + Math.max(0, neededPence - Math.max(0, leftPence ?? 0)),
    0,
  );
