import { countOf } from '../presenters/numbers.js';
import { Notification } from './notification.js';

/** Tasks whose day has gone by: how many, and the first few of them. */
export interface OverdueTasksModel {
  readonly count: number;
  readonly first: readonly {
    readonly key: string;
    /** "RP-8XP4RGJ: First contact after leaving". */
    readonly text: string;
    readonly href: string;
    /** "due 3 Nov 2026, not as planned". */
    readonly detailText: string;
  }[];
  readonly allHref: string;
}

/** What is overdue, before anything else on a page; nothing when nothing is. */
export const OverdueTasks = ({ tasks }: { readonly tasks: OverdueTasksModel | undefined }) =>
  tasks === undefined || tasks.count === 0 ? null : (
    <Notification kind="error" title={`${countOf(tasks.count, 'safety task')} overdue`}>
      <ul>
        {tasks.first.map((task) => (
          <li key={task.key}>
            <a href={task.href}>{task.text}</a>, {task.detailText}
          </li>
        ))}
      </ul>
      <p>
        <a href={tasks.allHref}>
          {tasks.count > tasks.first.length ? 'See all safety tasks' : 'See what comes next, too'}
        </a>
      </p>
    </Notification>
  );
