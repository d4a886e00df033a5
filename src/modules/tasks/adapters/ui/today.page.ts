import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pageAfter } from '../../../../kernel/marked-page.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { dueText } from '../../../../ui/presenters/due-text.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { GiveTaskRefusal, makeGiveTask } from '../../application/give-task.js';
import type { ReadTeam, TeamMember } from '../../application/ports.js';
import {
  taskViews,
  tasksOfView,
  type HeldTask,
  type ReadTasks,
  type TaskView,
} from '../../application/read-tasks.js';
import { mayDo } from '../../domain/task.js';
import { groupedTasks } from '../../application/task-groups.js';
import { printedList } from './printed-list.page.js';
import { addressOfTask, stuckText, taskText } from './task-words.js';
import { TodayView, type TaskRowModel } from './today.view.js';

/** What the page of what there is to do needs. */
export interface TodayPageDeps {
  readonly readTasks: ReadTasks;
  readonly giveTask: ReturnType<typeof makeGiveTask>;
  readonly readTeam: ReadTeam;
  readonly readDrugAlerts: (tx: Tx, scope: Scope, today: IsoDate) => Promise<DrugAlertsModel>;
  /** Names of people whom the scope may know by name, by client. */
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/today';
/** Tasks or groups of them on a page. */
const rowsOnAPage = 25;

const tagOf = ({ isOverdue, isSafety, due }: HeldTask): TagModel => {
  if (isOverdue) return { text: isSafety ? 'Overdue, safety' : 'Overdue', colour: 'red' };
  return due === null ? { text: 'To do', colour: 'grey' } : { text: 'Due', colour: 'blue' };
};

const toRow = (
  task: HeldTask,
  { input, name, team }: { input: PageInput; name: string | undefined; team: readonly TeamMember[] },
  { index, count }: { readonly index: number; readonly count: number },
): TaskRowModel => {
  const { person, placeName, holder, due } = task;
  const { memberId } = input.actor;
  const reference = person?.reference ?? placeName ?? 'your partnership';
  const isMine = holder?.memberId === memberId;
  return {
    key: task.key,
    text: taskText(task),
    stuckText: stuckText(task),
    isContinued: index > 0,
    togetherText: count > 1 && index === 0 ? `${countOf(count, 'task')} for this person` : null,
    href: addressOfTask(task),
    aboutText:
      person === null
        ? (placeName ?? 'Your partnership')
        : name === undefined
          ? reference
          : `${name}, ${reference}`,
    aboutShort: reference,
    placeText: person === null ? null : placeName,
    due: tagOf(task),
    dueText:
      due === null
        ? 'As soon as it can be done'
        : dueText(due.kind === 'at' ? due.at : due.on, task.isOverdue, input.today),
    holderText: holder === null ? '' : isMine ? 'You' : holder.name,
    isMine,
    action: `${path}/tasks/${task.key}/holder`,
    version: task.heldVersion,
    colleagues: isMine
      ? team
          .filter((member) => member.memberId !== memberId && mayDo(task, member))
          .map((member) => ({ value: member.memberId, text: member.name }))
      : [],
  };
};

const addressOf = (view: TaskView, after: string): string =>
  `${path}?${new URLSearchParams(Object.entries({ show: view, after }).filter(([, value]) => value !== '')).toString()}`;

const viewTexts: Readonly<Record<TaskView, string>> = { mine: 'Mine', team: 'My team’s', overdue: 'Overdue' };

const emptyTexts: Readonly<Record<TaskView, readonly [title: string, hint: string]>> = {
  mine: [
    'You have taken nothing',
    'Take a task from your team’s list, so that nobody does it twice; it stands here until it is done.',
  ],
  team: ['Nothing waits for your team', 'What comes up appears here by itself.'],
  overdue: ['Nothing is overdue', 'What passes its time appears here by itself.'],
};

const show = async (
  deps: TodayPageDeps,
  tx: Tx,
  input: PageInput,
  asked: { readonly view: string | undefined; readonly after: string | undefined },
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const { scope, actor, now, today, frame } = input;
  const tasks = await deps.readTasks(tx, scope, actor, { now, today });
  const of = (view: TaskView) => tasksOfView(tasks, view, actor.memberId);
  const view = taskViews.find((one) => one === asked.view) ?? (of('mine').length > 0 ? 'mine' : 'team');
  const after = asked.after ?? '';
  const { shown, next } = pageAfter(groupedTasks(of(view)), after, rowsOnAPage);
  const names = await deps.readNames(tx, scope, [
    ...new Set(shown.flatMap(({ tasks: together }) => together[0].person?.clientId ?? [])),
  ]);
  const team = await deps.readTeam(tx, scope);
  const [emptyText, emptyHint] = emptyTexts[view];
  const overdue = of('overdue').length;
  return {
    kind: 'page',
    page: TodayView({
      frame,
      title: longDate(today),
      summaryText: `${countOf(tasks.length, 'task')} for your team${overdue === 0 ? '' : `, ${overdue} of them overdue`}. Each leads to the page where it is done, and leaves this list by itself.`,
      alerts: await deps.readDrugAlerts(tx, scope, today),
      views: taskViews.map((one) => ({
        text: `${viewTexts[one]} (${of(one).length})`,
        href: addressOf(one, ''),
        isCurrent: one === view,
      })),
      view,
      after,
      tasks: shown.flatMap(({ tasks: together }) => {
        const name = names.get(together[0].person?.clientId ?? '');
        return together.map((task, index) =>
          toRow(task, { input, name, team }, { index, count: together.length }),
        );
      }),
      emptyText,
      emptyHint,
      paging: {
        ...(after === '' ? {} : { previousHref: addressOf(view, '') }),
        ...(next === null ? {} : { nextHref: addressOf(view, next) }),
      },
      ...(scopeFor(actor, printedList.permission) === null ? {} : { listHref: printedList.path }),
      errors,
      newKey: input.newKey,
    }),
  };
};

const explain = (refusal: GiveTaskRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('That is done already, or falls to somebody else now. Nothing needs doing.');
    case 'not-of-the-team':
      return overall('Choose a colleague who can do this task.');
    case 'task-moved-on':
      return overall(
        refusal.heldBy === null
          ? 'Somebody gave that task back since you opened this page. Look at it as it is now.'
          : `${refusal.heldBy} has that task since you opened this page. Look at it as it is now.`,
      );
  }
};

/** Who is to have a task by what was pressed; null for the team, undefined where nobody was chosen. */
const receiverOf = (typed: Typed, memberId: string): string | null | undefined => {
  switch (typed['how']) {
    case 'take':
      return memberId;
    case 'back':
      return null;
    default:
      return identifier.safeParse(typed['to']).data;
  }
};

const moved = { taken: 'task-taken', given: 'task-given-back', handed: 'task-handed-over' } as const;

/** What there is to do today, and taking, handing over and giving back a task. */
export const todayPages = (
  deps: TodayPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'do-tasks',
      auditedRead: { list: 'tasks' },
      read: (tx, input) =>
        show(deps, tx, input, { view: input.query['show'], after: input.query['after'] }, []),
    },
  ],
  forms: [
    defineForm({
      path: `${path}/tasks/:taskKey/holder`,
      permission: 'do-tasks',
      auditEvent: 'tasks.task-given',
      auditedRead: { list: 'tasks' },
      standsOn: () => path,
      parse: (typed, input) => {
        const view = taskViews.find((one) => one === typed['show']) ?? 'team';
        const to = receiverOf(typed, input.actor.memberId);
        return to === undefined
          ? { ok: false, errors: overall('Choose a colleague who can do this task.') }
          : {
              ok: true,
              command: {
                ...{ view, after: typed['after'] ?? '', to, heldVersion: input.expectedVersion },
                taskKey: input.params['taskKey'] ?? '',
              },
            };
      },
      async act(tx, { scope, actor }, { view, after, ...command }) {
        const outcome = await deps.giveTask(tx, scope, { ...command, actor });
        return outcome.ok ? { ok: true, value: { ...outcome.value, view, after } } : outcome;
      },
      done: ({ memberId, view, after }, { actor }) => {
        const word =
          memberId === null ? moved.given : memberId === actor.memberId ? moved.taken : moved.handed;
        return `${addressOf(view, after)}&done=${word}`;
      },
      explain,
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { view: typed['show'], after: typed['after'] }, errors),
    }),
  ],
});
