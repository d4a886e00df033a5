import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  instant,
  paging,
  words,
} from '../../../../platform/http/schemas.js';
import type { makeAcceptOffer } from '../../application/accept-offer.js';
import type { makeAllowProjectAgain } from '../../application/allow-project-again.js';
import type { makeDeclineOffer } from '../../application/decline-offer.js';
import type { makeMakeOffer } from '../../application/make-offer.js';
import type { OfferRepository } from '../../application/ports.js';
import type { makeRecordTry, OfferTryRepository } from '../../application/record-try.js';
import type { makeWithdrawOffer } from '../../application/withdraw-offer.js';
import { refusers } from '../../domain/offer.js';
import { triedWhom, tryChannels, tryOutcomes } from '../../domain/offer-watch.js';
import { listed, pageUnknown, readPage, type ReadList } from './list-page.js';
import {
  acceptProblems,
  allowProblems,
  answerProblems,
  declineProblems,
  makeOfferProblems,
  tryProblems,
} from './offer-problems.js';

/** What the routes of offers need. */
export interface OfferRouteDeps {
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  readonly acceptOffer: ReturnType<typeof makeAcceptOffer>;
  readonly declineOffer: ReturnType<typeof makeDeclineOffer>;
  readonly withdrawOffer: ReturnType<typeof makeWithdrawOffer>;
  readonly allowProjectAgain: ReturnType<typeof makeAllowProjectAgain>;
  readonly recordOfferTry: ReturnType<typeof makeRecordTry>;
  readonly tries: Pick<OfferTryRepository, 'readWatch'>;
  readonly offers: OfferRepository;
  readonly listOffers: ReadList;
}

const offerParams = z.strictObject({ offerId: identifier.describe('The offer') });
const heldUntil = z
  .string()
  .describe(
    'Until when the bed is held, in UTC: later than the answer is due while nobody has recorded a try',
  );
/** An offer that was made. */
export const offerMade = z.object({
  offerId: identifier.describe('The offer'),
  answerDueAt: z.string().describe('When the answer is due, in UTC'),
  expiresAt: heldUntil,
  costPence: z.int().describe('Money held, in pence'),
  version: z.int().describe('Its version'),
});
const offerChanged = z.object({
  offerId: identifier.describe('The offer'),
  version: z.int().describe('Its version now'),
});

/** Offers: made by partnerships, answered by providers. */
export const offerRoutes = (deps: OfferRouteDeps): readonly Route[] => [
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
        override: z
          .strictObject({ reason: words(500).describe('Why; kept with the offer and shown') })
          .nullable()
          .default(null)
          .describe('Needed where the bed is not the one suggested to the person; not kept otherwise'),
      }),
      reply: offerMade,
      refusals: makeOfferProblems,
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
      auditedRead: { list: 'offers' },
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
      auditedRead: { subject: 'offer', param: 'offerId' },
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
        answerDueAt: z.string().describe('When the answer is due, in UTC'),
        expiresAt: heldUntil,
        tries: z
          .array(
            z.object({
              whom: z.enum(triedWhom).describe('Whom somebody tried to reach'),
              channel: z.enum(tryChannels).describe('How'),
              outcome: z.enum(tryOutcomes).describe('What came of it'),
              triedAt: z.string().describe('When, in UTC'),
            }),
          )
          .describe('Tries to get the answer, latest first'),
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
        answerDueAt: offer.answerDueAt.toISOString(),
        expiresAt: offer.expiresAt.toISOString(),
        tries: ((await deps.tries.readWatch(tx, offer.offerId))?.tries ?? []).map(
          ({ whom, channel, outcome, triedAt }) => ({
            ...{ whom, channel, outcome },
            triedAt: triedAt.toISOString(),
          }),
        ),
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
      refusals: acceptProblems,
    },
    (tx, { params, scope, expectedVersion }) => deps.acceptOffer(tx, scope, { ...params, expectedVersion }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/offers/{offerId}/refusal',
      operationId: 'declineOffer',
      tag: 'Offers',
      summary:
        'Say no, and who it was that said it: the project’s own, or the person’s as either side heard it',
      permission: 'decline-offers',
      auditEvent: 'placements.offer-declined',
      replyStatus: 201,
      needsVersion: true,
      params: offerParams,
      body: z.strictObject({
        refusedBy: z
          .enum(refusers)
          .describe(
            'Who said no: the person, to either side; the provider, by itself; the funder, by the partnership',
          ),
        reason: z.string().max(60).describe('One of the reasons of whoever refused'),
        ruleId: identifier.nullable().default(null).describe('The project’s rule that a no for a rule cites'),
        note: words(500)
          .nullable()
          .default(null)
          .describe('What the partnership should know besides, such as what must be known first'),
      }),
      reply: offerChanged,
      refusals: declineProblems,
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
      refusals: answerProblems,
    },
    (tx, { params, body, scope, expectedVersion }) =>
      deps.withdrawOffer(tx, scope, { ...params, ...body, expectedVersion }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/offers/{offerId}/tries',
      operationId: 'recordOfferTry',
      tag: 'Offers',
      summary: 'Record a try to get the answer to an offer: it lapses on time only after one',
      permission: 'record-tries',
      auditEvent: 'placements.offer-tried',
      replyStatus: 201,
      params: offerParams,
      body: z.strictObject({
        whom: z.enum(triedWhom).describe('Whom somebody tried to reach'),
        channel: z.enum(tryChannels).describe('How'),
        outcome: z.enum(tryOutcomes).describe('What came of it'),
        triedAt: instant.describe('When, in UTC'),
      }),
      reply: z.object({
        offerId: identifier.describe('The offer'),
        tryId: identifier.describe('The try'),
        expiresAt: heldUntil,
      }),
      refusals: tryProblems,
    },
    (tx, { params, body, scope, actor }) =>
      deps.recordOfferTry(tx, scope, {
        ...{ ...params, ...body, memberId: actor.memberId },
      }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/allowed-projects',
      operationId: 'allowProjectAgain',
      tag: 'Offers',
      summary: 'Have a project looked at again where an offer to the person came to nothing',
      permission: 'edit-referrals',
      auditEvent: 'placements.project-allowed-again',
      replyStatus: 201,
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      body: z.strictObject({
        projectId: identifier.describe('The project'),
        reason: words(500).describe('What has changed since'),
      }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        projectId: identifier.describe('The project that is looked at again'),
      }),
      refusals: allowProblems,
    },
    (tx, { params, body, scope, actor }) =>
      deps.allowProjectAgain(tx, scope, { ...params, ...body, memberId: actor.memberId }),
  ),
];
