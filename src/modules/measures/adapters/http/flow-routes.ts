import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import type { ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText } from '../../../../platform/http/schemas.js';
import { dimensions } from '../../../referrals/contract/facts.js';
import type { Flow, FlowAsked, FlowRefusal } from '../../application/read-flow.js';
import { cohortStages, noes } from '../../domain/cohort.js';
import type { ToldStep } from '../../domain/told-cohort.js';
import type { ToldDays } from '../../domain/told-measure.js';

/** What the routes need. */
export interface FlowRouteDeps {
  readonly readFlow: (
    tx: Tx,
    scope: Scope,
    asked: FlowAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<Outcome<Flow, FlowRefusal>>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** Rows as comma-separated values, the first the headings. */
  readonly writeCsv: (rows: readonly (readonly (string | number)[])[]) => string;
}

const query = z.strictObject({
  period: z
    .string()
    .max(10)
    .optional()
    .describe(
      'When they were referred: the year in which a financial year begins, such as 2026, or the first day of a quarter, such as 2026-07-01; this financial year when left out',
    ),
  asAt: civilDate
    .optional()
    .describe('Followed to the end of that day, as it was known then; to now when left out'),
});

const refusals = {
  'no-such-period': {
    status: 422,
    title: 'That is no financial year and no quarter',
    remedy: 'Give a year such as 2026, or the first day of January, April, July or October.',
    pointer: '/query/period',
  },
  'period-not-begun': {
    status: 422,
    title: 'That period has not begun',
    remedy: 'Give a period that has begun.',
    pointer: '/query/period',
    detail: ({ beginsOn }) => `It begins on ${beginsOn}.`,
  },
  'as-at-not-over': {
    status: 422,
    title: 'That day is not over for the record',
    remedy: 'Give a day before today, or leave it out for what is known now.',
    pointer: '/query/asAt',
    detail: ({ latestOn }) => `The latest is ${latestOn}.`,
  },
  'as-at-before-records': {
    status: 422,
    title: 'What was known on that day was not kept',
    remedy: 'Give a day from the earliest on.',
    pointer: '/query/asAt',
    detail: ({ earliestOn }) => `The earliest is ${earliestOn}.`,
  },
} satisfies ProblemTable<FlowRefusal>;

const people = (what: string) =>
  z
    .int()
    .nullable()
    .describe(`${what}; of the country to the nearest five, null for fewer than five or none`);
const stage = z.enum(cohortStages);
const days = (whose: string) =>
  z
    .object({
      n: people('How many waits'),
      lowerDays: z.int().nullable().describe('A quarter waited at most so many days; null where too few'),
      medianDays: z.int().nullable().describe('Half waited at most so many days; null where too few'),
      upperDays: z.int().nullable().describe('Three quarters did; null where too few'),
    })
    .describe(whose);

const middle = {
  n: people('How many arrived'),
  medianDays: z.int().nullable().describe('Half of them arrived within so many days; null where too few'),
  low: z.int().nullable().describe('Least that may be true, with 95% certainty'),
  high: z.int().nullable().describe('Most that may be true'),
};

const toDays = (told: ToldDays) => ({ ...told });

const toStep = ({ completed, running, dropOuts, waitingFor, ...step }: ToldStep) => ({
  ...step,
  dropOuts: dropOuts.map(({ code, n }) => ({ reason: code, n })),
  waitingFor: waitingFor.map(({ code, n }) => ({ lastAnswer: code, n })),
  ...{ completed: toDays(completed), running: toDays(running) },
});

const csvHeadings = [
  ...['stage_before', 'stage', 'reached_before', 'reached', 'still_there', 'went_no_further'],
  ...['days_completed_lower', 'days_completed_median', 'days_completed_upper'],
  ...['days_running_lower', 'days_running_median', 'days_running_upper', 'referred_in', 'followed_to'],
];

/** How people referred in a period got on, stage by stage. Nobody is in it by name or reference. */
export const flowRoutes = ({ readFlow, now, writeCsv }: FlowRouteDeps): readonly Route[] => {
  const read = async (tx: Tx, scope: Scope, asked: z.output<typeof query>) =>
    readFlow(tx, scope, { period: asked.period ?? null, asAtOn: asked.asAt ?? null }, await now(tx));
  return [
    defineRoute(
      {
        method: 'get',
        path: '/api/flow',
        operationId: 'readFlow',
        tag: 'Measures',
        summary:
          'People referred in a period, followed stage by stage: how far, how fast, and where they were lost',
        permission: 'see-flow',
        auditEvent: null,
        query,
        reply: z.object({
          period: z.string().describe('The period as it is asked for'),
          fromOn: civilDateText.describe('First day of it'),
          toOn: civilDateText.describe('First day after it'),
          area: z.enum(['partnership', 'country']).describe('Whose people they are'),
          followedTo: civilDateText.describe('Last day to which they are followed'),
          referred: people('Referrals received in the period'),
          steps: z
            .array(
              z.object({
                from: stage.describe('The stage before'),
                to: stage.describe('The stage'),
                reachedBefore: people('How many reached the stage before'),
                reached: people('How many of them reached this one'),
                share: z.number().nullable().describe('Share of them, from 0 to 1; null where too few'),
                droppedOut: people('How many went no further'),
                dropOuts: z
                  .array(
                    z.object({
                      reason: z.string().describe('Why, as the record calls it; `rare` for those of too few'),
                      n: people('How many'),
                    }),
                  )
                  .describe('Why they went no further'),
                stillHere: people('How many still may go on'),
                waitingFor: z
                  .array(
                    z.object({
                      lastAnswer: z
                        .enum([...noes, 'no-answer-yet', 'rare'])
                        .describe('The last no since the stage before; `rare` for those of too few'),
                      n: people('How many'),
                    }),
                  )
                  .describe('What those who still may go on were told last'),
                completed: days('Days from the stage before, of those who reached this one'),
                running: days('Days since the stage before, of those who still may go on'),
              }),
            )
            .describe('Every step; who reached a stage reached the next, dropped out or is still there'),
          waits: z
            .object({
              everybody: z.object(middle).describe('Everybody together'),
              dimensions: z
                .array(
                  z.object({
                    dimension: z.enum(dimensions).describe('By what people are grouped'),
                    groups: z
                      .array(z.object({ group: z.string().describe('The group'), ...middle }))
                      .describe('Its groups'),
                  }),
                )
                .describe('Every dimension; the area for the country only'),
            })
            .describe('Days from referral to arrival, of those who arrived'),
        }),
        refusals,
      },
      async (tx, { scope, query: asked }) => {
        const found = await read(tx, scope, asked);
        if (!found.ok) return found;
        const { period, telling, followedTo, referred, steps, waits } = found.value;
        return done({
          ...{ period: period.key, fromOn: period.fromOn, toOn: period.toOn, followedTo, referred },
          area: telling === 'protected' ? ('country' as const) : ('partnership' as const),
          steps: steps.map(toStep),
          waits: {
            everybody: { ...waits.everybody },
            dimensions: waits.dimensions.map(({ dimension, groups }) => ({
              dimension,
              groups: groups.map((wait) => ({ ...wait })),
            })),
          },
        });
      },
    ),
    defineRoute(
      {
        method: 'get',
        path: '/api/flow/table',
        operationId: 'readFlowTable',
        tag: 'Measures',
        summary: 'The same as a file of comma-separated values',
        permission: 'see-flow',
        auditEvent: null,
        mediaType: 'text/csv',
        fileName: () => 'flow.csv',
        query,
        reply: z.string().describe('Rows of comma-separated values, the first of them the headings'),
        refusals,
      },
      async (tx, { scope, query: asked }) => {
        const found = await read(tx, scope, asked);
        if (!found.ok) return found;
        const { period, followedTo, steps } = found.value;
        // "Protected" stands where a number is not told, so that an empty cell is never taken for nought.
        const written = (value: number | null): string | number => value ?? 'protected';
        const daysOf = ({ n, lowerDays, medianDays, upperDays }: ToldDays): readonly (string | number)[] =>
          n === 0 ? ['', '', ''] : [lowerDays, medianDays, upperDays].map(written);
        return done(
          writeCsv([
            csvHeadings,
            ...steps.map((step) => [
              ...[step.from, step.to],
              ...[step.reachedBefore, step.reached, step.stillHere, step.droppedOut].map(written),
              ...daysOf(step.completed),
              ...daysOf(step.running),
              ...[period.key, followedTo],
            ]),
          ]),
        );
      },
    ),
  ];
};
