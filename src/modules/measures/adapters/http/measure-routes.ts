import { z } from 'zod';

import {
  financialYear,
  financialYearLabel,
  financialYearOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText } from '../../../../platform/http/schemas.js';
import type { MeasureProgress } from '../../application/read-target-progress.js';
import { financialYearAsked } from './measure-parts.js';

/** What the routes of measures need. */
export interface MeasureRouteDeps {
  readonly readProgress: (tx: Tx, year: FinancialYear, today: IsoDate) => Promise<readonly MeasureProgress[]>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** Named counts for a financial year, each with its definition, source and as-at time. */
export const measureRoutes = ({ readProgress, now }: MeasureRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/measures',
      operationId: 'readMeasures',
      tag: 'Measures',
      summary: 'Placements approved, placements started and people started, by month, against the target',
      permission: 'see-measures',
      auditEvent: null,
      query: z.strictObject({
        financialYear: financialYearAsked.describe('Year in which it begins; this one when left out'),
      }),
      reply: z.object({
        financialYear: z.string().describe('Such as 2026/27'),
        asAt: z.string().describe('When it was counted, in UTC'),
        measures: z
          .array(
            z.object({
              measureId: z.string().describe('The measure'),
              definitionVersion: z.int().describe('Version of its definition'),
              definition: z.string().describe('What counts'),
              source: z.string().describe('Where the definition comes from'),
              target: z.int().nullable().describe('The level to reach in the year; null when none names it'),
              recordedFrom: civilDateText
                .nullable()
                .describe(
                  'Where records begin within the year or after it: then there is no pace to compare with',
                ),
              paceToday: z.number().nullable().describe('Where an even pace would stand today'),
              lastTwelveMonths: z
                .int()
                .nullable()
                .describe(
                  'The twelve months that end today, each person once; null for another year or where records are shorter',
                ),
              neededAMonth: z
                .number()
                .nullable()
                .describe('How many each month still needs; null without a target and once the year is over'),
              forecast: z
                .object({
                  p10: z.int().describe('In one of ten of the years worked out it is fewer'),
                  p50: z.int().describe('In half of them'),
                  p90: z.int().describe('In one of ten it is more'),
                  probability: z.number().describe('Of reaching the level, from 0 to 1'),
                  asAt: z.string().describe('When it was worked out, in UTC'),
                })
                .nullable()
                .describe('By the end of this financial year; null where none was worked out'),
              total: z.int().describe('So far'),
              months: z
                .array(
                  z.object({
                    startsOn: civilDateText.describe('First day of the month'),
                    count: z.int().nullable().describe('In the month; null before records begin'),
                  }),
                )
                .describe('April to March'),
            }),
          )
          .describe('One for each definition'),
      }),
      refusals: {},
    },
    async (tx, { query }) => {
      const { at, today } = await now(tx);
      const year =
        query.financialYear === undefined ? financialYearOf(today) : financialYear(query.financialYear);
      const measures = await readProgress(tx, year, today);
      return done({
        financialYear: financialYearLabel(year),
        asAt: at.toISOString(),
        measures: measures.map(
          ({ definition, target, recordedFrom, paceToday, total, months, ...answers }) => ({
            measureId: definition.measureId,
            definitionVersion: definition.version,
            definition: definition.definition,
            source: definition.source,
            target: target?.level ?? null,
            recordedFrom,
            paceToday: paceToday === null ? null : Math.round(paceToday * 10) / 10,
            lastTwelveMonths: answers.lastTwelveMonths,
            neededAMonth: answers.neededAMonth === null ? null : Math.round(answers.neededAMonth * 10) / 10,
            forecast:
              answers.forecast === null
                ? null
                : { ...answers.forecast, asAt: answers.forecast.asAt.toISOString() },
            total,
            months: months.map(({ startsOn, count }) => ({ startsOn, count })),
          }),
        ),
      });
    },
  ),
];
