import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import {
  mappingOf,
  type Extract,
  type ExtractDefinition,
  type ExtractRefusal,
  type TakeExtract,
} from '../../application/take-extract.js';

/** What the routes of extracts need. */
export interface ExtractRouteDeps {
  readonly definition: ExtractDefinition;
  readonly takeExtract: TakeExtract;
  /** An extract as a file. */
  readonly writeExtract: (definition: ExtractDefinition, extract: Extract) => string;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const problems = {
  'not-found': commonProblems['not-found'],
  'month-not-over': {
    status: 409,
    title: 'The month is not over',
    remedy: 'Take it from overOn on: until then the same month would be told differently every day.',
    detail: ({ overOn }) => `It can be taken from ${overOn} on.`,
    pointer: '/params/month',
  },
  'extract-too-large': {
    status: 409,
    title: 'There are more placements in that month than there can be',
    remedy: 'Tell whoever runs the service: it stands for a fault in the records, and nothing was cut off.',
  },
} as const satisfies ProblemTable<ExtractRefusal>;

const written = (
  { definition, writeExtract }: ExtractRouteDeps,
  outcome: Awaited<ReturnType<TakeExtract>>,
): Outcome<string, ExtractRefusal> => (outcome.ok ? done(writeExtract(definition, outcome.value)) : outcome);

/** The monthly extract of placements, and what it holds. */
export const extractRoutes = (deps: ExtractRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/extracts/mapping',
      operationId: 'readExtractMapping',
      tag: 'For other systems',
      summary: 'What a monthly extract holds, and which question of a national dataset each column answers',
      permission: 'see-measures',
      auditEvent: null,
      reply: z.object({
        version: z.int().describe('Version of the mapping'),
        isOfficialFormat: z.literal(false).describe('Whether it is the official format: it is not'),
        notice: z.string().describe('Why not'),
        mapping: z
          .array(
            z.object({
              column: z.string().nullable().describe('The column; null where there is none'),
              question: z.string().describe('What the dataset must be able to answer'),
              derivation: z.string().describe('How it is worked out here, or why it is not'),
              status: z.string().describe('answered, partly, not told or not kept'),
            }),
          )
          .describe('In the order of the columns'),
      }),
      refusals: {},
    },
    () => {
      const { definition } = deps;
      return Promise.resolve(
        done({
          version: definition.version,
          isOfficialFormat: false as const,
          notice: definition.notice,
          mapping: mappingOf(definition).map(({ column, question, derivation, status }) => ({
            ...{ column, question, derivation, status },
          })),
        }),
      );
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/extracts/{month}',
      operationId: 'takeNationalExtract',
      tag: 'For other systems',
      summary:
        'Placements of a month that is over, one a row, as CSV; not the official format of any dataset',
      permission: 'take-extracts',
      auditEvent: null,
      auditedRead: { subject: 'national-extract', param: 'month' },
      mediaType: 'text/csv',
      fileName: ({ month = '' }) => `placements-${month}.csv`,
      params: z.strictObject({
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Name a month as year and number, such as 2026-10.')
          .describe('Year and number of the month, such as 2026-10'),
      }),
      reply: z
        .string()
        .describe('A CSV file: lines that begin with # say what it is; then a heading and rows'),
      refusals: problems,
    },
    async (tx, { params: { month } }) => written(deps, await deps.takeExtract(tx, month, await deps.now(tx))),
  ),
];
