import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pageAfter } from '../../../../kernel/marked-page.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDateText, identifier, paging } from '../../../../platform/http/schemas.js';
import type { GiveTaskRefusal, makeGiveTask } from '../../application/give-task.js';
import { taskViews, tasksOfView, type HeldTask, type ReadTasks } from '../../application/read-tasks.js';
import { taskKinds } from '../../domain/task.js';

/** What the routes of tasks need. */
export interface TaskRouteDeps {
  readonly readTasks: ReadTasks;
  readonly giveTask: ReturnType<typeof makeGiveTask>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const taskKey = z
  .string()
  .max(120)
  .regex(/^[a-z0-9][a-z0-9_~-]*$/, 'Give the key of a task as it was given to you.')
  .meta({ example: 'answer-offer~01900000-0008-7000-8000-000000000001' });

const heldVersion = z.int().min(0).max(999_999_999);

const task = z.object({
  taskKey: taskKey.describe('The task, for as long as it is the same thing to do'),
  kind: z.enum(taskKinds).describe('What is to be done'),
  subjectId: identifier.describe(
    'The referral, offer, placement, project, alert, question or transfer it is done at; the client of a restricted record',
  ),
  reference: z.string().nullable().describe('The person’s reference; null where it is about nobody'),
  placeName: z.string().nullable().describe('The project; null where it is about none'),
  dueAt: z.iso
    .datetime()
    .nullable()
    .describe('The minute it is due by; null where a day says it, or nothing'),
  dueOn: civilDateText.nullable().describe('The last day in time; null where a minute says it, or nothing'),
  isOverdue: z.boolean().describe('Whether its time has passed'),
  stuck: z
    .object({
      workingDays: z.int().describe('How long it has been in its stage. Unit: working days'),
      limitWorkingDays: z.int().describe('How long it may. Unit: working days'),
    })
    .nullable()
    .describe('Of a referral that has been in its stage for longer than it may; null for anything else'),
  isSafety: z.boolean().describe('Whether somebody’s safety rests on it'),
  heldBy: identifier.nullable().describe('The member who has taken it; null for nobody'),
  heldVersion: heldVersion.describe('Send it back to give the task to somebody; 0 while nobody ever took it'),
});

const toReply = ({ key, kind, subjectId, person, placeName, due, ...rest }: HeldTask) => ({
  ...{ taskKey: key, kind, subjectId, placeName },
  reference: person?.reference ?? null,
  dueAt: due?.kind === 'at' ? due.at.toISOString() : null,
  dueOn: due?.kind === 'on' ? due.on : null,
  isOverdue: rest.isOverdue,
  stuck:
    rest.stuck === null
      ? null
      : { workingDays: rest.stuck.workingDays, limitWorkingDays: rest.stuck.limitWorkingDays },
  isSafety: rest.isSafety,
  heldBy: rest.holder?.memberId ?? null,
  heldVersion: rest.heldVersion,
});

const giveProblems: ProblemTable<GiveTaskRefusal> = {
  'not-found': commonProblems['not-found'],
  'not-of-the-team': {
    status: 422,
    title: 'That is no colleague who can do this task',
    remedy: 'Name an enabled member of your own organisation whose role does it, or null to give it back.',
    pointer: '/memberId',
  },
  'task-moved-on': {
    status: 409,
    title: 'Somebody took the task, or gave it back, since you read it',
    remedy: 'Send the heldVersion of now, if you still want it.',
    pointer: '/heldVersion',
  },
};

/** What there is to do, and who does it. */
export const taskRoutes = (deps: TaskRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/tasks',
      operationId: 'listTasks',
      tag: 'Tasks',
      summary: 'What there is to do now for the member’s role, overdue for somebody’s safety first',
      permission: 'do-tasks',
      auditEvent: null,
      auditedRead: { list: 'tasks' },
      query: z.strictObject({
        ...paging,
        show: z
          .enum(taskViews)
          .default('team')
          .describe('Those the member has taken, the whole team’s, or of these what is overdue'),
      }),
      reply: z.object({
        items: z.array(task).describe('At most limit'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query, scope, actor }) => {
      const { at, today } = await deps.now(tx);
      const tasks = await deps.readTasks(tx, scope, actor, { now: at, today });
      const { shown, next } = pageAfter(
        tasksOfView(tasks, query.show, actor.memberId),
        query.after ?? '',
        query.limit,
      );
      return done({ items: shown.map(toReply), next });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/tasks/{taskKey}/holder',
      operationId: 'giveTask',
      tag: 'Tasks',
      summary: 'Take a task, hand it to a colleague, or give it back to the team',
      permission: 'do-tasks',
      auditEvent: 'tasks.task-given',
      replyStatus: 201,
      params: z.strictObject({ taskKey: taskKey.describe('The task') }),
      body: z.strictObject({
        memberId: identifier.nullable().describe('Who does it from now on; null to give it back'),
        heldVersion: heldVersion.describe('As the list of tasks said'),
      }),
      reply: z.object({
        taskKey: taskKey.describe('The task'),
        memberId: identifier.nullable().describe('Who does it from now on'),
        heldVersion: heldVersion.describe('For the next change'),
      }),
      refusals: giveProblems,
    },
    (tx, { params, body, scope, actor }) =>
      deps.giveTask(tx, scope, {
        actor,
        taskKey: params.taskKey,
        to: body.memberId,
        heldVersion: body.heldVersion,
      }),
  ),
];
