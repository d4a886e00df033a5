import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { Calibration } from '../../application/calibration.js';
import { spread } from './scenario-routes.js';

/** What the route of how good the forecast was needs. */
export interface CalibrationRouteDeps extends Calibration {
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const loss = z.number().describe('The mean loss at the three quantiles, in placements: less is better');

const calibration = z.object({
  periods: z
    .array(
      z.object({
        label: z.string().describe('First and last day of the half-year'),
        figure: z.number().describe('What was published of it'),
        forecast: spread.describe('What the forecast said of it from what was known before'),
        naive: z.number().describe('The last figure known, again'),
        straightLine: z.number().describe('A straight line through the last two known'),
      }),
    )
    .describe('Published half-years that could be forecast from those before them'),
  covered: z.int().describe('How many of them lay between the two numbers that eight in ten should'),
  loss: z
    .object({ forecast: loss, naive: loss, straightLine: loss })
    .describe('How far each way was off; all are 0 where there is no half-year'),
  pastForecasts: z
    .array(
      z.object({
        financialYear: z.int().describe('The year in which it begins'),
        workedOutAt: z.string().describe('When, in UTC'),
        forecast: spread.describe('Publicly funded placements started in the year'),
        counted: z.int().describe('What was counted in the end'),
      }),
    )
    .describe('Forecasts of this service for years that are over'),
});

/** How good the forecast was on what is over. */
export const calibrationRoutes = ({
  readBackTest,
  readPastForecasts,
  now,
}: CalibrationRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/forecast/calibration',
      operationId: 'readCalibration',
      tag: 'Forecast',
      summary: 'How good the forecast was, beside simpler ways',
      permission: 'see-forecast',
      auditEvent: null,
      reply: calibration,
      refusals: {},
    },
    async (tx) => {
      const { periods, covered, loss: losses } = await readBackTest(tx);
      const past = await readPastForecasts(tx, (await now(tx)).today);
      return done({
        periods: periods.map(({ label, figure, forecast, naive, straightLine }) => ({
          ...{ label, figure, naive, straightLine, forecast: { ...forecast } },
        })),
        ...{ covered, loss: { ...losses } },
        pastForecasts: past.map(({ year, workedOutAt, forecast, counted }) => ({
          ...{ financialYear: year, workedOutAt: workedOutAt.toISOString(), counted },
          forecast: { ...forecast },
        })),
      });
    },
  ),
];
