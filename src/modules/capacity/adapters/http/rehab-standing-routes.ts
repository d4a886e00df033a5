import { z } from 'zod';

import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, identifier, words } from '../../../../platform/http/schemas.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';
import { notAPeriod, standing } from './capacity-schemas.js';

/** The decision whether a project counts as residential rehabilitation, from a day on. */
export const setRehabStanding = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/rehab-standings',
      operationId: 'setRehabStanding',
      tag: 'Capacity',
      summary: 'Decide whether a project counts as residential rehabilitation, from a day on, and why',
      permission: 'set-rehab-standing',
      auditEvent: 'capacity.rehab-standing-set',
      needsVersion: true,
      replyStatus: 201,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      body: z.strictObject({
        countsAsResidentialRehab: z.boolean().describe('Whether placements there count'),
        fromOn: civilDate.describe('First day on which it holds'),
        toOn: civilDate
          .nullable()
          .default(null)
          .describe('First day on which it no longer holds; null for no end'),
        reason: words(500).describe('Why, with the source of the decision'),
        correctsThePast: z
          .boolean()
          .default(false)
          .describe('Must be true when the first day has gone by: counts already given change with it'),
      }),
      reply: z.object({
        projectId: identifier.describe('The project'),
        version: z.int().describe('Its version'),
        standings: z.array(standing).describe('All of them as they now stand, in order'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
        'dates-not-a-period': notAPeriod,
        'begins-too-far-ahead': {
          status: 422,
          title: 'The decision would begin too far ahead',
          remedy: 'Give latestOn or an earlier day, a year from today at most.',
          pointer: '/fromOn',
        },
        'ends-too-far-ahead': {
          status: 422,
          title: 'The decision would end too far ahead',
          remedy: 'Give latestOn or an earlier day, or null for no end.',
          pointer: '/toOn',
        },
        'changes-the-past': {
          status: 409,
          title: 'This would change what has counted already',
          remedy: 'Give today or a later day, or say correctsThePast: the correction is recorded as one.',
          pointer: '/fromOn',
        },
      },
    },
    async (tx, { params, body, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.setRehabStanding(tx, {
        ...params,
        ...body,
        expectedVersion,
        today,
        memberId: actor.memberId,
      });
    },
  );
