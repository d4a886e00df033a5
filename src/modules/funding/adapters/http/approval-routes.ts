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
import type { ListApproverLimits } from '../../application/approval-limit-ports.js';
import type {
  makeConfirmApproval,
  makeProposeApproval,
  makeReturnProposal,
  ProposalMoveRefusal,
  ProposeApprovalRefusal,
} from '../../application/propose-approval.js';
import type { ListProposals } from '../../application/proposal-ports.js';
import type { makeSetApprovalLimit } from '../../application/set-approval-limit.js';
import { highestApprovalLimitPence } from '../../domain/delegation.js';
import { requestCost } from '../../domain/request.js';
import { payersOf } from '../../domain/payers.js';
import { otherPayersField, otherPayersOf, payersReply, sharesProblems } from './payer-fields.js';
import { decideProblems, inUseProblems, recordProblems } from './decide-problems.js';

/** What the routes of limits and second approvers need. */
export interface ApprovalRouteDeps {
  readonly setApprovalLimit: ReturnType<typeof makeSetApprovalLimit>;
  readonly listApproverLimits: ListApproverLimits;
  readonly proposeApproval: ReturnType<typeof makeProposeApproval>;
  readonly confirmApproval: ReturnType<typeof makeConfirmApproval>;
  readonly returnProposal: ReturnType<typeof makeReturnProposal>;
  readonly listProposals: ListProposals;
  /** What counts where none was set. Unit: pence. */
  readonly approvalLimitPence: number;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const ofReferral = z.strictObject({ referralId: identifier.describe('The referral') });
const moved = z.object({
  proposalId: identifier.describe('The proposal'),
  version: z.int().describe('Its version now'),
});

const moveProblems: ProblemTable<ProposalMoveRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-proposed': {
    status: 409,
    title: 'Nothing waits for a second approver',
    remedy: 'Read the referral again: it was confirmed, given back, or decided otherwise.',
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const proposeProblems: ProblemTable<ProposeApprovalRefusal> = {
  ...recordProblems,
  ...sharesProblems,
  'within-your-limit': {
    status: 409,
    title: 'You may approve this alone',
    remedy: 'Record the decision itself: it needs nobody else.',
  },
  'already-proposed': {
    status: 409,
    title: 'An approval waits for a second approver already',
    remedy: 'Have it confirmed or given back; then propose another.',
    detail: ({ proposedOn }) => `It was proposed on ${proposedOn}.`,
  },
};

const limits = ({
  setApprovalLimit,
  listApproverLimits,
  approvalLimitPence,
  now,
}: ApprovalRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/approval-limits',
      operationId: 'listApprovalLimits',
      tag: 'Funding',
      summary: 'What each approver may approve alone',
      permission: 'set-approval-limits',
      auditEvent: null,
      reply: z.object({
        approvers: z
          .array(
            z.object({
              memberId: identifier.describe('The approver'),
              name: z.string().describe('Their name'),
              partnershipName: z.string().describe('Whose approver they are'),
              limitPence: z.int().describe('What they may approve alone today, in pence'),
              isSet: z
                .boolean()
                .describe('Whether it was set for them; otherwise it is the one of the service'),
              fromOn: civilDateText.nullable().describe('Since when; null where none was set'),
              setBy: z.string().nullable().describe('By whom'),
              version: z.int().describe('Send as If-Match when setting another'),
            }),
          )
          .describe('In order of partnership and name'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const { today } = await now(tx);
      const approvers = await listApproverLimits(tx, scope, today);
      return done({
        approvers: approvers.map(({ memberId, name, partnershipName, limitPence, fromOn, setBy, step }) => ({
          ...{ memberId, name, partnershipName, fromOn, setBy, version: step + 1 },
          limitPence: limitPence ?? approvalLimitPence,
          isSet: limitPence !== null,
        })),
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/approval-limits/{memberId}',
      operationId: 'setApprovalLimit',
      tag: 'Funding',
      summary: 'Set what an approver may approve alone, from a day on',
      permission: 'set-approval-limits',
      auditEvent: 'funding.approval-limit-set',
      needsVersion: true,
      params: z.strictObject({ memberId: identifier.describe('The approver') }),
      body: z.strictObject({
        limitPence: wholeNumber(0, highestApprovalLimitPence).describe('For one approval, in pence'),
        fromOn: civilDate.describe('First day on which it counts'),
      }),
      reply: z.object({
        memberId: identifier.describe('The approver'),
        version: z.int().describe('Send as If-Match when setting the next'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'own-limit': {
          status: 409,
          title: 'Nobody sets their own limit',
          remedy: 'Ask another approver of the partnership or an administrator.',
        },
        'more-than-your-own': {
          status: 409,
          title: 'Nobody hands on more than they have',
          remedy: 'Give at most limitPence, or ask an administrator.',
          pointer: '/limitPence',
        },
        'limit-from-the-past': {
          status: 422,
          title: 'A limit cannot be set for days gone by',
          remedy: 'Give today or a later date.',
          pointer: '/fromOn',
        },
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
      },
    },
    async (tx, { params, body, scope, actor, expectedVersion }) =>
      setApprovalLimit(tx, scope, {
        ...params,
        fromOn: body.fromOn,
        limitPence: pence(body.limitPence),
        setBy: actor.memberId,
        today: (await now(tx)).today,
        expectedVersion,
      }),
  ),
];

const proposing = (deps: ApprovalRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-proposal',
      operationId: 'proposeFundingApproval',
      tag: 'Funding',
      summary: 'Propose an approval above your own limit to a second approver',
      permission: 'decide-funding',
      auditEvent: 'funding.approval-proposed',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({
        weeks: wholeNumber(1, longestStayWeeks).describe('Weeks paid for'),
        weeklyRatePence: wholeNumber(1, dearestWeekPence).describe('Price of a week, in pence'),
        otherPayers: otherPayersField,
        decidedOn: civilDate.describe('Day of the decision'),
        exceptionalReason: words(500)
          .optional()
          .describe('Why it is needed even beyond the second approver’s limit; stays visible'),
      }),
      reply: moved,
      refusals: proposeProblems,
    },
    async (tx, { params, body, scope, actor }) =>
      deps.proposeApproval(tx, scope, {
        ...params,
        ...body,
        ...otherPayersOf(body.otherPayers),
        weeklyRatePence: pence(body.weeklyRatePence),
        exceptionalReason: body.exceptionalReason ?? null,
        memberId: actor.memberId,
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-proposal/confirmation',
      operationId: 'confirmFundingApproval',
      tag: 'Funding',
      summary: 'Give the second yes to a proposed approval',
      permission: 'decide-funding',
      auditEvent: 'funding.funding-decided',
      needsVersion: true,
      replyStatus: 201,
      params: ofReferral,
      reply: z.object({
        fundingDecisionId: identifier.describe('The decision'),
        version: z.int().describe('Its version'),
      }),
      refusals: {
        ...recordProblems,
        ...inUseProblems,
        ...sharesProblems,
        ...moveProblems,
        'above-your-limit': {
          ...decideProblems['above-your-limit'],
          remedy:
            'Ask an approver whose limit covers it, or have it proposed again as exceptional, with its reason.',
        },
        'second-approver-needed': {
          status: 409,
          title: 'Whoever proposed it cannot give the second yes',
          remedy: 'Ask another approver of the partnership.',
        },
      },
    },
    async (tx, { params, scope, actor, expectedVersion }) =>
      deps.confirmApproval(tx, scope, {
        ...params,
        memberId: actor.memberId,
        expectedVersion,
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-proposal/return',
      operationId: 'returnFundingProposal',
      tag: 'Funding',
      summary: 'Give a proposed approval back with why',
      permission: 'decide-funding',
      auditEvent: 'funding.proposal-returned',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({ note: words(500).describe('Why it is given back') }),
      reply: moved,
      refusals: moveProblems,
    },
    async (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.returnProposal(tx, scope, {
        ...params,
        ...body,
        memberId: actor.memberId,
        expectedVersion,
        today: (await deps.now(tx)).today,
      }),
  ),
];

const listing = ({ listProposals }: ApprovalRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/funding-proposals',
      operationId: 'listFundingProposals',
      tag: 'Funding',
      summary: 'Approvals that wait for a second approver, the oldest first',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'funding-proposals' },
      query: z.strictObject(paging),
      reply: z.object({
        items: z
          .array(
            z.object({
              proposalId: identifier.describe('The proposal'),
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('Reference of the person'),
              route: z.enum(routes).describe('Where the money comes from'),
              weeks: z.int().describe('Weeks paid for'),
              weeklyRatePence: z.int().describe('Price of a week, in pence'),
              payers: payersReply,
              totalPence: z.int().describe('What the whole would cost, in pence'),
              proposedOn: civilDateText.describe('Day it was proposed'),
              proposedBy: identifier.describe('Who proposed it, and so cannot confirm it'),
              exceptionalReason: z
                .string()
                .nullable()
                .describe('Why it is exceptional; null where it is not'),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('The oldest first'),
        next: z.string().nullable().describe('Send as after for more; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query: { after, limit }, scope }) => {
      const found = await listProposals(tx, scope, { after: after ?? null, limit: limit + 1 });
      const shown = found.slice(0, limit);
      return done({
        items: shown.map((proposal) => ({
          ...{ proposalId: proposal.proposalId, referralId: proposal.referralId },
          ...{ reference: proposal.reference, route: proposal.route, weeks: proposal.weeks },
          weeklyRatePence: proposal.weeklyRatePence,
          payers: [...payersOf(proposal)],
          totalPence: requestCost(proposal),
          ...{ proposedOn: proposal.proposedOn, proposedBy: proposal.proposedBy },
          ...{ exceptionalReason: proposal.exceptionalReason, version: proposal.version },
        })),
        next: found.length > shown.length ? (shown.at(-1)?.proposalId ?? null) : null,
      });
    },
  );

/** What each approver may approve alone, and what waits for a second one. */
export const approvalRoutes = (deps: ApprovalRouteDeps): readonly Route[] => [
  ...limits(deps),
  listing(deps),
  ...proposing(deps),
];
