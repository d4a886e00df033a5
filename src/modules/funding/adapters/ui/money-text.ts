import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { routeTexts } from '../../../referrals/contract/words.js';
import { requestCost, type FundingRequest } from '../../domain/request.js';
import type { YearNeed } from '../../domain/money-left.js';

/** "12 weeks at £1,050 a week: £12,600". */
export const askedText = (request: Pick<FundingRequest, 'weeks' | 'weeklyRatePence'>): string =>
  `${countOf(request.weeks, 'week')} at ${pounds(request.weeklyRatePence)} a week: ${pounds(requestCost(request))}`;

/** Where the money is asked for, in words. */
export const routeText = (route: string): string => new Map(Object.entries(routeTexts)).get(route) ?? route;

/** What a year needs of what is left: "2026/27: needs £12,600, £30,000 left". */
export const needText = ({ year, neededPence, leftPence }: YearNeed): string => {
  const needs = `${financialYearLabel(year)}: needs ${pounds(neededPence)}`;
  if (leftPence === null) return `${needs}, and no budget is set`;
  return leftPence >= neededPence
    ? `${needs}, ${pounds(leftPence)} left`
    : `${needs}, only ${pounds(leftPence)} left`;
};
