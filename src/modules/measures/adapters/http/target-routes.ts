import { z } from 'zod';

import { financialYear, financialYearOf } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type {
  EndTargetRefusal,
  makeEndTarget,
  makeSetTarget,
  TargetRepository,
} from '../../application/targets.js';
import { measureIds } from '../../domain/measure.js';
import type { TargetRefusal } from '../../domain/target.js';

/** What the routes of targets need. */
export interface TargetRouteDeps {
  readonly setTarget: ReturnType<typeof makeSetTarget>;
  readonly endTarget: ReturnType<typeof makeEndTarget>;
  readonly listTargets: TargetRepository['list'];
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const year = z.int('Give the year in which it begins, such as 2026.').min(2000).max(2190);

/** What a target says, as both the route and the form read it. */
export const targetBody = z.strictObject({
  name: words(200).describe('What it is called'),
  measureId: z.enum(measureIds).describe('The measure it is a level of'),
  level: z.int().min(1).max(1_000_000).describe('How many in a financial year'),
  fromYear: year.describe('The first financial year, by the year in which it begins'),
  toYear: year.nullable().default(null).describe('The last one; null while no end is known'),
  source: words(500).describe('Who set it, and where it can be read'),
});

const problems: ProblemTable<TargetRefusal> = {
  'target-not-of-a-count': {
    status: 422,
    title: 'Only a measure that is a number of something can have a target',
    remedy: 'Choose a measure whose shape is count.',
    pointer: '/measureId',
  },
  'target-ends-before-it-begins': {
    status: 422,
    title: 'The target would end before it begins',
    remedy: 'Give a toYear that is not before fromYear.',
    pointer: '/toYear',
  },
  'target-too-far-ahead': {
    status: 422,
    title: 'The target lies too far ahead',
    remedy: 'Give years up to latestYear.',
    pointer: '/fromYear',
  },
  'target-overlaps': {
    status: 409,
    title: 'The measure has a target in some of these years',
    remedy: 'End that one first, or give years after it.',
    pointer: '/fromYear',
  },
};

const endProblems: ProblemTable<EndTargetRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'target-ends-before-it-begins': problems['target-ends-before-it-begins'],
  'target-ended-already': {
    status: 409,
    title: 'The target has an end',
    remedy: 'Nothing needs doing. Set another for the years after toYear.',
  },
};

const set = z.object({
  targetId: identifier.describe('The target'),
  version: z.int().describe('Its version'),
});

/** Targets: which there are, setting one, and ending one. */
export const targetRoutes = (deps: TargetRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/targets',
      operationId: 'listTargets',
      tag: 'Measures',
      summary: 'Every target, with its measure, its financial years and its source',
      permission: 'see-measures',
      auditEvent: null,
      reply: z.object({
        targets: z
          .array(
            z.object({
              targetId: identifier.describe('The target'),
              name: z.string().describe('What it is called'),
              measureId: z.string().describe('The measure it is a level of'),
              level: z.int().describe('How many in a financial year'),
              fromYear: z.int().describe('The first financial year, by the year in which it begins'),
              toYear: z.int().nullable().describe('The last one; null while no end is known'),
              source: z.string().describe('Who set it'),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('By measure and year'),
      }),
      refusals: {},
    },
    async (tx) => done({ targets: (await deps.listTargets(tx)).map((target) => ({ ...target })) }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/targets',
      operationId: 'setTarget',
      tag: 'Measures',
      summary: 'Set a target for some financial years',
      permission: 'set-targets',
      auditEvent: 'measures.target-set',
      body: targetBody,
      reply: set,
      replyStatus: 201,
      refusals: problems,
    },
    async (tx, { actor, body }) =>
      deps.setTarget(tx, {
        memberId: actor.memberId,
        thisYear: financialYearOf((await deps.now(tx)).today),
        target: {
          ...body,
          fromYear: financialYear(body.fromYear),
          toYear: body.toYear === null ? null : financialYear(body.toYear),
        },
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/targets/{targetId}/end',
      operationId: 'endTarget',
      tag: 'Measures',
      summary: 'Say which financial year is the last of a target',
      permission: 'set-targets',
      auditEvent: 'measures.target-ended',
      needsVersion: true,
      params: z.strictObject({ targetId: identifier.describe('The target') }),
      body: z.strictObject({
        toYear: year.describe('The last financial year, by the year in which it begins'),
      }),
      reply: set,
      refusals: endProblems,
    },
    (tx, { params: { targetId }, body: { toYear }, expectedVersion }) =>
      deps.endTarget(tx, { targetId, expectedVersion, toYear: financialYear(toYear) }),
  ),
];
