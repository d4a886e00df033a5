import { z } from 'zod';

import { financialYear, financialYearLabel, financialYearOf } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { routes } from '../../../referrals/contract/facts.js';
import { outlookOf, type ReadBudgetYear } from '../../application/budget-use.js';

/** What the endpoint of the use of budgets reads. */
export interface BudgetUseRouteDeps {
  readonly readBudgetYear: ReadBudgetYear;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const yearInAddress = z
  .string()
  .regex(/^20[2-9]\d$/, 'Give the year in which the financial year begins, such as 2026.')
  .transform((text) => financialYear(Number(text)));

const money = (what: string) => z.int().describe(`${what}, in pence`);

/** What budgets are used for, and what they are likely to come to. */
export const budgetUseRoutes = ({ readBudgetYear, now }: BudgetUseRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/budget-use',
      operationId: 'listBudgetUse',
      tag: 'Funding',
      summary: 'What is held, committed, spent and projected of each budget of a financial year',
      permission: 'see-budgets',
      auditEvent: null,
      query: z.strictObject({
        financialYear: yearInAddress
          .optional()
          .describe('Year in which it begins; the current one unless said'),
      }),
      reply: z.object({
        financialYear: z.string().describe('Such as 2026/27'),
        budgets: z
          .array(
            z.object({
              partnershipId: identifier.describe('The partnership'),
              partnershipName: z.string().describe('Its name'),
              route: z.enum(routes).describe('Where the money comes from'),
              limitPence: money('What may be used'),
              heldPence: money('Held for offers that wait for an answer'),
              committedPence: money('Held for beds that are booked'),
              spentPence: money('Spent, less what came back'),
              leftPence: money('Neither held, committed nor spent'),
              projectedPence: money('What would be used by 31 March with unused approvals taken up today'),
              meanCost: z
                .object({
                  pence: money('Mean cost of a whole stay'),
                  costedStays: z.int().describe('How many stays it rests on'),
                  stays: z.int().describe('How many began in the year'),
                })
                .nullable()
                .describe('Of stays that began in the year; null where none is costed'),
            }),
          )
          .describe('In order of the name of the partnership'),
      }),
      refusals: {},
    },
    async (tx, { query, scope }) => {
      const { today } = await now(tx);
      const year = query.financialYear ?? financialYearOf(today);
      const budgets = outlookOf(await readBudgetYear(tx, scope, year, today), year, today);
      return done({
        financialYear: financialYearLabel(year),
        budgets: budgets.map(({ meanCost, ...budget }) => ({
          ...budget,
          meanCost: meanCost === null ? null : { ...meanCost },
        })),
      });
    },
  ),
];
