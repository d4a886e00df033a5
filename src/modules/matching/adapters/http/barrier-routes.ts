import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDate, civilDateText } from '../../../../platform/http/schemas.js';
import type { ToldBarriers } from '../../application/barriers.js';

/** What the route of barriers needs. */
export interface BarrierRouteDeps {
  readonly readBarriers: (tx: Tx, scope: Scope, on: IsoDate) => Promise<ToldBarriers | null>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const count = (what: string) =>
  z
    .int()
    .nullable()
    .describe(`${what}; of the country to the nearest five, and null where they are fewer than five`);

/** What holds people back, counted by taking one barrier away at a time. Nobody is in it by name or reference. */
export const barrierRoutes = ({ readBarriers, now }: BarrierRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/matching/barriers',
      operationId: 'readBarriers',
      tag: 'Matching',
      summary: 'How many more people would have a place without each single barrier',
      permission: 'see-barriers',
      auditEvent: null,
      query: z.strictObject({
        on: civilDate.optional().describe('The latest count of this day or before it; today unless given'),
      }),
      reply: z.object({
        dayOn: civilDateText.describe('The day that was counted'),
        countedAt: z.string().describe('When, in UTC'),
        policyVersion: z.string().describe('The matching policy by which places were given'),
        area: z.enum(['partnership', 'country']).describe('Whose list it is'),
        waiting: count('People who wait with nothing offered or booked'),
        placed: count('Of those, people who are suggested a place'),
        barriers: z
          .array(
            z.object({
              barrier: z.string().describe('The barrier'),
              name: z.string().describe('Its name'),
              asIf: z.string().describe('What is taken as if, for everybody'),
              whoCouldAct: z.string().describe('Who could lower it'),
              wouldHavePlace: count('People who would have a place if it alone were gone'),
              wouldLosePlace: count('People whose place would then go to somebody ahead of them'),
            }),
          )
          .describe('What holds most people back first'),
      }),
      refusals: {
        'barriers-not-counted': {
          status: 404,
          title: 'Nothing was counted on that day or before it',
          remedy:
            'Ask for a later day; barriers are counted once a day, soon after the first run of the matcher.',
          pointer: '/on',
        },
      },
    },
    async (tx, { scope, query }) => {
      const told = await readBarriers(tx, scope, query.on ?? (await now(tx)).today);
      if (told === null) return refuse({ code: 'barriers-not-counted' });
      const { study, isCountry, waiting, placed, barriers } = told;
      return done({
        dayOn: study.dayOn,
        countedAt: study.countedAt.toISOString(),
        policyVersion: study.policyVersion,
        area: isCountry ? ('country' as const) : ('partnership' as const),
        waiting,
        placed,
        barriers: barriers.map(({ key, name, asIf, whoCouldAct, gain, lose }) => ({
          ...{ barrier: key, name, asIf, whoCouldAct },
          ...{ wouldHavePlace: gain, wouldLosePlace: lose },
        })),
      });
    },
  ),
];
