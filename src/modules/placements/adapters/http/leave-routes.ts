import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { PlacementRepository } from '../../application/ports.js';
import type { LeaveRepository, makeRecordLeave, makeRecordReturn } from '../../application/record-leave.js';
import { leaveReasons } from '../../domain/leave.js';
import { placementProblems } from './placement-problems.js';

/** What the routes of leave need. */
export interface LeaveRouteDeps {
  readonly placements: Pick<PlacementRepository, 'find'>;
  readonly readLeaves: (tx: Tx, placementId: string) => ReturnType<LeaveRepository['read']>;
  readonly recordLeave: ReturnType<typeof makeRecordLeave>;
  readonly recordReturn: ReturnType<typeof makeRecordReturn>;
}

const placementParams = z.strictObject({ placementId: identifier.describe('The placement') });
const recorded = z.object({
  placementId: identifier.describe('The placement'),
  leaveId: identifier.describe('The leave'),
  version: z.int().describe('Its version now'),
});

/** Nights away from a bed that is kept. */
export const leaveRoutes = (deps: LeaveRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/leaves',
      operationId: 'listLeaves',
      tag: 'Placements',
      summary: 'Nights away during one stay, first to last',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: placementParams,
      reply: z.object({
        leaves: z
          .array(
            z.object({
              leaveId: identifier.describe('The leave'),
              fromOn: civilDateText.describe('First night away'),
              backExpectedOn: civilDateText.describe('The day they are expected back'),
              returnedOn: civilDateText.nullable().describe('The day they came back; null until then'),
              reason: z.enum(leaveReasons).describe('Why'),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('A stay has a handful'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const placement = await deps.placements.find(tx, scope, params.placementId);
      if (placement === null) return refuse({ code: 'not-found' });
      const leaves = await deps.readLeaves(tx, params.placementId);
      return done({ leaves: leaves.map((leave) => ({ ...leave })) });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/leaves',
      operationId: 'recordLeave',
      tag: 'Placements',
      summary: 'Somebody who is here is away for some nights; the bed is kept',
      permission: 'run-placements',
      auditEvent: 'placements.leave-recorded',
      replyStatus: 201,
      params: placementParams,
      body: z.strictObject({
        fromOn: civilDate.describe('First night away'),
        backExpectedOn: civilDate.describe('The day they are expected back'),
        reason: z.enum(leaveReasons).describe('Why'),
        note: words(500).nullable().default(null).describe('What else should be known'),
      }),
      reply: recorded,
      refusals: placementProblems.leave,
    },
    (tx, { params, body, scope, actor }) =>
      deps.recordLeave(tx, scope, { ...params, ...body, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/return',
      operationId: 'recordReturn',
      tag: 'Placements',
      summary: 'Somebody on leave is back',
      permission: 'run-placements',
      auditEvent: 'placements.return-recorded',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({ returnedOn: civilDate.describe('The day they came back') }),
      reply: recorded,
      refusals: placementProblems.comingBack,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.recordReturn(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),
];
