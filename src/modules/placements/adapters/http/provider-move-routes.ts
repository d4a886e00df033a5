import { z } from 'zod';

import { pence } from '../../../../kernel/money.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  paging,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import { dearestWeekPence } from '../../../referrals/contract/facts.js';
import type {
  ListMoves,
  makeAcceptMove,
  makeDeclineMove,
  makeFindOnwardPlaces,
  makeProposeMove,
  makeWithdrawMove,
  ShownMove,
} from '../../application/provider-move.js';
import { moveDeclineReasons } from '../../domain/provider-move.js';
import { providerMoveProblems } from './provider-move-problems.js';

/** What the routes of moves to another provider need. */
export interface ProviderMoveRouteDeps {
  readonly findOnwardPlaces: ReturnType<typeof makeFindOnwardPlaces>;
  readonly proposeMove: ReturnType<typeof makeProposeMove>;
  readonly acceptMove: ReturnType<typeof makeAcceptMove>;
  readonly declineMove: ReturnType<typeof makeDeclineMove>;
  readonly withdrawMove: ReturnType<typeof makeWithdrawMove>;
  readonly listMoves: ListMoves;
}

const ofPlacement = z.strictObject({ placementId: identifier.describe('The stay the person goes on from') });
const ofMove = z.strictObject({ moveId: identifier.describe('The proposed move') });
const moved = z.object({
  moveId: identifier.describe('The move'),
  version: z.int().describe('Its version now; send as If-Match when answering'),
});

const toItem = ({
  sex: _,
  proposedAt,
  declineReason: ___,
  answerNote: ____,
  clientId: _____,
  ...move
}: ShownMove) => ({
  ...move,
  proposedAt: proposedAt.toISOString(),
});

/** Going on to another provider: places found, one proposed, and answered by whoever is asked. */
export const providerMoveRoutes = (deps: ProviderMoveRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/onward-places',
      operationId: 'listOnwardPlaces',
      tag: 'Moves between providers',
      summary: 'Beds of other providers that are free for some days and fit somebody who is here',
      permission: 'change-bookings',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: ofPlacement,
      query: z.strictObject({
        movesOn: civilDate.describe('First night there'),
        departsOn: civilDate.describe('Planned day of leaving there'),
      }),
      reply: z.object({
        earliestOn: civilDateText.describe('First day on which they can go on'),
        latestOn: civilDateText.describe('Last day on which they can go on'),
        obstacle: z
          .string()
          .nullable()
          .describe('Code of what stands in the way wherever the bed is; null for nothing'),
        beds: z
          .array(
            z.object({
              bedId: identifier.describe('The unit'),
              label: z.string().describe('Its name'),
              projectName: z.string().describe('Where it is'),
            }),
          )
          .describe('At most 60'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, query, scope }) => {
      const asked = { arrivesOn: query.movesOn, departsOn: query.departsOn };
      const found = await deps.findOnwardPlaces(tx, scope, params.placementId, asked);
      if (found === null) return refuse({ code: 'not-found' });
      const { earliestOn, latestOn, obstacle, beds } = found;
      return done({
        ...{ earliestOn, latestOn, obstacle: obstacle?.code ?? null },
        beds: beds.map(({ bedId, label, projectName }) => ({ bedId, label, projectName })),
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/provider-moves',
      operationId: 'proposeProviderMove',
      tag: 'Moves between providers',
      summary: 'Propose a place at another provider; nothing is held until it accepts',
      permission: 'change-bookings',
      auditEvent: 'placements.provider-move-proposed',
      replyStatus: 201,
      needsVersion: true,
      params: ofPlacement,
      body: z.strictObject({
        bedId: identifier.describe('The unit there'),
        movesOn: civilDate.describe('First night there'),
        departsOn: civilDate.describe('Planned day of leaving there'),
        weeklyRatePence: wholeNumber(1, dearestWeekPence).describe('What a week there costs, in pence'),
        reason: words(500).describe('Why, without names'),
      }),
      reply: moved,
      refusals: providerMoveProblems.propose,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.proposeMove(tx, scope, {
        ...{ ...params, ...body, weeklyRatePence: pence(body.weeklyRatePence) },
        ...{ expectedVersion, memberId: actor.memberId },
      }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/provider-moves',
      operationId: 'listProviderMoves',
      tag: 'Moves between providers',
      summary: 'Moves to another provider that wait for its answer, of either side',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { list: 'provider-moves' },
      query: z.strictObject({ ...paging }),
      reply: z.object({
        items: z
          .array(
            z.object({
              moveId: identifier.describe('The move'),
              placementId: identifier.describe('The stay the person goes on from'),
              reference: z.string().describe('Of the person; never their name'),
              fromProject: z.string().describe('Where they are'),
              toProject: z.string().describe('Where they would go'),
              toBed: z.string().describe('Which bed there'),
              movesOn: civilDateText.describe('First night there'),
              departsOn: civilDateText.describe('Planned day of leaving there'),
              weeklyRatePence: z.int().describe('What a week there costs, in pence'),
              reason: z.string().describe('Why'),
              proposedBy: z.string().describe('By whom'),
              proposedAt: z.iso.datetime().describe('When'),
              isAsked: z.boolean().describe('Whether it is for the reader’s provider to answer'),
              answer: z.string().nullable().describe('null while it waits'),
              version: z.int().describe('Send as If-Match when answering'),
            }),
          )
          .describe('At most limit, the oldest first'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query: { after, limit }, scope }) => {
      const found = await deps.listMoves(tx, scope, { waitingAfter: after ?? null, limit: limit + 1 });
      const items = found.slice(0, limit);
      return done({
        items: items.map(toItem),
        next: found.length > limit ? (items.at(-1)?.moveId ?? null) : null,
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/provider-moves/{moveId}/acceptance',
      operationId: 'acceptProviderMove',
      tag: 'Moves between providers',
      summary: 'The provider that is asked takes the person: nights and money change hands at once',
      permission: 'answer-offers',
      auditEvent: 'placements.provider-move-accepted',
      replyStatus: 201,
      needsVersion: true,
      params: ofMove,
      reply: z.object({
        placementId: identifier.describe('The booking there'),
        version: z.int().describe('Its version'),
      }),
      refusals: providerMoveProblems.accept,
    },
    (tx, { params, scope, actor, expectedVersion }) =>
      deps.acceptMove(tx, scope, { ...params, expectedVersion, memberId: actor.memberId }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/provider-moves/{moveId}/decline',
      operationId: 'declineProviderMove',
      tag: 'Moves between providers',
      summary: 'The provider that is asked says no, with why; nothing changes',
      permission: 'answer-offers',
      auditEvent: 'placements.provider-move-declined',
      replyStatus: 201,
      needsVersion: true,
      params: ofMove,
      body: z.strictObject({
        reason: z.enum(moveDeclineReasons).describe('Why'),
        note: words(500).optional().describe('More about it, without names'),
      }),
      reply: moved,
      refusals: providerMoveProblems.end,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.declineMove(tx, scope, {
        ...{ ...params, reason: body.reason, note: body.note ?? null },
        ...{ expectedVersion, memberId: actor.memberId },
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/provider-moves/{moveId}/withdrawal',
      operationId: 'withdrawProviderMove',
      tag: 'Moves between providers',
      summary: 'Take a proposed move back before it is answered',
      permission: 'change-bookings',
      auditEvent: 'placements.provider-move-withdrawn',
      replyStatus: 201,
      needsVersion: true,
      params: ofMove,
      reply: moved,
      refusals: providerMoveProblems.end,
    },
    (tx, { params, scope, actor, expectedVersion }) =>
      deps.withdrawMove(tx, scope, { ...params, expectedVersion, memberId: actor.memberId }),
  ),
];
