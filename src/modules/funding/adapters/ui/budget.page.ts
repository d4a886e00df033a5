import {
  financialYear,
  financialYearEnd,
  financialYearLabel,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import { londonDate } from '../../../../kernel/iso-date.js';
import type { Pence } from '../../../../kernel/money.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, poundsField, proseField } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { routes, type Route } from '../../../referrals/contract/facts.js';
import type { ReadBudget } from '../../application/partnership-budgets.js';
import {
  highestLimitPence,
  type makeSetBudget,
  type SetBudgetRefusal,
} from '../../application/set-budget.js';
import { BudgetView } from './budget.view.js';
import { askedText, routeText } from './money-text.js';

/** What the page of one budget needs. */
export interface BudgetPageDeps {
  readonly readBudget: ReadBudget;
  readonly setBudget: ReturnType<typeof makeSetBudget>;
}

const path = '/partnerships/:partnershipId/budgets/:year/:route';

interface Which {
  readonly partnershipId: string;
  readonly route: Route;
  readonly year: FinancialYear;
}

/** Where the page of a budget is. */
const addressOf = ({ partnershipId, route, year }: Which): string =>
  `/partnerships/${partnershipId}/budgets/${year}/${route}`;

const whichOf = (params: Readonly<Record<string, string>>): Which | null => {
  const partnershipId = identifier.safeParse(params['partnershipId']);
  const route = routes.find((known) => known === params['route']);
  const year = /^20[2-9]\d$/.test(params['year'] ?? '') ? Number(params['year']) : 0;
  return partnershipId.success && route !== undefined && year > 0
    ? { partnershipId: partnershipId.data, route, year: financialYear(year) }
    : null;
};

const show = async (
  { readBudget }: BudgetPageDeps,
  tx: Tx,
  { scope, frame, today, actor, newKey, params }: PageInput,
  failed: FormState<string> | null,
): Promise<PageReply> => {
  const which = whichOf(params);
  const budget = which === null ? null : await readBudget(tx, scope, which);
  if (which === null || budget === null) return { kind: 'problem', code: 'not-found' };
  const usedPence = budget.heldPence + budget.spentPence;
  const limitText = budget.limitPence === null ? 'None set: no money can be held' : pounds(budget.limitPence);
  return {
    kind: 'page',
    page: BudgetView({
      frame,
      title: `${routeText(which.route)} ${financialYearLabel(which.year)}`,
      partnershipName: budget.partnershipName,
      isOver: today >= financialYearEnd(which.year),
      facts: [
        { key: 'Limit', value: limitText },
        { key: 'Held and committed', value: pounds(budget.heldPence) },
        { key: 'Spent', value: pounds(budget.spentPence) },
        { key: 'Left', value: pounds(Math.max(0, (budget.limitPence ?? 0) - usedPence)) },
      ],
      ...(scopeFor(actor, 'set-budgets') === null
        ? {}
        : {
            form: {
              action: addressOf(which),
              idempotencyKey: newKey(),
              previous: budget.limitPence === null ? '' : String(budget.limitPence),
              state: failed ?? { values: {}, errors: [] },
              hint:
                usedPence === 0
                  ? 'For example, 900,000'
                  : `At least ${pounds(usedPence)}, which is held and spent`,
            },
          }),
      exceptional: budget.exceptional.map((approval) => ({
        text: `${askedText(approval)}, proposed by ${approval.proposedBy ?? 'a former member'} and confirmed by ${approval.confirmedBy ?? 'a former member'}`,
        whenText: shortDate(approval.decidedOn),
      })),
      history: budget.history.map((change) => ({
        text: `${change.beforePence === null ? 'Set to' : `From ${pounds(change.beforePence)} to`} ${pounds(change.afterPence)}.${change.reason === null ? '' : ` “${change.reason}”`}`,
        whenText: `${shortDate(londonDate(change.at))}${change.by === null ? '' : `, by ${change.by}`}`,
      })),
      backHref: `/budgets?year=${which.year}`,
    }),
  };
};

/** One budget: its limit, what is used of it, and who set it to what. */
export const budgetPage = (deps: BudgetPageDeps): Page => ({
  path,
  permission: 'see-budgets',
  read: (tx, input) => show(deps, tx, input, null),
});

interface LimitTyped {
  readonly limitPence: Pence;
  readonly reason: string;
  readonly previousLimitPence: number | null;
}

const readLimitForm = (typed: Typed): ReadForm<LimitTyped> => {
  const limit = poundsField(
    typed,
    'limit',
    highestLimitPence,
    `Enter the limit in pounds, up to ${pounds(highestLimitPence)}, such as 900,000`,
  );
  const reason = proseField(typed, 'reason', 500, 'Say why, such as the letter that names the sum');
  const previous = typed['previousLimitPence'] ?? '';
  return 'error' in limit || 'error' in reason
    ? { ok: false, errors: errorsOf(limit, reason) }
    : {
        ok: true,
        command: {
          limitPence: limit.value,
          reason: reason.value,
          previousLimitPence: /^\d{1,15}$/.test(previous) ? Number(previous) : null,
        },
      };
};

const explain = (refusal: SetBudgetRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('There is no such partnership that you may set budgets of.');
    case 'budget-changed':
      return overall(
        `The budget is not as you saw it: ${refusal.limitPence === null ? 'none is set' : `its limit is ${pounds(refusal.limitPence)}`} now, or more of it is held. Look at it, and send yours again if it still holds.`,
      );
    case 'limit-below-committed':
      return [
        {
          field: 'limit',
          text: `Enter at least ${pounds(refusal.committedPence)}: so much is held and spent already. To go lower, offers and bookings have to end first`,
        },
      ];
  }
};

/** Sets the limit of a budget. */
export const budgetForms = (deps: BudgetPageDeps): readonly Form[] => [
  defineForm({
    path,
    permission: 'set-budgets',
    auditEvent: 'funding.budget-set',
    parse: (typed, { params }): ReadForm<LimitTyped & { readonly which: Which }> => {
      const which = whichOf(params);
      if (which === null) return { ok: false, errors: overall('There is no such budget.') };
      const read = readLimitForm(typed);
      return read.ok ? { ok: true, command: { ...read.command, which } } : read;
    },
    act: (tx, input, { which, ...limit }) =>
      deps.setBudget(tx, input.scope, {
        ...limit,
        memberId: input.actor.memberId,
        partnershipId: which.partnershipId,
        route: which.route,
        financialYear: which.year,
      }),
    done: (_value, { params }) => {
      const which = whichOf(params);
      return `${which === null ? '/budgets' : addressOf(which)}?done=budget-set`;
    },
    explain,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { values: typed, errors }),
  }),
];
