import { z } from 'zod';

import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, wholeNumber, words } from '../../../../platform/http/schemas.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';

const figuresIn = z.strictObject({
  maximum: wholeNumber(0, 500).describe('Units that are open'),
  staffed: wholeNumber(0, 500).describe('Open and not out of service'),
  occupied: wholeNumber(0, 500).describe(
    'Somebody is in it; may pass staffed only with a note that says why, such as leave',
  ),
  reserved: wholeNumber(0, 500).describe('Promised and not yet arrived'),
  accepting: wholeNumber(0, 500).describe('Free for a new person'),
});

/** What a provider says of tonight. */
export const reportAvailability = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/availability-reports',
      operationId: 'reportAvailability',
      tag: 'Capacity',
      summary: 'Say how many beds there are tonight, or that nothing has changed',
      permission: 'keep-availability',
      auditEvent: 'capacity.availability-reported',
      replyStatus: 201,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      body: z.strictObject({
        figures: figuresIn.nullable().describe('The five figures; null says the ledger is right'),
        note: words(500).nullable().default(null).describe('Anything planners should know; no names'),
      }),
      reply: z.object({
        reportId: identifier.describe('The report'),
        figures: z.record(z.string(), z.int()).describe('What was recorded'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'no-beds-recorded': {
          status: 409,
          title: 'No beds are recorded for this project',
          remedy: 'Send the five figures themselves, or take the beds in first.',
          pointer: '/figures',
        },
        'figures-do-not-add-up': {
          status: 422,
          title: 'The figures cannot all be right',
          remedy:
            'Staffed is at most maximum; occupied at most staffed, unless the note says why; reserved at most what is then left of staffed; accepting at most what is left after both.',
        },
      },
    },
    async (tx, { params, body, scope, actor }) => {
      const { today } = await deps.now(tx);
      return deps.reportAvailability(tx, scope, { ...params, ...body, today, memberId: actor.memberId });
    },
  );
