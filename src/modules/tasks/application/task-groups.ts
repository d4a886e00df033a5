import type { HeldTask } from './read-tasks.js';

/** One task, or several safety tasks of one person, which stand together. */
export interface TaskGroup {
  /** The place of the first of them: the mark of a page. */
  readonly mark: string;
  readonly tasks: readonly [HeldTask, ...HeldTask[]];
}

/** Overdue ones are not put together with those that are still in time: what is overdue stays first. */
const togetherBy = ({ kind, person, subjectId, isOverdue, key }: HeldTask): string =>
  kind === 'safety' && person !== null ? `${subjectId}~${isOverdue ? 'overdue' : 'in-time'}` : key;

/** Tasks in their order, with the safety tasks of one stay at the place of the one that is due first. */
export const groupedTasks = (tasks: readonly HeldTask[]): readonly TaskGroup[] => {
  const groups = new Map<string, TaskGroup>();
  for (const task of tasks) {
    const together = togetherBy(task);
    const known = groups.get(together);
    groups.set(
      together,
      known === undefined
        ? { mark: task.mark, tasks: [task] }
        : { mark: known.mark, tasks: [...known.tasks, task] },
    );
  }
  return [...groups.values()];
};
