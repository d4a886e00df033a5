import {
  financialYear,
  financialYearLabel,
  financialYearOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { routes } from '../../../referrals/contract/facts.js';
import { routeTexts } from '../../../referrals/contract/words.js';
import { outlookOf, type BudgetOutlook, type ReadBudgetYear } from '../../application/budget-use.js';
import { BudgetsView } from './budgets.view.js';

/** What the page of budgets needs. */
export interface BudgetsPageDeps {
  readonly readBudgetYear: ReadBudgetYear;
  /** The partnerships in scope, in order of name. */
  readonly readPartnerships: (
    tx: Tx,
    scope: Scope,
    year: FinancialYear,
  ) => Promise<readonly { readonly partnershipId: string; readonly name: string }[]>;
}

/** Where budgets can be set that are not there: without one no money can be held. */
const missingOf = (
  partnerships: readonly { readonly partnershipId: string; readonly name: string }[],
  budgets: readonly BudgetOutlook[],
  year: FinancialYear,
  isNational: boolean,
) =>
  partnerships.flatMap(({ partnershipId, name }) =>
    routes
      .filter(
        (route) =>
          !budgets.some((budget) => budget.partnershipId === partnershipId && budget.route === route),
      )
      .map((route) => ({
        text: isNational ? `${name}: ${routeTexts[route]}` : routeTexts[route],
        href: `/partnerships/${partnershipId}/budgets/${year}/${route}`,
      })),
  );

const path = '/budgets';
/** Budgets can be set for these: the years in which the financial year begins. */
const years = { earliest: 2020, latest: 2150 } as const;

const yearAsked = (typed: string | undefined, today: IsoDate): FinancialYear => {
  const year = /^\d{4}$/.test(typed ?? '') ? Number(typed) : 0;
  return year >= years.earliest && year <= years.latest ? financialYear(year) : financialYearOf(today);
};

const meanText = ({ meanCost }: BudgetOutlook): string =>
  meanCost === null
    ? 'No stay costed'
    : `${pounds(meanCost.pence)}, ${meanCost.costedStays} of ${meanCost.stays} costed`;

const linkTo = (year: number) => ({
  text: financialYearLabel(financialYear(year)),
  href: `${path}?year=${year}`,
});

/** The budgets of the reader's partnership, or of every one, in a financial year. */
export const budgetsPage = ({ readBudgetYear, readPartnerships }: BudgetsPageDeps): Page => ({
  path,
  permission: 'see-budgets',
  async read(tx, { scope, query, frame, today, actor }) {
    const year = yearAsked(query['year'], today);
    const budgets = outlookOf(await readBudgetYear(tx, scope, year, today), year, today);
    return {
      kind: 'page',
      page: BudgetsView({
        frame,
        yearText: financialYearLabel(year),
        previous: linkTo(Math.max(years.earliest, year - 1)),
        ...(scopeFor(actor, 'set-budgets') === null
          ? {}
          : {
              limitsHref: '/approval-limits',
              missing: missingOf(
                await readPartnerships(tx, scope, year),
                budgets,
                year,
                scope.kind === 'national',
              ),
            }),
        next: linkTo(Math.min(years.latest, year + 1)),
        budgets: budgets.map((budget) => ({
          key: `${budget.partnershipId} ${budget.route}`,
          name: routeTexts[budget.route],
          href: `/partnerships/${budget.partnershipId}/budgets/${year}/${budget.route}`,
          ...(scope.kind === 'national' ? { partnershipText: budget.partnershipName } : {}),
          limitText: pounds(budget.limitPence),
          heldText: pounds(budget.heldPence),
          committedText: pounds(budget.committedPence),
          spentText: pounds(budget.spentPence),
          leftText: pounds(budget.leftPence),
          projectedText: pounds(budget.projectedPence),
          ...(budget.projectedPence > budget.limitPence
            ? { overText: `${pounds(budget.projectedPence - budget.limitPence)} more than the limit` }
            : {}),
          meanText: meanText(budget),
        })),
      }),
    };
  },
});
