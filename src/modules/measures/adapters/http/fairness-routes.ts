import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier } from '../../../../platform/http/schemas.js';
import { overrideKinds } from '../../../matching/contract.js';
import { dimensions } from '../../../referrals/contract/facts.js';
import type { FairnessReport } from '../../application/read-fairness.js';
import { areaKinds, type FairnessPolicy, type Share } from '../../domain/fairness.js';
import type { MedianWait } from '../../domain/median-wait.js';
import { quarterBefore } from '../../../../kernel/quarter.js';

type QuarterNotOver = { readonly code: 'quarter-not-over'; readonly latestOn: IsoDate };

/** What the route needs. */
export interface FairnessRouteDeps {
  readonly readFairness: (
    tx: Tx,
    scope: Scope,
    asked: IsoDate | null,
    today: IsoDate,
  ) => Promise<FairnessReport>;
  readonly fairnessPolicy: FairnessPolicy;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const share = (whose: string) =>
  z
    .object({
      told: z
        .enum(['nobody', 'fewer', 'too-few', 'share'])
        .describe(
          'Nobody referred; fewer than five, none among them; too few to tell a share of; or a share',
        ),
      referred: z.int().nullable().describe('People referred; of the country to the nearest five'),
      placed: z
        .int()
        .nullable()
        .describe('Of them placed; null where fewer than five were, or all but fewer than five'),
      share: z.number().nullable().describe('Share placed, from 0 to 1'),
      low: z.number().nullable().describe('Least share that may be true'),
      high: z.number().nullable().describe('Greatest share that may be true'),
    })
    .describe(whose);

const toShare = (told: Share) => ({
  told: told.kind,
  referred: told.kind === 'share' || told.kind === 'too-few' ? told.referred : null,
  ...(told.kind === 'share'
    ? { placed: told.placed, share: told.share, low: told.low, high: told.high }
    : { placed: null, share: null, low: null, high: null }),
});

const wait = z
  .object({
    days: z.int().nullable().describe('Days after which half had arrived; null where they had not'),
    low: z.int().nullable().describe('Least that may be true'),
    high: z.int().nullable().describe('Most that may be true; null where it may be longer than was seen'),
  })
  .nullable()
  .describe('Of the country to whole weeks; null where too few were referred or arrived');

const toWait = (told: MedianWait | null) => (told === null ? null : { ...told });

const quarterText = civilDateText.describe('First day of the quarter');
const dimension = z.enum(dimensions).describe('By what people are compared');
const group = z.string().describe('The group');

/** Who is placed, by group. Nobody is in it by name or reference. */
export const fairnessRoutes = ({
  readFairness,
  fairnessPolicy,
  now,
}: FairnessRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/fairness',
      operationId: 'readFairness',
      tag: 'Measures',
      summary: 'Who is placed and after how long, by group, and what changes of the policy did to it',
      permission: 'see-fairness',
      auditEvent: null,
      query: z.strictObject({
        quarter: civilDate.optional().describe('A day of a quarter that is over; the latest unless given'),
      }),
      reply: z.object({
        quarter: quarterText,
        endsOn: civilDateText.describe('First day after it'),
        area: z.enum(['partnership', 'country']).describe('Whose people they are'),
        placedWithinDays: z.int().describe('Somebody is placed who arrived within so many days'),
        level: z.number().describe('How sure each interval is, and all warnings together'),
        everybody: z
          .object({ now: share('In the quarter'), before: share('In the quarter before'), wait })
          .describe('Everybody together'),
        dimensions: z
          .array(
            z.object({
              dimension,
              groups: z
                .array(
                  z.object({
                    group,
                    now: share('In the quarter'),
                    before: share('In the quarter before'),
                    others: share('Everybody else, in the quarter'),
                    wait,
                    isBelowOthers: z.boolean().describe('Placed less than everybody else, not by chance'),
                    hasFallen: z.boolean().describe('Placed less than in the quarter before, not by chance'),
                  }),
                )
                .describe('Its groups'),
            }),
          )
          .describe('Every dimension'),
        besideSuggestion: z
          .object({
            made: z
              .int()
              .nullable()
              .describe('Offers made in the quarter; of the country to the nearest five, null for fewer'),
            kinds: z
              .array(
                z.object({
                  kind: z.enum(overrideKinds).describe('How they differ from what was suggested'),
                  offers: z
                    .int()
                    .nullable()
                    .describe('Offers; of the country to the nearest five, null for fewer'),
                }),
              )
              .describe('Those of them that were not what was suggested'),
          })
          .describe('Offers beside the suggestion'),
        elsewhere: z
          .object({
            everybody: share(
              'Of everybody placed, told as `referred`: those in another health board, as `placed`',
            ),
            kinds: z
              .array(
                z.object({
                  kind: z
                    .enum(areaKinds)
                    .describe('What their own area is like: islands, mostly rural mainland, or all others'),
                  share: share('The same, of those placed whose area is like that'),
                }),
              )
              .describe('Of the country; none for one partnership'),
          })
          .describe('Of those placed, who arrived in a project of another health board than their own'),
        changes: z
          .array(
            z.object({
              changeId: identifier.describe('The change of the policy'),
              inForceFrom: civilDateText.describe('First day on which it counted'),
              everybody: z
                .object({ before: share('Before the change'), after: share('After it') })
                .describe('Everybody together'),
              dimensions: z
                .array(
                  z.object({
                    dimension,
                    groups: z
                      .array(
                        z.object({
                          group,
                          before: share('Before the change'),
                          after: share('After it'),
                          hasFallen: z.boolean().describe('Placed less than before, not by chance'),
                        }),
                      )
                      .describe('Its groups'),
                  }),
                )
                .describe('Every dimension'),
            }),
          )
          .describe('Changes of the policy in the year up to the end of the quarter, the latest first'),
      }),
      refusals: {
        'quarter-not-over': {
          status: 422,
          title: 'That day lies in no quarter that is over',
          remedy: 'Give a day of a quarter that is over, from 1910 on, or leave quarter out for the latest.',
          pointer: '/query/quarter',
          detail: ({ latestOn }) => `The latest quarter that is over began on ${latestOn}.`,
        },
      } satisfies ProblemTable<QuarterNotOver>,
    },
    async (tx, { scope, query }) => {
      const { today } = await now(tx);
      const report = await readFairness(tx, scope, query.quarter ?? null, today);
      const { quarter, telling, everybody } = report;
      // The page shows the nearest there is; a program that asked for another must not take it for that.
      const asked = query.quarter ?? quarter.startsOn;
      if (asked < quarter.startsOn || asked >= quarter.endsOn) {
        return refuse({ code: 'quarter-not-over', latestOn: quarterBefore(today).startsOn });
      }
      return done({
        quarter: quarter.startsOn,
        endsOn: quarter.endsOn,
        area: telling === 'protected' ? ('country' as const) : ('partnership' as const),
        placedWithinDays: fairnessPolicy.placedWithinDays,
        level: fairnessPolicy.level,
        everybody: {
          now: toShare(everybody.now),
          before: toShare(everybody.before),
          wait: toWait(everybody.wait),
        },
        dimensions: report.dimensions.map((figures) => ({
          dimension: figures.dimension,
          groups: figures.groups.map((row) => ({
            group: row.group,
            ...{ now: toShare(row.now), before: toShare(row.before), others: toShare(row.others) },
            ...{ wait: toWait(row.wait), isBelowOthers: row.isBelowOthers, hasFallen: row.hasFallen },
          })),
        })),
        elsewhere: {
          everybody: toShare(report.elsewhere.everybody),
          kinds: report.elsewhere.kinds.map(({ kind, share: own }) => ({ kind, share: toShare(own) })),
        },
        besideSuggestion: {
          made: report.besideSuggestion.made,
          kinds: report.besideSuggestion.kinds.map((one) => ({ ...one })),
        },
        changes: report.changes.map((change) => ({
          ...{ changeId: change.changeId, inForceFrom: change.inForceFrom },
          everybody: {
            before: toShare(change.everybody.before),
            after: toShare(change.everybody.after),
          },
          dimensions: change.dimensions.map((figures) => ({
            dimension: figures.dimension,
            groups: figures.groups.map((row) => ({
              ...{ group: row.group, before: toShare(row.before), after: toShare(row.after) },
              hasFallen: row.hasFallen,
            })),
          })),
        })),
      });
    },
  ),
];
