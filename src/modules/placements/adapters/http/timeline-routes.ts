import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, paging } from '../../../../platform/http/schemas.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type { ReadTimeline } from '../../application/timeline.js';

/** What the route of a timeline needs. */
export interface TimelineRouteDeps {
  readonly readReferral: ReadReferral;
  readonly readTimeline: ReadTimeline;
}

/** What happened to one person's referral. */
export const timelineRoutes = (deps: TimelineRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/timeline',
      operationId: 'readTimeline',
      tag: 'Referrals',
      summary: 'What was done and decided for a referral, by whom and when, newest first',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject(paging),
      reply: z.object({
        items: z
          .array(
            z.object({
              stepId: z.string().describe('The step; later steps have higher numbers'),
              at: z.iso.datetime().describe('When'),
              action: z.string().describe('What was done, as the record calls it'),
              text: z.string().describe('What happened and what was decided, in words'),
              by: z.string().describe('Who acted, in which role, for whom'),
            }),
          )
          .describe('At most limit, newest first'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'page-unknown': {
          status: 400,
          title: 'That is not the mark of a page',
          remedy: 'Send the next of an earlier answer, or none for the first page.',
          pointer: '/query/after',
        },
      },
    },
    async (tx, { params: { referralId }, query: { after = null, limit }, scope }) => {
      if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
      if (after !== null && !/^\d{1,19}$/.test(after)) return refuse({ code: 'page-unknown' });
      const found = await deps.readTimeline(tx, scope, referralId, { before: after, limit: limit + 1 });
      const items = found.slice(0, limit);
      return done({
        items: items.map(({ byText, at, ...step }) => ({ ...step, at: at.toISOString(), by: byText })),
        next: found.length > limit ? (items.at(-1)?.stepId ?? null) : null,
      });
    },
  ),
];
