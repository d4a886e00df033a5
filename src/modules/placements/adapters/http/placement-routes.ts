import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, paging, words } from '../../../../platform/http/schemas.js';
import type { makeAcceptOffer, makeDeclineOffer, makeWithdrawOffer } from '../../application/answer-offer.js';
import type { makeMakeOffer } from '../../application/make-offer.js';
import type { OfferRepository, PlacementRepository } from '../../application/ports.js';
import type {
  makeAdmit,
  makeDischarge,
  makeExtend,
  makeRecordNeverStarted,
} from '../../application/run-placement.js';
import { endReasons, neverStartedReasons, refusers } from '../../domain/offer.js';
import { offerProblems, placementProblems } from './placement-problems.js';

export interface ListItem {
  readonly id: string;
  readonly state: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly version: number;
}

type ReadList = (
  tx: Tx,
  scope: Scope,
  page: { readonly after: string | null; readonly limit: number },
) => Promise<readonly ListItem[]>;

export interface PlacementRouteDeps {
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  readonly acceptOffer: ReturnType<typeof makeAcceptOffer>;
  readonly declineOffer: ReturnType<typeof makeDeclineOffer>;
  readonly withdrawOffer: ReturnType<typeof makeWithdrawOffer>;
  readonly admit: ReturnType<typeof makeAdmit>;
  readonly discharge: ReturnType<typeof makeDischarge>;
  readonly recordNeverStarted: ReturnType<typeof makeRecordNeverStarted>;
  readonly extend: ReturnType<typeof makeExtend>;
  readonly offers: OfferRepository;
  readonly placements: PlacementRepository;
  readonly listOffers: ReadList;
  readonly listPlacements: ReadList;
}

const offerParams = z.strictObject({ offerId: identifier.describe('The offer') });
const placementParams = z.strictObject({ placementId: identifier.describe('The placement') });

const offerChanged = z.object({
  offerId: identifier.describe('The offer'),
  version: z.int().describe('Its version now'),
});
const placementChanged = z.object({
  placementId: identifier.describe('The placement'),
  version: z.int().describe('Its version now'),
});

const listed = z.object({
  items: z
    .array(
      z.object({
        id: identifier.describe('The offer or placement'),
        state: z.string().describe('Where it stands'),
        arrivesOn: civilDateText.describe('First night'),
        departsOn: civilDateText.describe('Day of leaving'),
        version: z.int().describe('Its version'),
      }),
    )
    .describe('At most limit, newest first'),
  next: z.string().nullable().describe('Send as after for the next page; null at the end'),
});

const pageUnknown = {
  'page-unknown': {
    status: 400,
    title: 'That is not the mark of a page',
    remedy: 'Send the next of an earlier answer, or none for the first page.',
    pointer: '/query/after',
  },
} as const;

const readPage = async (
  read: ReadList,
  tx: Tx,
  scope: Scope,
  query: { readonly after?: string | undefined; readonly limit: number },
) => {
  const after = query.after ?? null;
  if (after !== null && !identifier.safeParse(after).success) return refuse({ code: 'page-unknown' });
  const found = await read(tx, scope, { after, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  return done({
    items: items.map((item) => ({ ...item })),
    next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  });
};

/** Offers: made by partnerships, answered by providers. */
export const offerRoutes = (deps: PlacementRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/offers',
      operationId: 'makeOffer',
      tag: 'Offers',
      summary: 'Hold a bed, and the money for it, for a named person',
      permission: 'make-offers',
      auditEvent: 'placements.offer-made',
      replyStatus: 201,
      body: z.strictObject({
        referralId: identifier.describe('Whom it is for'),
        bedId: identifier.describe('The unit'),
        arrivesOn: civilDate.describe('First night'),
        departsOn: civilDate.describe('The day of leaving, free for the next person'),
      }),
      reply: z.object({
        offerId: identifier.describe('The offer'),
        expiresAt: z.string().describe('When the answer is due, in UTC'),
        costPence: z.int().describe('Money held, in pence'),
        version: z.int().describe('Its version'),
      }),
      refusals: offerProblems,
    },
    (tx, { body, scope, actor }) => deps.makeOffer(tx, scope, { ...body, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/offers',
      operationId: 'listOffers',
      tag: 'Offers',
      summary: 'Offers in scope, newest first',
      permission: 'see-offers',
      auditEvent: null,
      query: z.strictObject(paging),
      reply: listed,
      refusals: pageUnknown,
    },
    (tx, { query, scope }) => readPage(deps.listOffers, tx, scope, query),
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/offers/{offerId}',
      operationId: 'readOffer',
      tag: 'Offers',
      summary: 'One offer',
      permission: 'see-offers',
      auditEvent: null,
      params: offerParams,
      reply: z.object({
        offerId: identifier.describe('The offer'),
        referralId: identifier.describe('Whom it is for'),
        bedId: identifier.describe('The unit'),
        arrivesOn: civilDateText.describe('First night'),
        departsOn: civilDateText.describe('Day of leaving'),
        state: z
          .string()
          .describe('offered, accepted, declined, expired or withdrawn; an offer past its time is expired'),
        expiresAt: z.string().describe('When the answer is due, in UTC'),
        costPence: z.int().describe('Money held, in pence'),
        version: z.int().describe('Its version'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const offer = await deps.offers.find(tx, scope, params.offerId);
      if (offer === null) return refuse({ code: 'not-found' });
      const isDue = offer.state === 'offered' && !(await deps.offers.isLive(tx, offer.offerId));
      return done({
        offerId: offer.offerId,
        referralId: offer.referralId,
        bedId: offer.bedId,
        ...offer.stay,
        state: isDue ? 'expired' : offer.state,
        expiresAt: offer.expiresAt.toISOString(),
        costPence: offer.costPence,
        version: offer.version,
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/offers/{offerId}/acceptance',
      operationId: 'acceptOffer',
      tag: 'Offers',
      summary: 'Take the person: the held bed is booked',
      permission: 'answer-offers',
      auditEvent: 'placements.offer-accepted',
      replyStatus: 201,
      needsVersion: true,
      params: offerParams,
      reply: z.object({
        offerId: identifier.describe('The offer'),
        placementId: identifier.describe('The placement it became'),
        version: z.int().describe('Version of the offer'),
      }),
      refusals: placementProblems.answer,
    },
    (tx, { params, scope, expectedVersion }) => deps.acceptOffer(tx, scope, { ...params, expectedVersion }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/offers/{offerId}/refusal',
      operationId: 'declineOffer',
      tag: 'Offers',
      summary: 'Say no, and who it was that said it',
      permission: 'answer-offers',
      auditEvent: 'placements.offer-declined',
      replyStatus: 201,
      needsVersion: true,
      params: offerParams,
      body: z.strictObject({
        refusedBy: z.enum(refusers).describe('person, provider or funder'),
        reason: z.string().max(60).describe('One of the reasons of whoever refused'),
      }),
      reply: offerChanged,
      refusals: placementProblems.decline,
    },
    (tx, { params, body, scope, expectedVersion }) =>
      deps.declineOffer(tx, scope, { ...params, ...body, expectedVersion }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/offers/{offerId}/withdrawal',
      operationId: 'withdrawOffer',
      tag: 'Offers',
      summary: 'Take an offer back: bed and money are free at once',
      permission: 'make-offers',
      auditEvent: 'placements.offer-withdrawn',
      replyStatus: 201,
      needsVersion: true,
      params: offerParams,
      body: z.strictObject({ reason: words(500).describe('Why') }),
      reply: offerChanged,
      refusals: placementProblems.answer,
    },
    (tx, { params, body, scope, expectedVersion }) =>
      deps.withdrawOffer(tx, scope, { ...params, ...body, expectedVersion }),
  ),
];

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
      body: z.strictObject({ admittedOn: civilDate.describe('Day of arrival') }),
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
        endedOn: civilDate.describe('Day of leaving'),
        kind: z.enum(['planned', 'unplanned']).describe('Whether as planned'),
        reason: z.enum(endReasons).describe('Why it ended'),
      }),
      reply: placementChanged,
      refusals: placementProblems.discharge,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.discharge(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
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
