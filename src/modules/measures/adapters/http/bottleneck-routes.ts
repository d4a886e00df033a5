import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { ProblemTable } from '../../../../platform/http/problem.js';
import { civilDateText } from '../../../../platform/http/schemas.js';
import type { Bottleneck, BottleneckRefusal } from '../../application/read-bottleneck.js';
import { waitingStages } from '../../domain/days-waited.js';
import { nightCauses } from '../../domain/nights-lost.js';

/** What the route needs. */
export interface BottleneckRouteDeps {
  readonly readBottleneck: (
    tx: Tx,
    scope: Scope,
    month: string | null,
    today: IsoDate,
  ) => Promise<Outcome<Bottleneck, BottleneckRefusal>>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** Where bed-nights and days of waiting were lost in a month. */
export const bottleneckRoutes = ({ readBottleneck, now }: BottleneckRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/flow/bottleneck',
      operationId: 'readBottleneck',
      tag: 'Measures',
      summary: 'Bed-nights lost by cause and days waited by stage, in a month',
      permission: 'see-flow',
      auditEvent: null,
      query: z.strictObject({
        month: z
          .string()
          .max(10)
          .optional()
          .describe('Such as 2026-10; the latest of which a night has gone by when left out'),
      }),
      reply: z.object({
        month: z.string().describe('The month'),
        toOn: civilDateText.describe('The first night that is not in it: of a month that runs, today'),
        available: z.int().describe('Bed-nights there were, of beds that count in the whole country'),
        used: z.int().describe('Bed-nights in which somebody slept'),
        lost: z
          .array(
            z.object({
              cause: z.enum(nightCauses).describe('Why nobody slept there'),
              nights: z.int().describe('Bed-nights'),
            }),
          )
          .describe('The rest, by cause, the most first'),
        area: z.enum(['partnership', 'country']).describe('Whose days of waiting they are'),
        waitingTo: civilDateText
          .nullable()
          .describe(
            'The first day that is not in the days of waiting; null where the country’s are not told yet',
          ),
        waiting: z
          .array(
            z.object({
              stage: z.enum(waitingStages).describe('What was waited for'),
              people: z
                .int()
                .nullable()
                .describe('People who waited; of the country to the nearest five, null for fewer than five'),
              days: z
                .int()
                .nullable()
                .describe('Days in all; of the country to the nearest ten, null where too few people waited'),
              daysAway: z.int().nullable().describe('Days beside them on which the people could not go'),
            }),
          )
          .describe('In the order of the way; none where none are told yet'),
      }),
      refusals: {
        'no-such-month': {
          status: 422,
          title: 'That is no month',
          remedy: 'Give a year and a month, such as 2026-10.',
          pointer: '/query/month',
        },
        'month-not-begun': {
          status: 422,
          title: 'No night of that month has gone by',
          remedy: 'Give an earlier month.',
          pointer: '/query/month',
          detail: ({ latest }) => `The latest is ${latest}.`,
        },
      } satisfies ProblemTable<BottleneckRefusal>,
    },
    async (tx, { scope, query }) => {
      const found = await readBottleneck(tx, scope, query.month ?? null, (await now(tx)).today);
      if (!found.ok) return found;
      const { month, toOn, available, used, lost, telling, waiting, waitingTo } = found.value;
      return done({
        ...{ month, toOn, waitingTo, available, used, lost: lost.map((one) => ({ ...one })) },
        area: telling === 'protected' ? ('country' as const) : ('partnership' as const),
        waiting: waiting.map((one) => ({ ...one })),
      });
    },
  ),
];
