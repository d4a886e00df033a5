import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import type { makeKeepEquality, ReadEquality } from '../../application/keep-equality.js';
import { equalityChoices } from '../../domain/equality.js';
import { changed, nothingCorrected, params } from './change-parts.js';

/** What the routes of the answers about equality need. */
export interface EqualityRouteDeps {
  readonly readEquality: ReadEquality;
  readonly keepEquality: ReturnType<typeof makeKeepEquality>;
}

const answers = z.strictObject({
  ethnicGroup: z.enum(equalityChoices.ethnicGroup).nullable().describe('Ethnic group'),
  disability: z
    .enum(equalityChoices.disability)
    .nullable()
    .describe('Day-to-day activities limited by a health problem or disability of 12 months or more'),
  religionOrBelief: z.enum(equalityChoices.religionOrBelief).nullable().describe('Religion or belief'),
  sexualOrientation: z.enum(equalityChoices.sexualOrientation).nullable().describe('Sexual orientation'),
  transStatus: z.enum(equalityChoices.transStatus).nullable().describe('Trans, or a trans history'),
});

/** What people answer about equality: apart from everything else, for their partnership's coordinators only. */
export const equalityRoutes = (deps: EqualityRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/equality',
      operationId: 'readEquality',
      tag: 'Referrals',
      summary: 'What the person answered about equality; null where nobody asked',
      permission: 'keep-equality',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        answers: answers.describe('What the person answered'),
        version: z.int().describe('Version to send with a change; 1 before the first'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const kept = await deps.readEquality(tx, scope, referralId);
      return kept === null
        ? refuse({ code: 'not-found' })
        : done({ answers: kept.answers, version: kept.version });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/equality',
      operationId: 'recordEquality',
      tag: 'Referrals',
      summary: 'Record what the person answered about equality, in the place of what they answered before',
      permission: 'keep-equality',
      auditEvent: 'referrals.equality-recorded',
      needsVersion: true,
      replyStatus: 201,
      params,
      body: answers,
      reply: changed,
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
        'nothing-corrected': nothingCorrected,
      },
    },
    (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.keepEquality(tx, scope, {
        referralId,
        expectedVersion,
        memberId: actor.memberId,
        answers: body,
      }),
  ),
];
