import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  paging,
  typedReference,
  words,
} from '../../../../platform/http/schemas.js';
import type {
  ListRepairable,
  makePreviewRepair,
  RepairableStay,
  RepairPreview,
} from '../../application/preview-repair.js';
import type {
  makeConfirmRepair,
  makeProposeRepair,
  makeReturnRepair,
} from '../../application/repair-stay.js';
import { endReasons } from '../../domain/placement.js';
import { repairKinds, type Ending, type RecordedEnd } from '../../domain/repair.js';
import { repairProblems } from './repair-problems.js';

/** What the routes of repairs need. */
export interface RepairRouteDeps {
  readonly listRepairable: ListRepairable;
  readonly previewRepair: ReturnType<typeof makePreviewRepair>;
  readonly proposeRepair: ReturnType<typeof makeProposeRepair>;
  readonly confirmRepair: ReturnType<typeof makeConfirmRepair>;
  readonly returnRepair: ReturnType<typeof makeReturnRepair>;
}

const ofPlacement = z.strictObject({ placementId: identifier.describe('The placement') });
const ofRepair = z.strictObject({ repairId: identifier.describe('The repair') });
const kind = z
  .enum(repairKinds)
  .describe(
    'arrival_undone: nobody came; arrival_day: they came on dayOn; leaving_undone: nobody left, nor died; leaving_day: they left on dayOn; leaving_reason: they left as endKind and endReason say; death_undone: they left, and live',
  );
const dayOn = civilDate.optional().describe('The true day, for arrival_day and leaving_day');
const endKind = z
  .enum(['planned', 'unplanned'])
  .optional()
  .describe('How they truly left, for leaving_reason');
const endReason = z.enum(endReasons).optional().describe('Why they truly left, for leaving_reason');

const endingOf = (kindGiven: z.infer<typeof endKind>, reason: z.infer<typeof endReason>): Ending | null =>
  kindGiven === undefined || reason === undefined ? null : { kind: kindGiven, reason };
const moved = z.object({
  repairId: identifier.describe('The repair'),
  version: z.int().describe('Its version now'),
});
const day = civilDateText.nullable();
const ending = z.string().nullable();

const toldEnding = (end: RecordedEnd | null) => ({
  endKind: end?.kind ?? null,
  endReason: end?.reason ?? null,
});

const toItem = ({ open, end, endedWithDeath: _, clientId: _client, ...stay }: RepairableStay) => ({
  ...stay,
  ...toldEnding(end),
  repair:
    open === null
      ? null
      : {
          ...{
            repairId: open.repairId,
            kind: open.kind,
            dayOn: open.dayOn,
            ...toldEnding(open.ending ?? null),
            reason: open.reason,
          },
          ...{ proposedBy: open.proposedByName, proposedOn: open.proposedOn, version: open.version },
          isOvertaken: open.isOvertaken,
        },
});

const toldObstacle = (obstacle: RepairPreview['obstacle']) => {
  if (obstacle === null) return { obstacle: null, obstacleFacts: null, obstacleRemedy: null };
  const { code, ...obstacleFacts } = obstacle;
  return { obstacle: code, obstacleFacts, obstacleRemedy: repairProblems.confirm[code].remedy };
};

/** Stays recorded by mistake: found by reference, looked at, proposed by one and confirmed by another. */
export const repairRoutes = (deps: RepairRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/repairs',
      operationId: 'listRepairs',
      tag: 'Repairs',
      summary: 'Repairs that wait for a second person; or the stays of a reference, to be put right',
      permission: 'confirm-repairs',
      auditEvent: null,
      auditedRead: { list: 'repairs' },
      query: z.strictObject({
        ...paging,
        reference: typedReference
          .optional()
          .describe('Reference of a person, in any case and with any dash; left out for what waits'),
      }),
      reply: z.object({
        items: z
          .array(
            z.object({
              placementId: identifier.describe('The stay'),
              reference: z.string().describe('Of the person; never their name'),
              projectName: z.string().describe('Where it is'),
              bedLabel: z.string().describe('Which bed'),
              state: z.string().describe('booked, admitted, ended or never_started'),
              arrivesOn: civilDateText.describe('First night'),
              departsOn: civilDateText.describe('Planned day of leaving'),
              admittedOn: day.describe('The day of arrival as recorded'),
              endedOn: day.describe('The day of leaving as recorded'),
              endKind: ending.describe('planned or unplanned, as recorded; null where nobody left'),
              endReason: ending.describe('Why, as recorded; null where nobody left'),
              version: z.int().describe('Send as If-Match when proposing'),
              repair: z
                .object({
                  repairId: identifier.describe('The repair'),
                  kind: z.string().describe('What is to be put right'),
                  dayOn: day.describe('The true day, where that is it'),
                  endKind: ending.describe('How they truly left, where that is it'),
                  endReason: ending.describe('Why they truly left, where that is it'),
                  reason: z.string().describe('Why, as proposed'),
                  proposedBy: z.string().describe('By whom'),
                  proposedOn: civilDateText.describe('When'),
                  version: z.int().describe('Send as If-Match when answering'),
                  isOvertaken: z
                    .boolean()
                    .describe(
                      'Whether the stay was changed after it was proposed: it can only be given back',
                    ),
                })
                .nullable()
                .describe('What waits for a second person; null when nothing does'),
            }),
          )
          .describe('At most limit; what waits, the oldest first, and stays of a person, the newest first'),
        next: z
          .string()
          .nullable()
          .describe('Send as after for the next page of what waits; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query, scope }) => {
      const { reference, after, limit } = query;
      const found = await deps.listRepairable(
        tx,
        scope,
        typeof reference !== 'string'
          ? { waitingAfter: after ?? null, limit: limit + 1 }
          : { reference, limit },
      );
      const items = found.slice(0, limit);
      return done({
        items: items.map(toItem),
        next: found.length > limit ? (items.at(-1)?.open?.repairId ?? null) : null,
      });
    },
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/repair-preview',
      operationId: 'previewRepair',
      tag: 'Repairs',
      summary: 'What putting a stay right would do; nothing is changed',
      permission: 'confirm-repairs',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: ofPlacement,
      query: z.strictObject({ kind, dayOn, endKind, endReason }),
      reply: z.object({
        obstacle: z.string().nullable().describe('Code of what stands in the way; null when nothing does'),
        obstacleFacts: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .nullable()
          .describe('Its facts, such as earliestOn and latestOn; null when nothing stands in the way'),
        obstacleRemedy: z.string().nullable().describe('What would make it possible'),
        nightsAdded: z.int().describe('Nights taken that it does not have now'),
        nightsFreed: z.int().describe('Nights it has now and lets go'),
        clashes: z
          .array(
            z.object({
              state: z.string().describe('hold, stay, turnaround, out_of_service or not_open'),
              fromOn: civilDateText.describe('First of those nights'),
              toOn: civilDateText.describe('The day after the last'),
              reference: z.string().nullable().describe('Whose they are, where that is in scope'),
            }),
          )
          .describe('Others who have the bed on nights that would be taken'),
        money: z
          .array(
            z.object({
              payer: z
                .string()
                .describe('A route, whose budget it is in, or somebody who pays without a budget here'),
              financialYear: z.int().describe('The year in whose April it begins'),
              changePence: z.int().describe('Needed; negative for what comes back'),
            }),
          )
          .nullable()
          .describe('By financial year and payer; null for a provider, whose money it is not'),
        startedOnBefore: day.describe('The day its start is counted by now'),
        startedOnAfter: day.describe('The day it would be counted by; null for none'),
        endedOnBefore: day.describe('The day of leaving now'),
        endedOnAfter: day.describe('The day of leaving it would have; null for none'),
        nightsPastBefore: z.int().describe('Nights past the planned day, as recorded now'),
        nightsPastAfter: z
          .int()
          .describe('Nights past the planned day that would be recorded: where nobody else had them'),
        endBefore: z
          .object({ kind: ending.describe('planned or unplanned'), reason: ending.describe('Why') })
          .describe('How they left, as recorded; nulls where nobody did'),
        endAfter: z
          .object({ kind: ending.describe('planned or unplanned'), reason: ending.describe('Why') })
          .describe('How they would have left; nulls where nobody did'),
        safetyTasks: z
          .array(
            z.object({
              key: z.string().describe('The task, such as first_contact'),
              dueOnBefore: day.describe('Due by now; null for one that comes'),
              dueOnAfter: day.describe('Due by then; null for one that goes'),
            }),
          )
          .describe('Safety tasks not done that come, go or are due on another day'),
        endedByDeath: z
          .object({
            referrals: z.int().describe('Referrals closed with the death'),
            bookings: z.int().describe('Bookings that never began because of it'),
          })
          .nullable()
          .describe('What stays as it is when a death is taken back; null where none is'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, query, scope }) => {
      const asked = {
        ...{ kind: query.kind, dayOn: query.dayOn ?? null },
        ending: endingOf(query.endKind, query.endReason),
      };
      const preview = await deps.previewRepair(tx, scope, params.placementId, asked);
      if (preview === null) return refuse({ code: 'not-found' });
      const { plan: _, obstacle, clashes, money, safetyTasks, endBefore, endAfter, ...told } = preview;
      return done({
        ...told,
        ...toldObstacle(obstacle),
        clashes: clashes.map((clash) => ({ ...clash })),
        safetyTasks: safetyTasks.map((task) => ({ ...task })),
        ...{ endBefore: { ...endBefore }, endAfter: { ...endAfter } },
        money:
          scope.kind === 'provider'
            ? null
            : money.map(({ payer, year, changePence }) => ({ payer, financialYear: year, changePence })),
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/repairs',
      operationId: 'proposeRepair',
      tag: 'Repairs',
      summary: 'Say what was recorded by mistake; somebody else confirms it',
      permission: 'propose-repairs',
      auditEvent: 'placements.repair-proposed',
      replyStatus: 201,
      needsVersion: true,
      params: ofPlacement,
      body: z.strictObject({
        kind,
        dayOn,
        endKind,
        endReason,
        reason: words(500).describe('What happened, without names'),
      }),
      reply: moved,
      refusals: repairProblems.propose,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.proposeRepair(tx, scope, {
        ...{ ...params, kind: body.kind, dayOn: body.dayOn ?? null, reason: body.reason },
        ending: endingOf(body.endKind, body.endReason),
        ...{ expectedVersion, memberId: actor.memberId },
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/repairs/{repairId}/confirmation',
      operationId: 'confirmRepair',
      tag: 'Repairs',
      summary: 'The second person’s yes: the stay, its nights and its money are put right',
      permission: 'confirm-repairs',
      auditEvent: 'placements.repair-confirmed',
      replyStatus: 201,
      needsVersion: true,
      params: ofRepair,
      reply: z.object({
        placementId: identifier.describe('The placement'),
        version: z.int().describe('Its version now'),
      }),
      refusals: repairProblems.confirm,
    },
    (tx, { params, scope, actor, expectedVersion }) =>
      deps.confirmRepair(tx, scope, { ...params, expectedVersion, memberId: actor.memberId }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/repairs/{repairId}/return',
      operationId: 'returnRepair',
      tag: 'Repairs',
      summary: 'Give a proposed repair back; nothing changes',
      permission: 'confirm-repairs',
      auditEvent: 'placements.repair-returned',
      replyStatus: 201,
      needsVersion: true,
      params: ofRepair,
      body: z.strictObject({ note: words(500).describe('Why') }),
      reply: moved,
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
      },
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.returnRepair(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),
];
