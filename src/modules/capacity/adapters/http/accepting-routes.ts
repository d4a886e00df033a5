import { z } from 'zod';

import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';

/** A provider's switch: whether a project takes referrals. */
export const setAccepting = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/accepting',
      operationId: 'setAccepting',
      tag: 'Capacity',
      summary: 'Say whether a project takes referrals, and why not',
      permission: 'keep-availability',
      auditEvent: 'capacity.accepting-changed',
      needsVersion: true,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      body: z.strictObject({
        isAccepting: z.boolean().describe('Whether new people may be suggested for and offered its beds'),
        reason: words(500)
          .nullable()
          .default(null)
          .describe('Why; needed when it takes none. Everybody who looks for a place reads it: no names'),
      }),
      reply: z.object({
        projectId: identifier.describe('The project'),
        version: z.int().describe('Its version'),
        isAccepting: z.boolean().describe('Whether it takes referrals now'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
        'reason-missing': {
          status: 422,
          title: 'A project that takes no referrals says why',
          remedy: 'Write a reason, without naming anybody.',
          pointer: '/reason',
        },
        'nothing-changes': {
          status: 409,
          title: 'That is how it stands already',
          remedy: 'Nothing needs doing.',
        },
      },
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.setAccepting(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  );
