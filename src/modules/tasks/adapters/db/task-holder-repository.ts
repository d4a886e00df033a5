import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { Holding, TaskHolderRepository } from '../../application/ports.js';

/** Whose tasks these are; '' for those of the members who belong to no organisation. */
const organisationOf = (scope: Scope): string => {
  switch (scope.kind) {
    case 'partnership':
      return scope.partnershipId;
    case 'provider':
      return scope.providerId;
    case 'national':
      return '';
  }
};

/** Who has taken which task, one row for each task that somebody ever took. */
export const taskHolderRepository: TaskHolderRepository = {
  async read(tx, scope, taskKeys) {
    if (taskKeys.length === 0) return new Map<string, Holding>();
    const rows = await select<Holding>(
      tx,
      `SELECT task_key AS taskKey, member_id AS memberId, version FROM task_holder
        WHERE organisation_id = ? AND task_key IN (?)`,
      [organisationOf(scope), taskKeys],
    );
    return new Map(rows.map((row) => [row.taskKey, row]));
  },

  async give(tx, scope, { taskKey, version }, to) {
    const organisationId = organisationOf(scope);
    if (version > 0) {
      const moved = await execute(
        tx,
        `UPDATE task_holder SET member_id = ?, given_at = UTC_TIMESTAMP(6), version = version + 1
          WHERE organisation_id = ? AND task_key = ? AND version = ?`,
        [to, organisationId, taskKey, version],
      );
      return moved === 1;
    }
    try {
      await execute(
        tx,
        `INSERT INTO task_holder (organisation_id, task_key, member_id, given_at, version)
           VALUES (?, ?, ?, UTC_TIMESTAMP(6), 1)`,
        [organisationId, taskKey, to],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
};

/** Forgets up to `atMost` takings of tasks that were last changed so many days ago. Gives how many. */
export const forgetTaskHolders = (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM task_holder WHERE given_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY given_at LIMIT ?',
    [days, atMost],
  );
