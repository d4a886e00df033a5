import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import { dearestWeekPence } from '../../../referrals/contract/facts.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type {
  AskTakeoverRefusal,
  ConfirmTakeoverRefusal,
  FundingTakeovers,
  makeAskTakeover,
  makeConfirmTakeover,
  makeReturnTakeover,
  TakeoverMoveRefusal,
} from '../../application/takeover.js';
import { payersOf } from '../../domain/payers.js';
import type { TakeoverDayRefusal } from '../../domain/takeover.js';
import { decideProblems } from './decide-problems.js';
import { otherPayersField, otherPayersOf, payerField, payersReply, sharesProblems } from './payer-fields.js';

/** What the routes of taking over need. */
export interface TakeoverRouteDeps {
  readonly readReferral: ReadReferral;
  readonly readOpenTakeover: FundingTakeovers['findOpen'];
  readonly askTakeover: ReturnType<typeof makeAskTakeover>;
  readonly confirmTakeover: ReturnType<typeof makeConfirmTakeover>;
  readonly returnTakeover: ReturnType<typeof makeReturnTakeover>;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const ofReferral = z.strictObject({ referralId: identifier.describe('The referral') });
const asked = z.object({
  takeoverId: identifier.describe('What was asked'),
  version: z.int().describe('Its version now'),
});

const dayProblems: ProblemTable<TakeoverDayRefusal> = {
  'takeover-day-outside': {
    status: 422,
    title: 'Nobody can begin to pay on that day',
    remedy: 'Give a day from earliestOn to latestOn: nights gone by stay with whoever paid for them.',
    pointer: '/fromOn',
    detail: ({ earliestOn, latestOn }) => `It can begin from ${earliestOn} to ${latestOn}.`,
  },
};

const moveProblems: ProblemTable<TakeoverMoveRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-asked': {
    status: 409,
    title: 'Nobody is asked to take over',
    remedy: 'Read the referral again: it was confirmed or given back.',
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const askProblems: ProblemTable<AskTakeoverRefusal> = {
  ...sharesProblems,
  ...dayProblems,
  'not-found': commonProblems['not-found'],
  'nobody-stays': {
    status: 409,
    title: 'No stay runs for this referral',
    remedy: 'Ask once the person has arrived; before that, record another decision.',
  },
  'additional-fund-not-open': { ...sharesProblems['additional-fund-not-open'], pointer: '/payer' },
  'takeover-waits': {
    status: 409,
    title: 'Others are asked to take over already',
    remedy: 'Have it confirmed or given back, then ask again.',
  },
};

const confirmProblems: ProblemTable<ConfirmTakeoverRefusal> = {
  ...moveProblems,
  ...dayProblems,
  'above-your-limit': {
    ...decideProblems['above-your-limit'],
    remedy: 'Ask an approver whose limit covers it.',
  },
  'second-approver-needed': {
    status: 409,
    title: 'Whoever asked for it cannot give the yes',
    remedy: 'Ask another approver of the partnership.',
  },
  'stay-changed': {
    status: 409,
    title: 'The stay is not the one that was agreed to',
    remedy: 'Give it back, and ask again for the stay as it is now.',
    detail: ({ departsOn }) =>
      departsOn === null ? 'It has ended.' : `Its planned end is ${departsOn} now.`,
  },
  'budget-missing': {
    status: 409,
    title: 'There is no budget for a payer in a year the nights touch',
    remedy: 'Have a budget set for the year, or name another payer.',
    detail: ({ financialYear, route }) => `${route} has none for the year from April ${financialYear}.`,
  },
  'budget-exhausted': {
    status: 409,
    title: 'The budget has too little left',
    remedy: 'Name another payer, or have the budget raised.',
    detail: ({ leftPence, neededPence }) => `Left: ${leftPence} pence; needed: ${neededPence} pence.`,
  },
};

/** Others pay for a stay from a day on: asked for by one member, confirmed by another. */
export const takeoverRoutes = (deps: TakeoverRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/funding-takeover',
      operationId: 'readFundingTakeover',
      tag: 'Funding',
      summary: 'Who is asked to pay for the rest of a stay',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: ofReferral,
      reply: z.object({
        takeover: z
          .object({
            takeoverId: identifier.describe('What was asked'),
            fromOn: civilDateText.describe('First night they would pay for'),
            toOn: civilDateText.describe('Planned end of the stay that was agreed to'),
            weeklyRatePence: z.int().describe('Price of a week, in pence'),
            payers: payersReply,
            reason: z.string().describe('Why'),
            proposedBy: identifier.describe('Who asked, and so cannot confirm'),
            version: z.int().describe('Send as If-Match with the answer'),
          })
          .nullable()
          .describe('What waits for its yes; null where nobody is asked'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
      const open = await deps.readOpenTakeover(tx, referralId);
      if (open === null) return done({ takeover: null });
      const { takeoverId, nights, weeklyRatePence, reason, proposedBy, version } = open;
      return done({
        takeover: {
          ...{ takeoverId, weeklyRatePence, reason, proposedBy, version },
          ...{ fromOn: nights.arrivesOn, toOn: nights.departsOn, payers: [...payersOf(open)] },
        },
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-takeover',
      operationId: 'askFundingTakeover',
      tag: 'Funding',
      summary: 'Ask that others pay for the rest of a stay, from a day on',
      permission: 'edit-referrals',
      auditEvent: 'funding.takeover-asked',
      replyStatus: 201,
      params: ofReferral,
      body: z.strictObject({
        fromOn: civilDate.describe('First night they pay for, today or later'),
        weeklyRatePence: wholeNumber(1, dearestWeekPence).describe('Price of a week from then, in pence'),
        payer: payerField.describe('Who pays all that the others do not'),
        otherPayers: otherPayersField,
        reason: words(500).describe('Why'),
      }),
      reply: asked,
      refusals: askProblems,
    },
    async (tx, { params, body, scope, actor }) =>
      deps.askTakeover(tx, scope, {
        ...params,
        ...body,
        ...otherPayersOf(body.otherPayers),
        weeklyRatePence: pence(body.weeklyRatePence),
        memberId: actor.memberId,
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-takeover/confirmation',
      operationId: 'confirmFundingTakeover',
      tag: 'Funding',
      summary: 'Give the yes of the new money to a takeover',
      permission: 'decide-funding',
      auditEvent: 'funding.takeover-confirmed',
      needsVersion: true,
      replyStatus: 201,
      params: ofReferral,
      reply: z.object({
        fundingDecisionId: identifier.describe('The decision that pays from now on'),
        version: z.int().describe('The version of what was asked'),
      }),
      refusals: confirmProblems,
    },
    async (tx, { params, scope, actor, expectedVersion }) =>
      deps.confirmTakeover(tx, scope, {
        ...params,
        memberId: actor.memberId,
        expectedVersion,
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-takeover/return',
      operationId: 'returnFundingTakeover',
      tag: 'Funding',
      summary: 'Give a takeover back with why',
      permission: 'decide-funding',
      auditEvent: 'funding.takeover-returned',
      needsVersion: true,
      params: ofReferral,
      body: z.strictObject({ note: words(500).describe('Why it is given back') }),
      reply: asked,
      refusals: moveProblems,
    },
    async (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.returnTakeover(tx, scope, { ...params, ...body, memberId: actor.memberId, expectedVersion }),
  ),
];
