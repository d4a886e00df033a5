import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pageAfter } from '../../../../kernel/marked-page.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import type { OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { Leaver } from '../../application/leaving-facts.js';
import type { ReadNames } from '../../application/provider-facts.js';
import type { OwedTask, ReadOwedTasks } from '../../application/safety-tasks.js';
import type { Owner } from '../../domain/leaving-safely.js';
import { rowsOnAPage } from './page-mark.js';
import { addressOfLeaving } from './leaving-address.js';
import { SafetyListView } from './safety-list.view.js';
import { ownerText, taskText } from './safety-words.js';

/** What the list of safety tasks needs. */
export interface SafetyListDeps {
  readonly readOwedTasks: ReadOwedTasks;
  readonly readNames: ReadNames;
  readonly readDrugAlerts: (tx: Tx, scope: Scope, today: IsoDate) => Promise<DrugAlertsModel>;
}

const path = '/safety';

/** Tasks named one by one before everything else; the list has the rest. */
const namedAtMost = 5;

/** Which side of a task a scope is. */
const sideOf = (scope: Scope): Owner => (scope.kind === 'provider' ? 'provider' : 'partnership');

const leavingText = ({ endedOn, endKind, departsOn }: Leaver): string => {
  if (endedOn === null) return `Planned for ${shortDate(departsOn)}`;
  return `${shortDate(endedOn)}${endKind === 'unplanned' ? ', not as planned' : ''}`;
};

/** The overdue tasks of the reader's own side, for the top of a page: how many, and the first few. */
export const makeReadOverdueTasks =
  ({ readOwedTasks }: Pick<SafetyListDeps, 'readOwedTasks'>) =>
  async (tx: Tx, scope: Scope, today: IsoDate): Promise<OverdueTasksModel> => {
    const tasks = await readOwedTasks(tx, scope, today, { owner: sideOf(scope), isOverdueOnly: true });
    return {
      count: tasks.length,
      first: tasks.slice(0, namedAtMost).map(({ leaver, task, mark }) => ({
        key: mark,
        text: `${leaver.reference}: ${taskText(task.key)}`,
        href: addressOfLeaving(leaver.placementId),
        detailText: `due ${shortDate(task.dueOn)}${leaver.endKind === 'unplanned' ? ', left not as planned' : ''}`,
      })),
      allHref: path,
    };
  };

const toRow = ({ leaver, task, mark }: OwedTask, name: string | undefined) => ({
  key: mark,
  text: taskText(task.key),
  href: addressOfLeaving(leaver.placementId),
  personText: name === undefined ? leaver.reference : `${name}, ${leaver.reference}`,
  reference: leaver.reference,
  placeText: leaver.projectName,
  ownerText: ownerText(task.owner),
  dueText: `By ${shortDate(task.dueOn)}`,
  status:
    task.status === 'overdue'
      ? ({ text: 'Overdue', colour: 'red' } as const)
      : ({ text: 'Due', colour: 'blue' } as const),
  leavingText: leavingText(leaver),
});

const addressOf = (owner: string, after: string): string => {
  const query = new URLSearchParams(
    Object.entries({ owner, after }).filter(([, value]) => value !== ''),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
};

/** Every task that is due or overdue in the reader's scope; their own side's first, all on request. */
export const safetyListPage = (deps: SafetyListDeps): Page => ({
  path,
  permission: 'see-placements',
  auditedRead: { list: 'safety-tasks' },
  async read(tx, { scope, query, frame, today }) {
    const own = sideOf(scope);
    const other: Owner = own === 'provider' ? 'partnership' : 'provider';
    const asked = [other, 'all'].find((value) => value === query['owner']) ?? '';
    const owner = asked === '' ? own : asked === 'all' ? null : other;
    const tasks = await deps.readOwedTasks(tx, scope, today, { owner, isOverdueOnly: false });
    const after = query['after'] ?? '';
    const { shown, next } = pageAfter(tasks, after, rowsOnAPage);
    const names = await deps.readNames(tx, scope, [...new Set(shown.map(({ leaver }) => leaver.clientId))]);
    const overdue = tasks.filter(({ task }) => task.status === 'overdue').length;
    return {
      kind: 'page',
      page: SafetyListView({
        frame,
        action: path,
        form: { values: { owner: asked }, errors: [] },
        ownText: 'Yours to do',
        ownerOptions: [
          { value: other, text: `Owed by the ${ownerText(other).toLowerCase()}` },
          { value: 'all', text: 'Everything owed' },
        ],
        summaryText: `${countOf(tasks.length, 'task')} to do now, ${overdue} of them overdue.`,
        alerts: await deps.readDrugAlerts(tx, scope, today),
        tasks: shown.map((owed) => toRow(owed, names.get(owed.leaver.clientId))),
        emptyText: 'Nothing is owed to anybody now',
        paging: {
          ...(after === '' ? {} : { previousHref: addressOf(asked, '') }),
          ...(next === null ? {} : { nextHref: addressOf(asked, next) }),
        },
      }),
    };
  },
});
