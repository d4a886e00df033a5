import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, paging, words } from '../../../../platform/http/schemas.js';
import type { makeAdmit } from '../../application/admit.js';
import type { makeExtend } from '../../application/extend.js';
import type { PlacementRepository } from '../../application/ports.js';
import { leavingOutcomes, type makeRecordLeaving } from '../../application/record-leaving.js';
import type { makeRecordNeverStarted } from '../../application/record-never-started.js';
import { endReasons, neverStartedReasons } from '../../domain/placement.js';
import { measuredOnLeaving } from './leaving-outcome-body.js';
import { listed, pageUnknown, readPage, type ReadList } from './list-page.js';
import { placementProblems } from './placement-problems.js';

/** What the routes of placements need. */
export interface PlacementRouteDeps {
  readonly admit: ReturnType<typeof makeAdmit>;
  readonly recordLeaving: ReturnType<typeof makeRecordLeaving>;
  readonly recordNeverStarted: ReturnType<typeof makeRecordNeverStarted>;
  readonly extend: ReturnType<typeof makeExtend>;
  readonly placements: PlacementRepository;
  readonly listPlacements: ReadList;
}

const placementParams = z.strictObject({ placementId: identifier.describe('The placement') });
const placementChanged = z.object({
  placementId: identifier.describe('The placement'),
  version: z.int().describe('Its version now'),
});

const placementEnded = placementChanged.extend({
  overstay: z
    .object({
      nights: z.int().describe('Nights past the planned leaving day'),
      paidNights: z.int().describe('Of these, approved and paid for; the others are nights without money'),
      nightsOfOthers: z
        .int()
        .describe(
          'Of these, nights for which somebody else has the bed, and which are not counted as theirs',
        ),
    })
    .nullable()
    .describe('What became of the nights past the planned leaving day; null where the person left by then'),
});

/** Placements: booked, admitted, extended, ended. */
export const placementRoutes = (deps: PlacementRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/placements',
      operationId: 'listPlacements',
      tag: 'Placements',
      summary: 'Placements in scope, newest first',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { list: 'placements' },
      query: z.strictObject(paging),
      reply: listed,
      refusals: pageUnknown,
    },
    (tx, { query, scope }) => readPage(deps.listPlacements, tx, scope, query),
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}',
      operationId: 'readPlacement',
      tag: 'Placements',
      summary: 'One placement',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: placementParams,
      reply: z.object({
        placementId: identifier.describe('The placement'),
        offerId: identifier.describe('The offer it came from'),
        bedId: identifier.describe('The unit'),
        arrivesOn: civilDateText.describe('First night'),
        departsOn: civilDateText.describe('Planned day of leaving'),
        state: z.string().describe('booked, admitted, ended or never_started'),
        admittedOn: civilDateText.nullable().describe('Day of arrival'),
        endedOn: civilDateText.nullable().describe('Day of leaving'),
        version: z.int().describe('Its version'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const placement = await deps.placements.find(tx, scope, params.placementId);
      if (placement === null) return refuse({ code: 'not-found' });
      return done({
        placementId: placement.placementId,
        offerId: placement.offerId,
        bedId: placement.bedId,
        ...placement.stay,
        state: placement.state,
        admittedOn: placement.admittedOn,
        endedOn: placement.endedOn,
        version: placement.version,
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/admission',
      operationId: 'admitPerson',
      tag: 'Placements',
      summary: 'The person has arrived',
      permission: 'run-placements',
      auditEvent: 'placements.person-admitted',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({
        admittedOn: civilDate.describe('Day of arrival'),
        knowsOfNotice: z
          .boolean()
          .default(false)
          .describe('The provider knows that the funder has given notice, and takes the person in'),
      }),
      reply: placementChanged,
      refusals: placementProblems.admit,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.admit(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/discharge',
      operationId: 'dischargePerson',
      tag: 'Placements',
      summary: 'The person has left, as planned or not',
      permission: 'run-placements',
      auditEvent: 'placements.person-discharged',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({
        endedOn: civilDate.describe('Day of leaving, which may lie after the planned one'),
        kind: z.enum(['planned', 'unplanned']).describe('Whether as planned'),
        reason: z.enum(endReasons).describe('Why it ended'),
        leavingOutcome: z
          .strictObject({
            outcome: z.enum(leavingOutcomes).describe('Whether it was taken'),
            measured: measuredOnLeaving,
          })
          .nullable()
          .default(null)
          .describe(
            'What was measured on leaving, where it is known already; null where it is not. recordLeavingOutcome takes it later',
          ),
      }),
      reply: placementEnded,
      refusals: placementProblems.discharge,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.recordLeaving(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/never-started',
      operationId: 'recordNeverStarted',
      tag: 'Placements',
      summary: 'The booked person never came',
      permission: 'run-placements',
      auditEvent: 'placements.never-started',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({ reason: z.enum(neverStartedReasons).describe('Why') }),
      reply: placementChanged,
      refusals: placementProblems.change,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.recordNeverStarted(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/extension',
      operationId: 'extendStay',
      tag: 'Placements',
      summary: 'The person stays longer in the same bed',
      permission: 'run-placements',
      auditEvent: 'placements.stay-extended',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({
        departsOn: civilDate.describe('New day of leaving'),
        reason: words(500).describe('Why'),
      }),
      reply: placementChanged,
      refusals: placementProblems.extend,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.extend(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),
];
