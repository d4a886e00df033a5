import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { WorkingCalendar } from '../../../../kernel/working-time.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDateText, identifier, paging, words } from '../../../../platform/http/schemas.js';
import type {
  AnswerSuitabilityRefusal,
  makeAnswerSuitability,
} from '../../application/answer-suitability.js';
import type {
  AskSuitabilityRefusal,
  FollowUpRefusal,
  makeAskSuitability,
  makeFollowUpSuitability,
} from '../../application/ask-suitability.js';
import type { ListOpenSuitability } from '../../application/suitability-ports.js';
import {
  answerDueOn,
  informants,
  unsuitableReasons,
  type SuitabilityDays,
} from '../../domain/suitability.js';

/** What the routes of suitability need. */
export interface SuitabilityRouteDeps {
  readonly askSuitability: ReturnType<typeof makeAskSuitability>;
  readonly followUpSuitability: ReturnType<typeof makeFollowUpSuitability>;
  readonly answerSuitability: ReturnType<typeof makeAnswerSuitability>;
  readonly listOpenSuitability: ListOpenSuitability;
  readonly workingCalendar: WorkingCalendar;
  readonly suitabilityDays: SuitabilityDays;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const closed = {
  status: 409,
  title: 'The referral is closed',
  remedy: 'Record a new referral if the person asks again.',
} as const;

const askProblems: ProblemTable<AskSuitabilityRefusal> = {
  'not-found': commonProblems['not-found'],
  'referral-closed': closed,
  'project-unknown': {
    status: 422,
    title: 'The project is not known',
    remedy: 'Choose a project from the list of projects.',
    pointer: '/projectId',
  },
  'already-asked': {
    status: 409,
    title: 'The project has been asked about this person and has not answered yet',
    remedy: 'Wait for the answer, or take the question back and ask again.',
    pointer: '/projectId',
  },
};

const answerProblems: ProblemTable<AnswerSuitabilityRefusal> = {
  'not-found': commonProblems['not-found'],
  'referral-closed': { ...closed, remedy: 'Nothing is left to answer: the person does not wait any more.' },
  'rule-missing': {
    status: 422,
    title: 'A no for a rule names the rule',
    remedy: 'Send ruleId of a rule of the project that is in force today, or another reason.',
    pointer: '/ruleId',
  },
  'rule-not-in-force': {
    status: 422,
    title: 'The project has no such rule in force today',
    remedy: 'Send ruleId of one of the project’s rules that are in force today.',
    pointer: '/ruleId',
  },
  'why-missing': {
    status: 422,
    title: 'Another reason is said in words',
    remedy: 'Send note with the reason, or one of the coded reasons.',
    pointer: '/note',
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const followUpProblems: ProblemTable<FollowUpRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-wanted': {
    status: 409,
    title: 'The project does not ask for more to be known',
    remedy: 'Wait for its answer.',
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const ofRequest = z.strictObject({ requestId: identifier.describe('The question') });
const moved = z.object({
  requestId: identifier.describe('The question'),
  version: z.int().describe('Its version now'),
});
const note = words(500).nullable().default(null);

const answerBody = z.strictObject({
  answer: z
    .discriminatedUnion(
      'kind',
      [
        z.strictObject({
          kind: z.literal('suitable'),
          note: note.describe('What the partnership should know'),
        }),
        z.strictObject({
          kind: z.literal('not_suitable'),
          reason: z.enum(unsuitableReasons).describe('Why'),
          ruleId: identifier.nullable().default(null).describe('The rule it rests on; needed for a rule'),
          note: note.describe('More about why, and where the person might do better'),
        }),
        z.strictObject({
          kind: z.literal('more_information'),
          neededFrom: z.enum(informants).describe('Who knows it'),
          note: words(500).describe('What must be known'),
        }),
      ],
      'Give an object whose kind is one of: suitable, not_suitable, more_information.',
    )
    .describe('What the project says'),
  referralVersion: z
    .int()
    .min(1)
    .max(999_999_999)
    .describe('Of the referral whose facts were read, as the list of questions said'),
});

const asking = ({ askSuitability, followUpSuitability, now }: SuitabilityRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/suitability-requests',
      operationId: 'askSuitability',
      tag: 'Eligibility',
      summary: 'Ask a project whether a person would be suitable',
      permission: 'edit-referrals',
      auditEvent: 'eligibility.suitability-asked',
      replyStatus: 201,
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      body: z.strictObject({
        projectId: identifier.describe('The project'),
        note: note.describe('What the project should know besides the facts of the referral'),
      }),
      reply: moved,
      refusals: askProblems,
    },
    async (tx, { params, body, scope, actor }) =>
      askSuitability(tx, scope, {
        ...params,
        ...body,
        memberId: actor.memberId,
        today: (await now(tx)).today,
      }),
  ),
  ...(
    [
      {
        kind: 'information_given',
        path: 'information',
        operationId: 'giveInformation',
        summary: 'Tell the project what else it had to know',
        auditEvent: 'eligibility.information-given',
        about: 'What is known now, and who said it',
      },
      {
        kind: 'withdrawn',
        path: 'withdrawal',
        operationId: 'withdrawSuitability',
        summary: 'Take a question to a project back',
        auditEvent: 'eligibility.suitability-withdrawn',
        about: 'Why it is taken back',
      },
    ] as const
  ).map(({ kind, path, operationId, summary, auditEvent, about }) =>
    defineRoute(
      {
        method: 'post',
        path: `/api/suitability-requests/{requestId}/${path}`,
        operationId,
        tag: 'Eligibility',
        summary,
        permission: 'edit-referrals',
        auditEvent,
        needsVersion: true,
        params: ofRequest,
        body: z.strictObject({ note: words(500).describe(about) }),
        reply: moved,
        refusals: followUpProblems,
      },
      async (tx, { params, body, scope, actor, expectedVersion }) =>
        followUpSuitability(tx, scope, {
          ...params,
          ...body,
          kind,
          expectedVersion,
          memberId: actor.memberId,
          today: (await now(tx)).today,
        }),
    ),
  ),
];

const answering = ({ answerSuitability, now }: SuitabilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/suitability-requests/{requestId}/answer',
      operationId: 'answerSuitability',
      tag: 'Eligibility',
      summary: 'Say whether a person is suitable, or what else must be known',
      permission: 'answer-suitability',
      auditEvent: 'eligibility.suitability-answered',
      needsVersion: true,
      params: ofRequest,
      body: answerBody,
      reply: moved,
      refusals: answerProblems,
    },
    async (tx, { params, body, scope, actor, expectedVersion }) =>
      answerSuitability(tx, scope, {
        ...params,
        given: body.answer,
        referralVersion: body.referralVersion,
        expectedVersion,
        memberId: actor.memberId,
        today: (await now(tx)).today,
      }),
  );

const listing = ({ listOpenSuitability, workingCalendar, suitabilityDays }: SuitabilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/suitability-requests',
      operationId: 'listSuitabilityRequests',
      tag: 'Eligibility',
      summary: 'Questions of suitability that wait, the oldest first, without names',
      permission: 'see-offers',
      auditEvent: null,
      auditedRead: { list: 'suitability-requests' },
      query: z.strictObject({
        ...paging,
        after: identifier.optional().describe('The `next` of the page before'),
      }),
      reply: z.object({
        items: z
          .array(
            z.object({
              requestId: identifier.describe('The question'),
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              projectId: identifier.describe('The project asked'),
              askedOn: civilDateText.describe('Day on which it was asked'),
              waitsFor: z.enum(['provider', 'partnership']).describe('Whose move it is'),
              dueOn: civilDateText
                .nullable()
                .describe('Last day on which an answer is in time; null while more is to be told'),
              referralVersion: z
                .int()
                .describe(
                  'The version of the referral’s facts; sent with an answer, so that none rests on older ones',
                ),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('At most limit'),
        next: identifier.nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query, scope }) => {
      const found = await listOpenSuitability(tx, scope, {
        after: query.after ?? null,
        limit: query.limit + 1,
      });
      const items = found.slice(0, query.limit).map((one) => {
        const { requestId, referralId, reference, projectId, askedOn, urgencyBand, latest, version } = one;
        const { referralVersion } = one;
        const dueOn = answerDueOn(workingCalendar, suitabilityDays, {
          askedOn,
          urgencyBand,
          latest: latest === null ? null : { kind: latest.step.kind, on: latest.on },
        });
        const waitsFor = dueOn === null ? ('partnership' as const) : ('provider' as const);
        return {
          requestId,
          referralId,
          reference,
          projectId,
          askedOn,
          waitsFor,
          dueOn,
          referralVersion,
          version,
        };
      });
      return done({
        items,
        next: found.length > items.length ? (items.at(-1)?.requestId ?? null) : null,
      });
    },
  );

/** Whether a project would take a person: ask, answer, follow up, and what waits. */
export const suitabilityRoutes = (deps: SuitabilityRouteDeps): readonly Route[] => [
  ...asking(deps),
  answering(deps),
  listing(deps),
];
