import { z } from 'zod';

import { financialYear, financialYearLabel, financialYearOf } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, wholeNumber, words } from '../../../../platform/http/schemas.js';
import { routes } from '../../../referrals/contract/facts.js';
import type { ReadBudgets } from '../../application/partnership-budgets.js';
import { highestLimitPence, type makeSetBudget } from '../../application/set-budget.js';

/** What the endpoints of budgets read and do. */
export interface BudgetRouteDeps {
  readonly setBudget: ReturnType<typeof makeSetBudget>;
  readonly readBudgets: ReadBudgets;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const earliestYear = 2020;
const latestYear = 2150;
const yearInAddress = z
  .string()
  .regex(/^\d{4}$/, 'Give the year in which the financial year begins, such as 2026.')
  .transform(Number)
  .refine(
    (year) => year >= earliestYear && year <= latestYear,
    `Give a year from ${earliestYear} to ${latestYear}.`,
  );

/** How much each partnership may commit, and setting it. */
export const budgetRoutes = ({ setBudget, readBudgets, now }: BudgetRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/budgets',
      operationId: 'listBudgets',
      tag: 'Funding',
      summary: 'Each partnership with its budgets of a financial year',
      permission: 'set-budgets',
      auditEvent: null,
      query: z.strictObject({
        financialYear: yearInAddress
          .optional()
          .describe('Year in which it begins; the current one unless said'),
      }),
      reply: z.object({
        financialYear: z.string().describe('Such as 2026/27'),
        partnerships: z
          .array(
            z.object({
              partnershipId: identifier.describe('The partnership'),
              name: z.string().describe('Its name'),
              budgets: z
                .array(
                  z.object({
                    route: z.enum(routes).describe('Where the money comes from'),
                    limitPence: z.int().describe('What may be committed, in pence'),
                    heldPence: z.int().describe('Held for offers and bookings, in pence'),
                    spentPence: z.int().describe('Spent, in pence'),
                  }),
                )
                .describe('Those that were set; a route without one has no money'),
            }),
          )
          .describe('In order of name'),
      }),
      refusals: {},
    },
    async (tx, { query, scope }) => {
      const { today } = await now(tx);
      const year =
        query.financialYear === undefined ? financialYearOf(today) : financialYear(query.financialYear);
      const partnerships = await readBudgets(tx, scope, year);
      return done({
        financialYear: financialYearLabel(year),
        partnerships: partnerships.map(({ partnershipId, name, budgets }) => ({
          partnershipId,
          name,
          budgets: budgets.map((budget) => ({ ...budget })),
        })),
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/partnerships/{partnershipId}/budgets',
      operationId: 'setBudget',
      tag: 'Funding',
      summary: 'Set how much a partnership may commit on a route in a financial year',
      permission: 'set-budgets',
      auditEvent: 'funding.budget-set',
      params: z.strictObject({ partnershipId: identifier.describe('The partnership') }),
      body: z.strictObject({
        route: z.enum(routes).describe('Where the money comes from'),
        financialYear: wholeNumber(earliestYear, latestYear).describe('Year in which it begins'),
        limitPence: wholeNumber(0, highestLimitPence).describe('What may be committed, in pence'),
        previousLimitPence: wholeNumber(0, highestLimitPence)
          .nullable()
          .describe('The limit as you read it; null where no budget was set'),
        reason: words(500).optional().describe('Why, for those who look at it later'),
      }),
      reply: z.object({
        budgetId: identifier.describe('The budget'),
        limitPence: z.int().describe('What may be committed, in pence'),
        committedPence: z.int().describe('Of it held and spent, in pence'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'budget-changed': {
          status: 409,
          title: 'The budget is not as you read it',
          remedy: 'Read it again, and send its limit as previousLimitPence if you still want yours.',
          pointer: '/previousLimitPence',
        },
        'limit-below-committed': {
          status: 409,
          title: 'More than this is held and spent already',
          remedy: 'Give at least committedPence, or let offers go first.',
          pointer: '/limitPence',
        },
      },
    },
    (tx, { params, body, scope, actor }) =>
      setBudget(tx, scope, {
        ...params,
        ...body,
        reason: body.reason ?? null,
        memberId: actor.memberId,
        financialYear: financialYear(body.financialYear),
        limitPence: pence(body.limitPence),
      }),
  ),
];
