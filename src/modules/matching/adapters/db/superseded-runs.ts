import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select } from '../../../../platform/db/sql.js';

/**
 * Forgets up to `atMost` runs with all that they suggested: of days longer ago than `wholeDays` all but the last run
 * of each, and after `dailyDays` that one too. Days are those of UTC. The latest run always stays. Gives how many.
 */
export const forgetSupersededRuns = async (
  tx: Tx,
  { wholeDays, dailyDays }: { readonly wholeDays: number; readonly dailyDays: number },
  atMost: number,
): Promise<number> => {
  const runs = await select<{ id: string }>(
    tx,
    `SELECT r.id FROM match_run r
      WHERE r.started_at < UTC_DATE() - INTERVAL ? DAY
        AND r.id < (SELECT MAX(id) FROM match_run)
        AND (r.started_at < UTC_DATE() - INTERVAL ? DAY
             OR EXISTS (SELECT 1 FROM match_run later
                         WHERE later.started_at >= r.started_at AND later.id > r.id
                           AND later.started_at < DATE(r.started_at) + INTERVAL 1 DAY))
      ORDER BY r.started_at LIMIT ?`,
    [wholeDays, dailyDays, atMost],
  );
  if (runs.length === 0) return 0;
  const ids = runs.map(({ id }) => id);
  await execute(tx, 'DELETE FROM suggestion WHERE run_id IN (?)', [ids]);
  return execute(tx, 'DELETE FROM match_run WHERE id IN (?)', [ids]);
};

/** Forgets up to `atMost` comparisons of rebuilds that are so many days old. Gives how many. */
export const forgetComparisons = (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    `DELETE FROM match_comparison WHERE compared_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY
      ORDER BY compared_at LIMIT ?`,
    [days, atMost],
  );
