import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText, identifier } from '../../../../platform/http/schemas.js';
import type { makeReadLaterWeeks } from '../../application/later-weeks.js';
import { toldPlan } from '../../domain/later-weeks/told-plan.js';

/** What the route of later weeks needs. */
export interface LaterWeeksRouteDeps {
  readonly readLaterWeeks: ReturnType<typeof makeReadLaterWeeks>;
}

const toldCounts = {
  people: z
    .int()
    .nullable()
    .describe(
      'People of all partnerships who are ready, and neither have nor are suggested a bed; to the nearest five, null for fewer than five',
    ),
  placed: z
    .int()
    .nullable()
    .describe('How many of them the plan has a bed for; to the nearest five, null for fewer than five'),
  moreAtMost: z.int().describe('No plan could have a bed for more of them besides; to the next five above'),
};

/** The plan for the weeks after those for which offers are made. */
export const laterWeeksRoutes = (deps: LaterWeeksRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/later-weeks',
      operationId: 'listLaterWeeks',
      tag: 'Matching',
      summary:
        'Who could go where in later weeks by the newest plan, and how many more could at most; without names',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'later-weeks' },
      reply: z.object({
        plan: z
          .object({
            madeAt: z.iso.datetime().describe('When it was worked out'),
            untilOn: civilDateText.describe('Last day on which somebody may arrive by it'),
            ...toldCounts,
            byBand: z
              .array(z.object({ band: z.string().describe('The urgency'), ...toldCounts }))
              .describe(
                'By urgency, the most pressing first, each beside plans that have a bed for as many of each more pressing urgency as this one; empty for a plan that did not keep it',
              ),
          })
          .nullable()
          .describe(
            'The newest plan as a whole; null before the first. A plan is not an offer, and binds nobody',
          ),
        people: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              bedsThatFit: z
                .int()
                .describe('Beds that fit and come free in time for them, whoever they are planned for'),
              place: z
                .object({
                  projectId: identifier.describe('The project'),
                  projectName: z.string().describe('Its name'),
                  arrivesOn: civilDateText.describe('First night of the planned stay'),
                  departsOn: civilDateText.describe('The day of leaving'),
                })
                .nullable()
                .describe('Null where the plan has no bed for them'),
            }),
          )
          .describe('Those of the partnership, in the order of the list; bounded by its waiting list'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const { plan, people } = await deps.readLaterWeeks(tx, scope);
      return done({
        plan:
          plan === null
            ? null
            : {
                ...{ madeAt: plan.madeAt.toISOString(), untilOn: plan.untilOn, ...toldPlan(plan) },
                byBand: plan.byBand.map((counts) => ({ band: counts.band, ...toldPlan(counts) })),
              },
        people: people.map(({ referral, bedsThatFit, place }) => ({
          ...{ referralId: referral.referralId, reference: referral.reference, bedsThatFit, place },
        })),
      });
    },
  ),
];
