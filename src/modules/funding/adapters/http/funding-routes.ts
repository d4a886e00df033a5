import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDate, identifier, wholeNumber, words } from '../../../../platform/http/schemas.js';
import { dearestWeekPence, longestStayWeeks } from '../../../referrals/contract/facts.js';
import { fundingDeclineReasons } from '../../domain/funding.js';
import type { makeDecideFunding } from '../../application/decide-funding.js';
import { otherPayersField, otherPayersOf } from './payer-fields.js';
import { decideProblems } from './decide-problems.js';

/** What the routes of funding need. */
export interface FundingRouteDeps {
  readonly decideFunding: ReturnType<typeof makeDecideFunding>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** The partnership's yes or no to paying. */
export const fundingRoutes = ({ decideFunding, now }: FundingRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/funding-decisions',
      operationId: 'decideFunding',
      tag: 'Funding',
      summary: 'Record a funding decision on a referral',
      permission: 'decide-funding',
      auditEvent: 'funding.funding-decided',
      replyStatus: 201,
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      body: z.strictObject({
        decision: z.enum(['approved', 'declined']).describe('Yes or no'),
        decidedOn: civilDate.describe('Day of the decision'),
        weeks: wholeNumber(1, longestStayWeeks)
          .optional()
          .describe('Weeks paid for: a yes says so, with a no it is not read'),
        weeklyRatePence: wholeNumber(1, dearestWeekPence)
          .optional()
          .describe('Price of a week, in pence: a yes says so, with a no it is not read'),
        otherPayers: otherPayersField,
        reason: z
          .enum(fundingDeclineReasons)
          .optional()
          .describe('Why not: a no says so, with a yes it is not read'),
        note: words(500).optional().describe('More about why not, for the coordinator'),
      }),
      reply: z.object({
        fundingDecisionId: identifier.describe('The decision'),
        version: z.int().describe('Its version'),
      }),
      refusals: {
        ...decideProblems,
        'approval-incomplete': {
          status: 422,
          title: 'A yes says for how many weeks, and at what price',
          remedy: 'Give weeks and weeklyRatePence.',
          pointer: '/weeks',
        },
        'decline-incomplete': {
          status: 422,
          title: 'A no says why',
          remedy: 'Give a reason.',
          pointer: '/reason',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor }) => {
      const { today } = await now(tx);
      const about = { referralId, today, decidedOn: body.decidedOn, memberId: actor.memberId };
      const { weeks, weeklyRatePence, reason, note, otherPayers } = body;
      if (body.decision === 'approved') {
        if (weeks === undefined || weeklyRatePence === undefined) {
          return refuse({ code: 'approval-incomplete' });
        }
        const granted = {
          ...{ decision: body.decision, weeks, weeklyRatePence: pence(weeklyRatePence) },
          ...otherPayersOf(otherPayers),
        };
        return decideFunding(tx, scope, { ...about, ...granted });
      }
      return reason === undefined
        ? refuse({ code: 'decline-incomplete' })
        : decideFunding(tx, scope, { ...about, decision: body.decision, reason, note: note ?? null });
    },
  ),
];
