import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pageAfter } from '../../../../kernel/marked-page.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  paging,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import type { LeavingStory, ReadLeavingStory } from '../../application/leaving-facts.js';
import type { makeRecordSafety, RecordSafety } from '../../application/record-safety.js';
import type { ReadOwedTasks } from '../../application/safety-tasks.js';
import {
  deriveSafetyTasks,
  enteredInError,
  hasComeBack,
  outcomesOf,
  type LeavingPolicy,
} from '../../domain/leaving-safely.js';
import { measuredOnLeaving, measuredWith } from './leaving-outcome-body.js';
import { safetyProblems } from './safety-problems.js';

/** What the routes of leaving safely need. */
export interface SafetyRouteDeps {
  readonly policy: LeavingPolicy;
  readonly recordSafety: ReturnType<typeof makeRecordSafety>;
  readonly readLeavingStory: ReadLeavingStory;
  readonly readOwedTasks: ReadOwedTasks;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const params = z.strictObject({ placementId: identifier.describe('The placement') });
const recorded = z.object({
  placementId: identifier.describe('The placement'),
  recordId: identifier.describe('The new record'),
});

const outcomes = <S extends keyof typeof outcomesOf>(subject: S, what: string) =>
  z.enum([...outcomesOf[subject], enteredInError]).describe(`${what}; entered_in_error only in a correction`);

/** What every record says besides its answer. */
const happened = {
  happenedOn: civilDate.describe('The day it was done or tried'),
  note: words(500)
    .nullable()
    .default(null)
    .describe('What else the next person should know; the reason where something was not done'),
  correctsRecordId: identifier
    .nullable()
    .default(null)
    .describe('The record this one replaces; null for one that replaces none'),
};

interface Said {
  readonly outcome: string;
  readonly happenedOn: IsoDate;
  readonly note: string | null;
  readonly correctsRecordId: string | null;
}

const commandOf = (
  subject: RecordSafety['subject'],
  { placementId, memberId }: { readonly placementId: string; readonly memberId: string },
  { outcome, happenedOn, note, correctsRecordId }: Said,
  rest: Partial<Pick<RecordSafety, 'weeks' | 'naloxone' | 'measured'>> = {},
): RecordSafety => ({
  placementId,
  memberId,
  subject,
  outcome,
  happenedOn,
  note,
  correctsId: correctsRecordId,
  weeks: null,
  naloxone: null,
  measured: null,
  ...rest,
});

const task = z.object({
  task: z.string().describe('What is owed, such as naloxone_at_discharge or follow_up_12'),
  owner: z.enum(['provider', 'partnership']).describe('Who has to do it'),
  opensOn: civilDateText.describe('First day on which it can be done'),
  dueOn: civilDateText.describe('Last day on which it is done in time'),
  status: z.enum(['later', 'due', 'overdue', 'done', 'fallen-away']).describe('Where it stands today'),
  recordId: identifier.nullable().describe('The record that did it; null until then'),
  isLate: z.boolean().describe('Whether it was done later than due'),
});

const record = z.object({
  recordId: identifier.describe('The record'),
  subject: z.string().describe('What it is about'),
  weeks: z.int().nullable().describe('Of a follow-up; null otherwise'),
  outcome: z.string().describe('The answer'),
  happenedOn: civilDateText.describe('The day it was done or tried'),
  kits: z.int().nullable().describe('Naloxone kits given'),
  isTrained: z.boolean().nullable().describe('Whether the person was shown how to use naloxone'),
  instrument: z.string().nullable().describe('The instrument the outcome was measured with'),
  instrumentVersion: z.string().nullable().describe('Its version'),
  score: z.number().nullable().describe('The score, on the scale of the instrument'),
  satisfaction: z.int().nullable().describe('From 0 to 10'),
  note: z.string().nullable().describe('What was written with it'),
  correctsRecordId: identifier.nullable().describe('The record it replaces'),
  isCorrected: z.boolean().describe('Whether a later record replaces it'),
  recordedBy: z.string().describe('Who recorded it'),
  recordedAt: z.string().describe('When, as an instant in UTC'),
});

const toReply = (policy: LeavingPolicy, story: LeavingStory, today: IsoDate) => ({
  placementId: story.placementId,
  state: story.state,
  endedOn: story.endedOn,
  tasks: deriveSafetyTasks(policy, story, story.records, today).map((one) => ({
    task: one.key,
    owner: one.owner,
    opensOn: one.opensOn,
    dueOn: one.dueOn,
    status: one.status,
    recordId: one.record?.recordId ?? null,
    isLate: one.isLate,
  })),
  records: story.told.map(({ correctsId, recordedAt, ...told }) => ({
    ...told,
    correctsRecordId: correctsId,
    recordedAt: recordedAt.toISOString(),
  })),
  cameBack:
    story.endedOn !== null &&
    story.nextReferral !== null &&
    hasComeBack(policy, story.endedOn, story.nextReferral.receivedOn)
      ? { ...story.nextReferral }
      : null,
});

const naloxone = (deps: SafetyRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/naloxone',
      operationId: 'recordNaloxone',
      tag: 'Leaving safely',
      summary: 'What was done about naloxone, on arrival or on leaving',
      permission: 'run-placements',
      auditEvent: 'placements.safety-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        at: z.enum(['admission', 'discharge']).describe('On arrival or on leaving'),
        outcome: outcomes('naloxone_at_discharge', 'What was done'),
        kits: wholeNumber(1, 20).optional().describe('Kits given; only with accepted'),
        isTrained: z
          .boolean()
          .optional()
          .describe('Whether the person was shown how to use them; only with accepted'),
        ...happened,
      }),
      reply: recorded,
      refusals: safetyProblems,
    },
    (tx, { params: { placementId }, body, scope, actor }) => {
      const { at, kits, isTrained } = body;
      const subject = at === 'admission' ? 'naloxone_at_admission' : 'naloxone_at_discharge';
      const said = { placementId, memberId: actor.memberId };
      return deps.recordSafety(
        tx,
        scope,
        commandOf(subject, said, body, {
          naloxone:
            kits === undefined && isTrained === undefined
              ? null
              : { kits: kits ?? 0, isTrained: isTrained ?? false },
        }),
      );
    },
  );

/** Records that consist of one answer, each at an address of its own. */
const plainAnswers = [
  {
    subject: 'prescriber_informed',
    step: 'prescriber',
    operationId: 'recordPrescriberTold',
    summary: 'Whether the prescriber was told of the leaving, and the dose is checked again',
    permission: 'run-placements',
    what: 'What was done',
  },
  {
    subject: 'next_address',
    step: 'next-address',
    operationId: 'recordNextAddress',
    summary: 'Where the person goes; the note may say how to reach them',
    permission: 'run-placements',
    what: 'The kind of address',
  },
  {
    subject: 'key_worker_acknowledged',
    step: 'key-worker',
    operationId: 'recordKeyWorkerAcknowledged',
    summary: 'Whether the key worker knows that the person leaves',
    permission: 'follow-up-placements',
    what: 'What is known',
  },
  {
    subject: 'contact',
    step: 'contacts',
    operationId: 'recordContactAttempt',
    summary: 'One try to reach the person after leaving',
    permission: 'follow-up-placements',
    what: 'What came of it',
  },
  {
    subject: 're_engagement',
    step: 're-engagement',
    operationId: 'recordReEngagement',
    summary: 'Whether the person was offered a way back into treatment (MAT standard 3)',
    permission: 'follow-up-placements',
    what: 'What came of it',
  },
  {
    subject: 'dual_housing',
    step: 'dual-housing',
    operationId: 'recordDualHousing',
    summary: 'Whether the rent of the home kept is still paid',
    permission: 'follow-up-placements',
    what: 'What was decided',
  },
] as const;

const plainAnswer = (
  deps: SafetyRouteDeps,
  { subject, step, operationId, summary, permission, what }: (typeof plainAnswers)[number],
): Route =>
  defineRoute(
    {
      method: 'post',
      path: `/api/placements/{placementId}/${step}`,
      operationId,
      tag: 'Leaving safely',
      summary,
      permission,
      auditEvent: 'placements.safety-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({ outcome: outcomes(subject, what), ...happened }),
      reply: recorded,
      refusals: safetyProblems,
    },
    (tx, { params: { placementId }, body, scope, actor }) =>
      deps.recordSafety(tx, scope, commandOf(subject, { placementId, memberId: actor.memberId }, body)),
  );

const followUp = (deps: SafetyRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/follow-ups',
      operationId: 'recordFollowUp',
      tag: 'Leaving safely',
      summary: 'A follow-up some weeks after leaving: held, with outcome and satisfaction, or not',
      permission: 'follow-up-placements',
      auditEvent: 'placements.safety-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        weeks: wholeNumber(1, 520).describe('Which follow-up, by its weeks after leaving'),
        outcome: outcomes('follow_up', 'What came of it'),
        measured: z
          .strictObject({
            ...measuredWith,
          })
          .nullable()
          .default(null)
          .describe('What was found; only with held'),
        ...happened,
      }),
      reply: recorded,
      refusals: safetyProblems,
    },
    (tx, { params: { placementId }, body, scope, actor }) =>
      deps.recordSafety(
        tx,
        scope,
        commandOf('follow_up', { placementId, memberId: actor.memberId }, body, {
          weeks: body.weeks,
          measured: body.measured,
        }),
      ),
  );

const leavingOutcome = (deps: SafetyRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/leaving-outcome',
      operationId: 'recordLeavingOutcome',
      tag: 'Leaving safely',
      summary:
        'What was measured on leaving and is known, or put right, after the leaving was recorded: a score, a satisfaction, both; or that it was declined or not asked',
      permission: 'run-placements',
      auditEvent: 'placements.safety-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        outcome: outcomes('leaving_outcome', 'Whether it was taken'),
        measured: measuredOnLeaving,
        ...happened,
      }),
      reply: recorded,
      refusals: safetyProblems,
    },
    (tx, { params: { placementId }, body, scope, actor }) =>
      deps.recordSafety(
        tx,
        scope,
        commandOf('leaving_outcome', { placementId, memberId: actor.memberId }, body, {
          measured: body.measured,
        }),
      ),
  );

/** What is owed to people who leave, what was done, and the recording of it. */
export const safetyRoutes = (deps: SafetyRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/safety',
      operationId: 'readSafety',
      tag: 'Leaving safely',
      summary: 'What is owed to somebody who leaves, and everything recorded for it',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params,
      reply: z.object({
        placementId: identifier.describe('The placement'),
        state: z.string().describe('Where the placement stands'),
        endedOn: civilDateText.nullable().describe('Day of leaving; null until then'),
        tasks: z.array(task).describe('Each task once, in the order in which they come'),
        records: z.array(record).describe('Everything recorded, oldest first'),
        cameBack: z
          .object({
            referralId: identifier.describe('The referral'),
            receivedOn: civilDateText.describe('Day it was received'),
          })
          .nullable()
          .describe(
            'The person’s next referral to the reader’s partnership, when it came soon after leaving',
          ),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { placementId }, scope }) => {
      const story = await deps.readLeavingStory(tx, scope, placementId);
      if (story === null) return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      return done(toReply(deps.policy, story, today));
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/safety-tasks',
      operationId: 'listSafetyTasks',
      tag: 'Leaving safely',
      summary: 'Safety tasks that are due or overdue in scope, overdue first, then by the day they are due',
      permission: 'see-placements',
      auditEvent: null,
      auditedRead: { list: 'safety-tasks' },
      query: z.strictObject({
        ...paging,
        owner: z.enum(['provider', 'partnership']).optional().describe('Those of one side alone'),
        overdue: z.enum(['yes']).optional().describe('yes: those that are overdue alone'),
      }),
      reply: z.object({
        items: z
          .array(
            task
              .omit({ recordId: true, isLate: true })
              .extend({ placementId: identifier.describe('The placement') }),
          )
          .describe('At most limit'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query, scope }) => {
      const { today } = await deps.now(tx);
      const tasks = await deps.readOwedTasks(tx, scope, today, {
        owner: query.owner ?? null,
        isOverdueOnly: query.overdue === 'yes',
      });
      const { shown, next } = pageAfter(tasks, query.after ?? '', query.limit);
      return done({
        items: shown.map(({ leaver, task: owed }) => ({
          placementId: leaver.placementId,
          task: owed.key,
          owner: owed.owner,
          opensOn: owed.opensOn,
          dueOn: owed.dueOn,
          status: owed.status,
        })),
        next,
      });
    },
  ),

  naloxone(deps),
  ...plainAnswers.map((answer) => plainAnswer(deps, answer)),
  leavingOutcome(deps),
  followUp(deps),
];
