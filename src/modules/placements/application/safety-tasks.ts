import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { byMark } from '../../../kernel/marked-page.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  deriveSafetyTasks,
  isOwed,
  listedSince,
  type LeavingPolicy,
  type Owner,
  type SafetyTask,
} from '../domain/leaving-safely.js';
import type { Leaver, ReadLeavers } from './leaving-facts.js';

/** A task that waits for somebody now, and whose leaving it is about. */
export interface OwedTask {
  readonly leaver: Leaver;
  readonly task: SafetyTask;
  /** Its place in the order of the list, as text that sorts the same way: the mark of a page. */
  readonly mark: string;
}

/** Which of the owed tasks are asked for. */
export interface OwedQuery {
  /** Those of one side alone; null for both. */
  readonly owner: Owner | null;
  readonly isOverdueOnly: boolean;
}

/** The owed tasks of a scope in order: overdue first, then by the day they are due, unplanned leavings first. */
export type ReadOwedTasks = (
  tx: Tx,
  scope: Scope,
  today: IsoDate,
  query: OwedQuery,
) => Promise<readonly OwedTask[]>;

const markOf = ({ placementId, endKind }: Leaver, task: SafetyTask): string =>
  [
    task.status === 'overdue' ? 0 : 1,
    task.dueOn,
    endKind === 'unplanned' ? 0 : 1,
    placementId,
    task.key,
  ].join('~');

/**
 * Reads what is owed to everybody in scope. Derived from the leavings of a bounded time at every reading, so that no list
 * can say otherwise than the page of the placement.
 */
export const makeReadOwedTasks =
  ({
    policy,
    readLeavers,
  }: {
    readonly policy: LeavingPolicy;
    readonly readLeavers: ReadLeavers;
  }): ReadOwedTasks =>
  async (tx, scope, today, { owner, isOverdueOnly }) => {
    const leavers = await readLeavers(tx, scope, listedSince(policy, today));
    return leavers
      .flatMap((leaver) =>
        deriveSafetyTasks(policy, leaver, leaver.records, today)
          .filter(isOwed)
          .filter((task) => owner === null || task.owner === owner)
          .filter((task) => !isOverdueOnly || task.status === 'overdue')
          .map((task): OwedTask => ({ leaver, task, mark: markOf(leaver, task) })),
      )
      .sort(byMark);
  };
