import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText, identifier } from '../../../../platform/http/schemas.js';
import { lateKinds } from '../../domain/late-facts.js';
import { nilReasons } from '../../domain/nil-return.js';
import type { DataQuality } from '../../application/read-data-quality.js';

/** What the route needs. */
export interface DataQualityRouteDeps {
  readonly readDataQuality: (
    tx: Tx,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<DataQuality>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** What stands in the way of trusting the figures. */
export const dataQualityRoutes = ({ readDataQuality, now }: DataQualityRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/data-quality',
      operationId: 'readDataQuality',
      tag: 'Measures',
      summary:
        'Silent sites, projects that do not count, what was put right, and whether two ways of counting agree',
      permission: 'see-measures',
      auditEvent: null,
      reply: z.object({
        sites: z.int().describe('Projects that count and have a bed'),
        stale: z
          .array(
            z.object({
              projectId: identifier.describe('The project'),
              name: z.string().describe('Its name'),
              healthBoard: z.string().describe('Where it lies'),
              saidAt: z
                .string()
                .nullable()
                .describe('When it last said how many beds are free, in UTC; null for never'),
            }),
          )
          .describe('Those of them that have said nothing for a day, the longest silent first'),
        notCounted: z
          .array(
            z.object({
              projectId: identifier.describe('The project'),
              name: z.string().describe('Its name'),
              reason: z.string().nullable().describe('Why; null where nobody has decided'),
              beds: z.int().describe('Its beds that are open'),
            }),
          )
          .describe('Projects that are no residential rehabilitation today'),
        corrections: z
          .array(
            z.object({
              cause: z.string().describe('What the record calls the step'),
              of: z.enum(['referrals', 'stays']).describe('Of what'),
              facts: z.int().nullable().describe('How many, to the nearest five; null for fewer than five'),
            }),
          )
          .describe('What is counted and was put right in the last 90 days'),
        late: z
          .array(
            z.object({
              kind: z.enum(lateKinds).describe('What happened'),
              recorded: z
                .int()
                .nullable()
                .describe('How many were recorded, to the nearest five; null for fewer than five'),
              late: z
                .int()
                .nullable()
                .describe('How many of them late, to the nearest five; null for fewer than five'),
              medianDays: z
                .int()
                .nullable()
                .describe('Half of the late were recorded within so many days; null where too few were'),
            }),
          )
          .describe(
            'What was recorded in the last 90 days, and how much of it more than a week after it happened',
          ),
        quiet: z
          .object({
            month: civilDateText.describe('First day of the month before this one'),
            projects: z
              .array(
                z.object({
                  projectId: identifier.describe('The project'),
                  name: z.string().describe('Its name'),
                  reason: z.enum(nilReasons).nullable().describe('Why; null where it has told nothing'),
                  words: z.string().nullable().describe('What it said besides'),
                }),
              )
              .describe('Those that counted and had a bed, and at which nobody arrived'),
          })
          .describe('Months in which nobody arrived'),
        countedTwice: z
          .object({
            checkedAt: z.string().describe('When, in UTC'),
            questions: z.int().describe('Questions asked both ways'),
            revised: z.int().describe('Facts that had not been kept when they were recorded'),
            disagreeing: z.int().describe('Questions to which the two ways gave different answers'),
          })
          .nullable()
          .describe('The latest night; null before the first'),
      }),
      refusals: {},
    },
    async (tx) => {
      const { stale, notCounted, corrections, late, countedTwice, sites, quiet } = await readDataQuality(
        tx,
        await now(tx),
      );
      return done({
        sites,
        quiet: {
          month: quiet.month,
          projects: quiet.projects.map(({ projectId, name, said }) => ({
            ...{ projectId, name, reason: said?.reason ?? null, words: said?.words ?? null },
          })),
        },
        stale: stale.map((site) => ({ ...site, saidAt: site.saidAt?.toISOString() ?? null })),
        notCounted: notCounted.map((project) => ({ ...project })),
        corrections: corrections.map((correction) => ({ ...correction })),
        late: late.map((kind) => ({ ...kind })),
        countedTwice:
          countedTwice === null ? null : { ...countedTwice, checkedAt: countedTwice.checkedAt.toISOString() },
      });
    },
  ),
];
