import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type { makeSayNil, NilReturnRefusal } from '../../application/nil-returns.js';
import { nilReasons, type QuietMonth } from '../../domain/nil-return.js';

/** What the routes need. */
export interface NilReturnRouteDeps {
  readonly listQuietMonths: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly QuietMonth[]>;
  readonly sayNil: ReturnType<typeof makeSayNil>;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Name a month as year and number, such as 2026-10.')
  .meta({ description: 'The month, such as 2026-10', examples: ['2026-10'] });

/** Months in which nobody arrived at the provider's own projects, and why. */
export const nilReturnRoutes = ({ listQuietMonths, sayNil, now }: NilReturnRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/nil-returns',
      operationId: 'listQuietMonths',
      tag: 'Measures',
      summary: 'The latest months in which nobody arrived at your projects, with what was said of why',
      permission: 'keep-availability',
      auditEvent: null,
      reply: z.object({
        months: z
          .array(
            z.object({
              projectId: identifier.describe('The project'),
              name: z.string().describe('Its name'),
              month,
              reason: z
                .enum(nilReasons)
                .nullable()
                .describe('Why nobody arrived; null where nothing was said'),
              words: z.string().nullable().describe('What was said besides'),
            }),
          )
          .describe('The latest first'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const quiet = await listQuietMonths(tx, scope, (await now(tx)).today);
      return done({
        months: quiet.map(({ projectId, name, month: on, said }) => ({
          ...{ projectId, name, month: on.slice(0, 7) },
          ...{ reason: said?.reason ?? null, words: said?.words ?? null },
        })),
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/nil-returns',
      operationId: 'sayNobodyArrived',
      tag: 'Measures',
      summary: 'Say why nobody arrived at a project in a month that is over',
      permission: 'keep-availability',
      auditEvent: 'measures.nil-return-said',
      replyStatus: 201,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      body: z.strictObject({
        month,
        reason: z.enum(nilReasons).describe('Why nobody arrived'),
        words: words(500)
          .nullable()
          .default(null)
          .describe('What planners should know besides, without names; needed where the reason is other'),
      }),
      reply: z.object({ projectId: identifier.describe('The project'), month }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'month-still-runs': {
          status: 422,
          title: 'That month is not over',
          remedy: 'Say it once the month is over.',
          pointer: '/month',
          detail: ({ latest }) => `The latest that is over is ${latest}.`,
        },
        'say-which-reason': {
          status: 422,
          title: 'Another reason needs words',
          remedy: 'Say in words which reason it is.',
          pointer: '/words',
        },
        'month-not-quiet': {
          status: 409,
          title: 'There is nothing to say of that month',
          remedy: 'Somebody arrived in it, or the project did not count or had no bed. Nothing needs doing.',
          pointer: '/month',
        },
        'nil-said-already': {
          status: 409,
          title: 'It has been said why nobody arrived in that month',
          remedy: 'Nothing needs doing.',
          pointer: '/month',
        },
      } satisfies ProblemTable<NilReturnRefusal>,
    },
    async (tx, { params, body, scope, actor }) => {
      const { today } = await now(tx);
      return sayNil(
        tx,
        scope,
        {
          ...params,
          month: isoDate(`${body.month}-01`),
          reason: body.reason,
          words: body.words,
          memberId: actor.memberId,
        },
        today,
      );
    },
  ),
];
