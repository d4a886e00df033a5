import { proclaimedHolidays } from '../../../config/working-days.js';
import { financialYear, financialYearOf, type FinancialYear } from '../../kernel/financial-year.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import { workingCalendar } from '../../kernel/working-time.js';
import {
  approvalLimitForms,
  approvalLimitsPage,
} from '../../modules/funding/adapters/ui/approval-limits.page.js';
import { readBudget } from '../../modules/funding/adapters/db/budget-limits.js';
import { budgetForms, budgetPage } from '../../modules/funding/adapters/ui/budget.page.js';
import {
  fundingToDecidePage,
  type ReadLeft,
} from '../../modules/funding/adapters/ui/funding-to-decide.page.js';
import { referralMoneyForms } from '../../modules/funding/adapters/ui/referral-money-forms.js';
import { referralMoneyPage } from '../../modules/funding/adapters/ui/referral-money.page.js';
import { listRequests, readFundingHistory } from '../../modules/funding/adapters/db/funding-lists.js';
import { readLatestDecisions } from '../../modules/funding/adapters/db/funding-repository.js';
import { readOpenRequests } from '../../modules/funding/adapters/db/request-repository.js';
import type { ReadBudgets } from '../../modules/funding/application/partnership-budgets.js';
import { readMoneyEntries, readWhoPays } from '../../modules/placements/adapters/db/money-entries.js';
import { readNightsPaid } from '../../modules/placements/adapters/db/running-stay.js';
import { readBudgetYear } from '../../modules/placements/adapters/db/budget-use.js';
import { readPlaceHeld } from '../../modules/placements/adapters/db/places-of-referrals.js';
import { budgetsPage } from '../../modules/placements/adapters/ui/budgets.page.js';
import { readNames } from '../../modules/referrals/adapters/db/client-names.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { withoutNotes } from '../without-notes.js';

/** A stay of at most two years that begins today touches these. */
const yearsFrom = (today: IsoDate): readonly FinancialYear[] => {
  const first = financialYearOf(today);
  return [first, financialYear(first + 1), financialYear(first + 2)];
};

const readLeftOf =
  (readBudgets: ReadBudgets): ReadLeft =>
  async (tx, scope, years) => {
    const left = new Map<string, number>();
    for (const year of years) {
      for (const { budgets } of await readBudgets(tx, scope, year)) {
        for (const { route, limitPence, heldPence, spentPence } of budgets) {
          left.set(`${route} ${year}`, limitPence - heldPence - spentPence);
        }
      }
    }
    return (route, year) => left.get(`${route} ${year}`) ?? null;
  };

/** Asking for money, deciding on it, and what is left of it. */
export const createFundingPages = ({
  referrals,
  funding,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const deps = {
    ...funding,
    listRequests: withoutNotes(listRequests, (request) =>
      request.standing.state === 'deferred'
        ? { ...request, standing: { ...request.standing, note: null } }
        : request.standing.state === 'answered'
          ? { ...request, standing: { ...request.standing, note: '' } }
          : request,
    ),
    readReferral: referrals.readReferral,
    readLatestDecisions,
    readOpenRequests,
    readFundingHistory,
    readPlaceHeld,
    readMoneyEntries,
    readWhoPays,
    readNightsPaid,
    readLeft: readLeftOf(funding.readBudgets),
    readNames,
    workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
    yearsFrom,
  };
  const budgets = { readBudget, setBudget: funding.setBudget };
  return {
    pages: [
      fundingToDecidePage(deps),
      referralMoneyPage(deps),
      approvalLimitsPage(deps),
      budgetsPage({ readBudgetYear, readPartnerships: funding.readBudgets }),
      budgetPage(budgets),
    ],
    forms: [...referralMoneyForms(deps), ...approvalLimitForms(deps), ...budgetForms(budgets)],
  };
};
