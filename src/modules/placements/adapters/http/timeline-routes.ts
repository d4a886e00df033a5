import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, paging } from '../../../../platform/http/schemas.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type { ReadTimeline, TimelineStep } from '../../application/timeline.js';

/** What the route of a timeline needs. */
export interface TimelineRouteDeps {
  readonly readReferral: ReadReferral;
  readonly readTimeline: ReadTimeline;
  readonly readProviderTimeline: ReadTimeline;
}

const reply = z.object({
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
});

const refusals = {
  'not-found': commonProblems['not-found'],
  'page-unknown': {
    status: 400,
    title: 'That is not the mark of a page',
    remedy: 'Send the next of an earlier answer, or none for the first page.',
    pointer: '/query/after',
  },
} as const;

const isMark = (after: string | null): boolean => after === null || /^\d{1,19}$/.test(after);

/** A page of steps; one more than `limit` was read. */
const answerOf = (found: readonly TimelineStep[], limit: number): z.output<typeof reply> => {
  const items = found.slice(0, limit);
  return {
    items: items.map(({ byText, at, ...step }) => ({ ...step, at: at.toISOString(), by: byText })),
    next: found.length > limit ? (items.at(-1)?.stepId ?? null) : null,
  };
};

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
      reply,
      refusals,
    },
    async (tx, { params: { referralId }, query: { after = null, limit }, scope }) => {
      if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
      if (!isMark(after)) return refuse({ code: 'page-unknown' });
      return done(
        answerOf(await deps.readTimeline(tx, scope, referralId, { before: after, limit: limit + 1 }), limit),
      );
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/people/{referralId}/timeline',
      operationId: 'readProviderTimeline',
      tag: 'Placements',
      summary: 'What the provider was asked and offered for a referral and what became of it, newest first',
      permission: 'run-placements',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject(paging),
      reply,
      refusals,
    },
    async (tx, { params: { referralId }, query: { after = null, limit }, scope }) => {
      if (!isMark(after)) return refuse({ code: 'page-unknown' });
      const query = { before: after, limit: limit + 1 };
      const found = await deps.readProviderTimeline(tx, scope, referralId, query);
      // That there are steps is what lets the provider know of the person at all.
      if (after === null && found.length === 0) return refuse({ code: 'not-found' });
      return done(answerOf(found, limit));
    },
  ),
];
