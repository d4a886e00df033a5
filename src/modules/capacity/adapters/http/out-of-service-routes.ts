import { z } from 'zod';

import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { MarkOutOfServiceRefusal } from '../../application/mark-out-of-service.js';
import { outOfServiceReasons } from '../../domain/out-of-service.js';
import { notAPeriod } from './capacity-schemas.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';

const closureProblems: ProblemTable<MarkOutOfServiceRefusal> = {
  'not-found': commonProblems['not-found'],
  'dates-not-a-period': notAPeriod,
  'past-nights-not-confirmed': {
    status: 422,
    title: 'Some of these nights have gone by',
    remedy:
      'Send confirmsPastNights: true if the bed could really not be used on them: the figures of those days change. Otherwise begin today.',
    pointer: '/confirmsPastNights',
    detail: ({ nights, today }) => `Nights gone by: ${nights}. Today is ${today}.`,
  },
  'bed-not-open': {
    status: 409,
    title: 'The bed is not open on all of these nights',
    remedy: 'Choose nights between the opening and the closing of the bed.',
    pointer: '/fromOn',
  },
  'nights-in-use': {
    status: 409,
    title: 'Somebody holds or has some of these nights',
    remedy: 'Move or end what is named in inTheWay first, or choose other nights.',
    pointer: '/fromOn',
    detail: ({ inTheWay }) =>
      `In the way: ${inTheWay.map(({ kind, fromOn, toOn }) => `${kind} from ${fromOn} until ${toOn}`).join('; ')}.`,
  },
};

/** Taking a bed out of service. */
export const markOutOfService = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/out-of-service-periods',
      operationId: 'markOutOfService',
      tag: 'Capacity',
      summary: 'Take a bed out of service for whole nights',
      permission: 'keep-availability',
      auditEvent: 'capacity.bed-marked-out-of-service',
      replyStatus: 201,
      body: z.strictObject({
        bedId: identifier.describe('The unit'),
        fromOn: civilDate.describe('First night out of service'),
        toOn: civilDate.describe('First night back in service'),
        reason: z.enum(outOfServiceReasons).describe('Why'),
        note: words(500)
          .nullable()
          .default(null)
          .describe('Anything staff should know; no names of residents'),
        confirmsPastNights: z
          .boolean()
          .default(false)
          .describe(
            'Needed where fromOn has gone by: the bed could really not be used on those nights, and the figures of those days change',
          ),
      }),
      reply: z.object({
        outOfServiceId: identifier.describe('The period'),
        version: z.int().describe('Its version'),
      }),
      refusals: closureProblems,
    },
    (tx, { body, scope, actor }) => deps.markOutOfService(tx, scope, { ...body, memberId: actor.memberId }),
  );

/** Putting it back. */
export const cancelOutOfService = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/out-of-service-periods/{outOfServiceId}/cancellation',
      operationId: 'cancelOutOfService',
      tag: 'Capacity',
      summary: 'Put a bed back in service: from tonight on, or for the whole of a period that has not begun',
      permission: 'keep-availability',
      auditEvent: 'capacity.out-of-service-cancelled',
      needsVersion: true,
      params: z.strictObject({ outOfServiceId: identifier.describe('The period') }),
      reply: z.object({
        outOfServiceId: identifier.describe('The period'),
        version: z.int().describe('Its version'),
        state: z.enum(['planned', 'cancelled']).describe('planned: the nights gone by stay out of service'),
        toOn: civilDateText.describe('First night back in service'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
        'already-cancelled': {
          status: 409,
          title: 'The bed is already back in service',
          remedy: 'Nothing needs doing.',
        },
        'out-of-service-is-over': {
          status: 409,
          title: 'The bed has been back in service since the period ended',
          remedy: 'Nothing needs doing: nights gone by stay as they were.',
        },
      },
    },
    async (tx, { params, scope, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      const command = { ...params, expectedVersion, today, memberId: actor.memberId };
      return deps.cancelOutOfService(tx, scope, command);
    },
  );
