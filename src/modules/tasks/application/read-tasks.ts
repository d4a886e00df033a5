import type { Actor, Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { UrgencyBand } from '../../referrals/contract/facts.js';
import { mayDo, tasksOf, type Moment, type Task } from '../domain/task.js';
import type { ReadDayFacts, ReadTeam, TaskHolderRepository, TeamMember } from './ports.js';

/** What reading tasks needs. */
export interface ReadTasksDeps {
  readonly readDayFacts: ReadDayFacts;
  readonly readTeam: ReadTeam;
  readonly holders: TaskHolderRepository;
  /** Urgency by the policy in force, the most pressing first: two people can change the order at any time. */
  readonly readBands: (tx: Tx) => Promise<readonly UrgencyBand[]>;
}

/** A task, and who has taken it. */
export interface HeldTask extends Task {
  /** Null while nobody has it; also when whoever had it may not do it any more. */
  readonly holder: TeamMember | null;
  /** 0 while nobody has ever had it. */
  readonly heldVersion: number;
}

/** Which tasks are asked for: those the member has taken, all that their role can do, or of these what is overdue. */
export const taskViews = ['mine', 'team', 'overdue'] as const;
/** One of {@link taskViews}. */
export type TaskView = (typeof taskViews)[number];

/** Everything a member may do now, in order, with who has taken it. */
export type ReadTasks = (tx: Tx, scope: Scope, actor: Actor, moment: Moment) => Promise<readonly HeldTask[]>;

/** Reads the facts, derives the tasks, and lays beside each who has taken it. */
export const makeReadTasks =
  ({ readDayFacts, readTeam, holders, readBands }: ReadTasksDeps): ReadTasks =>
  async (tx, scope, actor, moment) => {
    const facts = await readDayFacts(tx, scope, moment);
    const bands = await readBands(tx);
    const tasks = tasksOf(facts, moment, { side: scope.kind, bands }).filter((task) => mayDo(task, actor));
    const holdings = await holders.read(
      tx,
      scope,
      tasks.map(({ key }) => key),
    );
    const team = new Map((await readTeam(tx, scope)).map((member) => [member.memberId, member]));
    return tasks.map((task): HeldTask => {
      const holding = holdings.get(task.key);
      const holder = team.get(holding?.memberId ?? '');
      return {
        ...task,
        holder: holder !== undefined && mayDo(task, holder) ? holder : null,
        heldVersion: holding?.version ?? 0,
      };
    });
  };

/** Of a member's tasks, those of one view. */
export const tasksOfView = (
  tasks: readonly HeldTask[],
  view: TaskView,
  memberId: string,
): readonly HeldTask[] => {
  switch (view) {
    case 'mine':
      return tasks.filter(({ holder }) => holder?.memberId === memberId);
    case 'team':
      return tasks;
    case 'overdue':
      return tasks.filter(({ isOverdue }) => isOverdue);
  }
};
