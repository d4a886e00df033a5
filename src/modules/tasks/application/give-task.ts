import type { Actor, Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { mayDo } from '../domain/task.js';
import type { ReadTeam, TaskHolderRepository } from './ports.js';
import type { ReadTasks } from './read-tasks.js';

/** What giving a task to somebody needs. */
export interface GiveTaskDeps {
  readonly readTasks: ReadTasks;
  readonly readTeam: ReadTeam;
  readonly holders: TaskHolderRepository;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

/** Why a task stays with whom it is. */
export type GiveTaskRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-of-the-team' }
  | { readonly code: 'task-moved-on'; readonly heldBy: string | null; readonly heldVersion: number };

/**
 * A member takes a task, hands it to a colleague who may do it, or (`to` null) gives it back to the team. Anybody who may
 * do it can take it over, since whoever had it may be ill. `heldVersion` is what the member saw: 0 for a task nobody has
 * ever taken. What is not, or no longer, to be done is not found.
 */
export const makeGiveTask =
  (deps: GiveTaskDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: {
      readonly actor: Actor;
      readonly taskKey: string;
      readonly to: string | null;
      readonly heldVersion: number;
    },
  ): Promise<Outcome<{ taskKey: string; memberId: string | null; heldVersion: number }, GiveTaskRefusal>> => {
    const { actor, taskKey, to, heldVersion } = command;
    const { at, today } = await deps.now(tx);
    const tasks = await deps.readTasks(tx, scope, actor, { now: at, today });
    const task = tasks.find(({ key }) => key === taskKey);
    if (task === undefined) return refuse({ code: 'not-found' });
    const team = await deps.readTeam(tx, scope);
    const colleague = team.find(({ memberId }) => memberId === to);
    if (to !== null && (colleague === undefined || !mayDo(task, colleague))) {
      return refuse({ code: 'not-of-the-team' });
    }
    if (!(await deps.holders.give(tx, scope, { taskKey, version: heldVersion }, to))) {
      // Read again: of two at once, what the loser read before is no longer so.
      const now = (await deps.holders.read(tx, scope, [taskKey])).get(taskKey);
      const holder = team.find(({ memberId }) => memberId === now?.memberId);
      return refuse({
        code: 'task-moved-on',
        heldBy: holder?.name ?? null,
        heldVersion: now?.version ?? 0,
      });
    }
    await deps.audit(tx, {
      action: 'tasks.task-given',
      subjectKind: 'task',
      subjectId: task.subjectId,
      // Several tasks are about one subject; the task's own version stands with its key.
      version: null,
      before: { memberId: task.holder?.memberId ?? null },
      after: { memberId: to, taskKey, heldVersion: heldVersion + 1 },
    });
    return done({ taskKey, memberId: to, heldVersion: heldVersion + 1 });
  };
