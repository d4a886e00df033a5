import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import { urgencyBands, type ReadReferral } from '../../../referrals/contract/facts.js';
import type {
  AnswerOverrideRefusal,
  AskedOverrides,
  AskOverrideRefusal,
  ConfirmOverrideRefusal,
  makeAskOverride,
  makeConfirmOverride,
  makeEndOverride,
} from '../../application/asked-override.js';
import { losesBy } from '../../application/override.js';
import type { makePreviewOffer } from '../../application/preview-offer.js';
import { makeOfferProblems } from './offer-problems.js';
import { offerMade } from './offer-routes.js';

/** What the routes of offers that wait for a second person need. */
export interface OverrideRouteDeps {
  readonly readReferral: ReadReferral;
  readonly askedOverrides: Pick<AskedOverrides, 'findWaiting'>;
  readonly previewOffer: ReturnType<typeof makePreviewOffer>;
  readonly askOverride: ReturnType<typeof makeAskOverride>;
  readonly confirmOverride: ReturnType<typeof makeConfirmOverride>;
  readonly endOverride: ReturnType<typeof makeEndOverride>;
}

const askProblems: ProblemTable<AskOverrideRefusal> = {
  ...makeOfferProblems,
  'override-not-needed': {
    status: 409,
    title: 'The offer passes nobody over',
    remedy: 'Make it with POST to /api/offers.',
    pointer: '/bedId',
  },
  'override-already-waiting': {
    status: 409,
    title: 'An offer to this person waits for a second person already',
    remedy: 'Have it answered, or take it back, and send this again.',
    pointer: '/referralId',
  },
};

const answerProblems: ProblemTable<AnswerOverrideRefusal> = {
  'not-found': commonProblems['not-found'],
  'override-already-answered': {
    status: 409,
    title: 'Nothing waits here, or not in this version',
    remedy: 'Read it again: it may have been answered, taken back, or asked for anew.',
  },
  'override-is-your-own': {
    status: 409,
    title: 'You asked for this offer yourself',
    remedy: 'Another approver of the partnership answers it.',
  },
};

const confirmProblems: ProblemTable<ConfirmOverrideRefusal> = { ...makeOfferProblems, ...answerProblems };

const params = z.strictObject({ referralId: identifier.describe('Whom it is for') });
const path = '/api/referrals/{referralId}/override';
const loses = z
  .enum(urgencyBands)
  .describe('The urgency of somebody who would lose the place suggested to them');
const ended = z.object({
  overrideId: identifier.describe('What was asked for'),
  version: z.int().describe('Its version now'),
});

/** Offers that pass somebody over: asked for by one member, confirmed by another. */
export const overrideRoutes = (deps: OverrideRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path,
      operationId: 'askOverride',
      tag: 'Offers',
      summary: 'Ask a second member to confirm an offer that takes a place from somebody as urgent or more',
      permission: 'make-offers',
      auditEvent: 'placements.override-asked',
      replyStatus: 201,
      params,
      body: z.strictObject({
        bedId: identifier.describe('The unit'),
        arrivesOn: civilDate.describe('First night'),
        departsOn: civilDate.describe('The day of leaving, free for the next person'),
        override: z
          .strictObject({ reason: words(500).describe('Why; kept with the offer and shown') })
          .nullable()
          .describe('Why it is not the bed suggested to the person'),
      }),
      reply: ended.extend({ loses }),
      refusals: askProblems,
    },
    (tx, { params: { referralId }, body, scope, actor }) =>
      deps.askOverride(tx, scope, { ...body, referralId, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'get',
      path,
      operationId: 'readOverride',
      tag: 'Offers',
      summary: 'The offer to a person that waits for a second member, if one does',
      permission: 'make-offers',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        waiting: z
          .object({
            ...{ overrideId: ended.shape.overrideId, bedId: identifier.describe('The unit') },
            arrivesOn: civilDateText.describe('First night'),
            departsOn: civilDateText.describe('Day of leaving'),
            reason: z.string().describe('Why'),
            loses: loses
              .nullable()
              .describe(
                'The urgency of somebody who would lose a place by now; null where nobody as urgent would',
              ),
            askedBy: identifier.describe('Who asked; somebody else confirms'),
            askedAt: z.string().describe('When, in UTC'),
            version: z.int().describe('Its version'),
          })
          .nullable()
          .describe('Null where none waits'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const referral = await deps.readReferral(tx, scope, referralId);
      if (referral === null) return refuse({ code: 'not-found' });
      const asked = await deps.askedOverrides.findWaiting(tx, scope, referralId);
      if (asked === null || referral.state !== 'open') return done({ waiting: null });
      const { overrideId, bedId, stay, reason, askedBy, askedAt, version } = asked;
      const preview = await deps.previewOffer(tx, scope, { referralId, bedId, stay });
      return done({
        waiting: {
          ...{ overrideId, bedId, ...stay, reason, askedBy, askedAt: askedAt.toISOString(), version },
          loses: losesBy(preview?.override ?? null),
        },
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: `${path}/confirmation`,
      operationId: 'confirmOverride',
      tag: 'Offers',
      summary: 'The second yes: the offer is made as it was asked for',
      permission: 'confirm-overrides',
      auditEvent: 'placements.override-confirmed',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        loses: loses
          .nullable()
          .describe('Whose loss you were shown; null where nobody loses a place any more'),
      }),
      reply: offerMade,
      refusals: confirmProblems,
    },
    (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.confirmOverride(tx, scope, { ...body, referralId, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: `${path}/refusal`,
      operationId: 'refuseOverride',
      tag: 'Offers',
      summary: 'Say no to an offer that passes somebody over',
      permission: 'confirm-overrides',
      auditEvent: 'placements.override-refused',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({ note: words(500).describe('Why not, for whoever asked') }),
      reply: ended,
      refusals: answerProblems,
    },
    (tx, { params: { referralId }, body: { note }, scope, actor, expectedVersion }) =>
      deps.endOverride(
        tx,
        scope,
        { referralId, expectedVersion, memberId: actor.memberId },
        { kind: 'refused', note },
      ),
  ),

  defineRoute(
    {
      method: 'post',
      path: `${path}/withdrawal`,
      operationId: 'takeBackOverride',
      tag: 'Offers',
      summary: 'Take back what waits for a second member',
      permission: 'make-offers',
      auditEvent: 'placements.override-taken-back',
      replyStatus: 201,
      needsVersion: true,
      params,
      reply: ended,
      refusals: answerProblems,
    },
    (tx, { params: { referralId }, scope, actor, expectedVersion }) =>
      deps.endOverride(
        tx,
        scope,
        { referralId, expectedVersion, memberId: actor.memberId },
        { kind: 'taken-back' },
      ),
  ),
];
