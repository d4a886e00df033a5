import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  paging,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import { dearestWeekPence, longestStayWeeks, routes } from '../../../referrals/contract/facts.js';
import type { makeApproveRequest } from '../../application/approve-request.js';
import type {
  GiveNoticeRefusal,
  LiftNoticeRefusal,
  makeGiveNotice,
  makeLiftNotice,
} from '../../application/give-notice.js';
import type {
  AnswerRequestRefusal,
  makeAnswerRequest,
  makeDeferRequest,
  makeListForPanel,
  makeWithdrawRequest,
  MoveRequestRefusal,
} from '../../application/move-request.js';
import type { makeRequestFunding, RequestFundingRefusal } from '../../application/request-funding.js';
import type { ListRequests } from '../../application/request-ports.js';
import type { makeRevokeApproval, RevokeApprovalRefusal } from '../../application/revoke-approval.js';
import { revokeReasons } from '../../domain/funding.js';
import { deferReasons, requestCost, whoActsOn } from '../../domain/request.js';
import { decideProblems, inUseProblems } from './decide-problems.js';

/** What the routes of asking for money need. */
export interface RequestRouteDeps {
  readonly requestFunding: ReturnType<typeof makeRequestFunding>;
  readonly listForPanel: ReturnType<typeof makeListForPanel>;
  readonly answerRequest: ReturnType<typeof makeAnswerRequest>;
  readonly deferRequest: ReturnType<typeof makeDeferRequest>;
  readonly withdrawRequest: ReturnType<typeof makeWithdrawRequest>;
  readonly approveRequest: ReturnType<typeof makeApproveRequest>;
  readonly revokeApproval: ReturnType<typeof makeRevokeApproval>;
  readonly giveNotice: ReturnType<typeof makeGiveNotice>;
  readonly liftNotice: ReturnType<typeof makeLiftNotice>;
  readonly listRequests: ListRequests;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const ofReferral = z.strictObject({ referralId: identifier.describe('The referral') });
const moved = z.object({
  requestId: identifier.describe('The request'),
  version: z.int().describe('Its version now'),
});

const askProblems: ProblemTable<RequestFundingRefusal> = {
  'not-found': commonProblems['not-found'],
  'referral-closed': {
    status: 409,
    title: 'The referral is closed',
    remedy: 'Record a new referral if the person asks again.',
  },
  'additional-fund-not-open': {
    status: 409,
    title: 'The Additional Placement Fund takes the place of a partnership’s own money only',
    remedy: 'Ask without isFromAdditionalFund: this referral is on another route.',
    pointer: '/isFromAdditionalFund',
    detail: ({ route }) => `The referral is on ${route}.`,
  },
  'funding-already-requested': {
    status: 409,
    title: 'A request waits for an answer already',
    remedy: 'Wait for the answer, or take that request back and ask again.',
    detail: ({ requestedOn }) => `It was made on ${requestedOn}.`,
  },
};

const revokeProblems: ProblemTable<RevokeApprovalRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-approved': {
    status: 409,
    title: 'No approval stands',
    remedy: 'Read the referral again: the latest decision is a no, or was taken back before.',
  },
  ...inUseProblems,
};

const moveProblems: ProblemTable<MoveRequestRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-requested': {
    status: 409,
    title: 'No request waits for an answer',
    remedy: 'Read the referral again: it was decided or taken back. Ask again if money is still needed.',
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const answerProblems: ProblemTable<AnswerRequestRefusal> = {
  ...moveProblems,
  'not-put-off': {
    status: 409,
    title: 'The request was not put off',
    remedy: 'Nothing has to be answered: an approver decides on the request as it stands.',
  },
};

const asking = ({ requestFunding, now }: RequestRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request',
      operationId: 'requestFunding',
      tag: 'Funding',
      summary: 'Ask for money for a referral',
      permission: 'edit-referrals',
      auditEvent: 'funding.funding-requested',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({
        weeks: wholeNumber(1, longestStayWeeks).describe('Weeks asked for, of the whole stay'),
        weeklyRatePence: wholeNumber(1, dearestWeekPence).describe('Price of a week, in pence'),
        reason: words(500).describe('Why, for whoever decides'),
        isFromAdditionalFund: z
          .boolean()
          .default(false)
          .describe('Ask the Additional Placement Fund in the place of the partnership’s own money'),
      }),
      reply: moved,
      refusals: askProblems,
    },
    async (tx, { params, body, scope, actor }) =>
      requestFunding(tx, scope, {
        ...params,
        ...body,
        memberId: actor.memberId,
        today: (await now(tx)).today,
        weeklyRatePence: pence(body.weeklyRatePence),
      }),
  );

const moving = ({
  listForPanel,
  deferRequest,
  answerRequest,
  withdrawRequest,
  now,
}: RequestRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request/panel',
      operationId: 'listForPanel',
      tag: 'Funding',
      summary: 'Put the request on the list of a panel',
      permission: 'decide-funding',
      auditEvent: 'funding.request-listed',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({ panelOn: civilDate.describe('Day on which the panel sits') }),
      reply: moved,
      refusals: {
        ...moveProblems,
        'panel-in-the-past': {
          status: 422,
          title: 'The panel would have sat already',
          remedy: 'Give today or a later date; a decision made already is recorded as one.',
          pointer: '/panelOn',
        },
        'panel-too-far-ahead': {
          status: 422,
          title: 'The panel lies too far ahead',
          remedy: 'Give a date within a year from today.',
          pointer: '/panelOn',
        },
      },
    },
    async (tx, { params, body, scope, actor, expectedVersion }) => {
      const { today } = await now(tx);
      return listForPanel(tx, scope, {
        ...params,
        ...body,
        memberId: actor.memberId,
        expectedVersion,
        today,
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request/deferral',
      operationId: 'deferFundingRequest',
      tag: 'Funding',
      summary: 'Put the decision on the request off',
      permission: 'decide-funding',
      auditEvent: 'funding.request-deferred',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({
        reason: z.enum(deferReasons).describe('Why it is put off'),
        note: words(500).optional().describe('What is needed, for the coordinator'),
      }),
      reply: moved,
      refusals: moveProblems,
    },
    (tx, { params, body: { reason, note }, scope, actor, expectedVersion }) =>
      deferRequest(tx, scope, {
        ...params,
        ...{ reason, note: note ?? null },
        memberId: actor.memberId,
        expectedVersion,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request/answer',
      operationId: 'answerFundingRequest',
      tag: 'Funding',
      summary: 'Answer what must be known of a request that was put off',
      permission: 'edit-referrals',
      auditEvent: 'funding.request-answered',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({ note: words(500).describe('What was asked, answered for the approver') }),
      reply: moved,
      refusals: answerProblems,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      answerRequest(tx, scope, { ...params, ...body, memberId: actor.memberId, expectedVersion }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request/withdrawal',
      operationId: 'withdrawFundingRequest',
      tag: 'Funding',
      summary: 'Take the request back',
      permission: 'edit-referrals',
      auditEvent: 'funding.request-withdrawn',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({ note: words(500).describe('Why it is taken back') }),
      reply: moved,
      refusals: moveProblems,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      withdrawRequest(tx, scope, { ...params, ...body, memberId: actor.memberId, expectedVersion }),
  ),
];

const deciding = ({ approveRequest, revokeApproval, now }: RequestRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-request/approval',
      operationId: 'approveFundingRequest',
      tag: 'Funding',
      summary: 'Approve what was asked for, as it was asked for',
      permission: 'decide-funding',
      auditEvent: 'funding.funding-decided',
      needsVersion: true,
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({ decidedOn: civilDate.describe('Day of the decision') }),
      reply: z.object({
        fundingDecisionId: identifier.describe('The decision'),
        version: z.int().describe('Its version'),
      }),
      refusals: { ...decideProblems, ...moveProblems },
    },
    async (tx, { params, body, scope, actor, expectedVersion }) => {
      const { today } = await now(tx);
      return approveRequest(tx, scope, {
        ...params,
        ...body,
        memberId: actor.memberId,
        expectedVersion,
        today,
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-revocation',
      operationId: 'revokeFundingApproval',
      tag: 'Funding',
      summary: 'Take the latest approval of a referral back',
      permission: 'decide-funding',
      auditEvent: 'funding.approval-revoked',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({
        reason: z.enum(revokeReasons).describe('Why it is taken back'),
        note: words(500).optional().describe('More about it, for the coordinator'),
      }),
      reply: z.object({ fundingDecisionId: identifier.describe('The decision that was taken back') }),
      refusals: revokeProblems,
    },
    (tx, { params, body: { reason, note }, scope, actor }) =>
      revokeApproval(tx, scope, { ...params, reason, note: note ?? null, memberId: actor.memberId }),
  ),
];

const noticeProblems: ProblemTable<GiveNoticeRefusal> = {
  'not-found': commonProblems['not-found'],
  'notice-stands': {
    status: 409,
    title: 'Notice was given before, and stands',
    remedy: 'Nothing more is needed. It can be lifted.',
  },
  'no-bed-booked': {
    status: 409,
    title: 'No bed is booked on an approval',
    remedy:
      'Where held says stay-runs, agree the end of the stay with the provider. Otherwise take the approval back: the offer that waits is taken back with it.',
  },
};

const liftProblems: ProblemTable<LiftNoticeRefusal> = {
  'not-found': commonProblems['not-found'],
  'no-notice-stands': {
    status: 409,
    title: 'No notice stands',
    remedy: 'Read the referral again: it was lifted, or the booking has ended.',
  },
};

const noticeReply = z.object({
  fundingDecisionId: identifier.describe('The approval the booked bed rests on'),
  step: z.int().describe('How often notice was given or lifted'),
});

const noticing = ({ giveNotice, liftNotice }: RequestRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-notice',
      operationId: 'giveFundingNotice',
      tag: 'Funding',
      summary: 'Give notice that the money for a booked bed may not be there; the bed stays booked',
      permission: 'decide-funding',
      auditEvent: 'funding.notice-given',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({
        reason: z.enum(revokeReasons).describe('Why notice is given'),
        note: words(500).optional().describe('More about it, for the coordinator'),
      }),
      reply: noticeReply,
      refusals: noticeProblems,
    },
    (tx, { params, body: { reason, note }, scope, actor }) =>
      giveNotice(tx, scope, { ...params, reason, note: note ?? null, memberId: actor.memberId }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-notice/lifting',
      operationId: 'liftFundingNotice',
      tag: 'Funding',
      summary: 'Lift a notice: the booked bed is paid for after all',
      permission: 'decide-funding',
      auditEvent: 'funding.notice-lifted',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({ note: words(500).optional().describe('What has changed, for the coordinator') }),
      reply: noticeReply,
      refusals: liftProblems,
    },
    (tx, { params, body, scope, actor }) =>
      liftNotice(tx, scope, { ...params, note: body.note ?? null, memberId: actor.memberId }),
  ),
];

const listing = ({ listRequests }: RequestRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/funding-requests',
      operationId: 'listFundingRequests',
      tag: 'Funding',
      summary: 'Requests for money that wait for an answer, the oldest first',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'funding-requests' },
      query: z.strictObject(paging),
      reply: z.object({
        items: z
          .array(
            z.object({
              requestId: identifier.describe('The request'),
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('Reference of the person'),
              route: z.enum(routes).describe('Where the money is asked for'),
              weeks: z.int().describe('Weeks asked for'),
              weeklyRatePence: z.int().describe('Price of a week, in pence'),
              totalPence: z.int().describe('What the whole would cost, in pence'),
              requestedOn: civilDateText.describe('Day it was asked for'),
              state: z
                .enum(['requested', 'listed', 'deferred', 'answered', 'proposed'])
                .describe('Where it stands'),
              panelOn: civilDateText.nullable().describe('Day of the panel, where it is listed'),
              whoActs: z.enum(['coordinator', 'approver']).describe('Whose move it is'),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('The oldest first'),
        next: z.string().nullable().describe('Send as after for more; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query: { after, limit }, scope }) => {
      const found = await listRequests(tx, scope, { after: after ?? null, limit: limit + 1 });
      const shown = found.slice(0, limit);
      return done({
        items: shown.map((request) => ({
          requestId: request.requestId,
          referralId: request.referralId,
          reference: request.reference,
          route: request.route,
          weeks: request.weeks,
          weeklyRatePence: request.weeklyRatePence,
          totalPence: requestCost(request),
          requestedOn: request.requestedOn,
          state: request.standing.state,
          panelOn: request.standing.state === 'listed' ? request.standing.panelOn : null,
          whoActs: whoActsOn(request.standing),
          version: request.version,
        })),
        next: found.length > shown.length ? (shown.at(-1)?.requestId ?? null) : null,
      });
    },
  );

/** Asking for money, and what becomes of it. */
export const requestRoutes = (deps: RequestRouteDeps): readonly Route[] => [
  listing(deps),
  asking(deps),
  ...moving(deps),
  ...deciding(deps),
  ...noticing(deps),
];
