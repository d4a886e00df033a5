import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select } from '../../../../platform/db/sql.js';

/** Keeps of these runs what offers rested on, and forgets the rest; gives those of which nothing is left. */
const thin = async (tx: Tx, runIds: readonly string[]): Promise<readonly string[]> => {
  if (runIds.length === 0) return [];
  await execute(tx, 'DELETE FROM suggestion WHERE run_id IN (?) AND led_to_offer = FALSE', [runIds]);
  const rows = await select<{ readonly run_id: string }>(
    tx,
    'SELECT DISTINCT CAST(run_id AS CHAR) AS run_id FROM suggestion WHERE run_id IN (?)',
    [runIds],
  );
  const kept = new Set(rows.map(({ run_id }) => run_id));
  if (kept.size > 0) await execute(tx, 'UPDATE match_run SET is_thinned = TRUE WHERE id IN (?)', [[...kept]]);
  return runIds.filter((id) => !kept.has(id));
};

const forgetWhole = async (tx: Tx, runIds: readonly string[]): Promise<void> => {
  if (runIds.length === 0) return;
  await execute(tx, 'DELETE FROM suggestion WHERE run_id IN (?)', [runIds]);
  await execute(tx, 'DELETE FROM match_run WHERE id IN (?)', [runIds]);
};

/**
 * Forgets up to `atMost` runs with what they suggested: of days longer ago than `wholeDays` all but the last run of each, and
 * after `dailyDays` that one too. What an offer rested on stays until then, in a run that is told as thinned. Days are those
 * of UTC. The latest run always stays. Gives how many were forgotten or thinned.
 */
export const forgetSupersededRuns = async (
  tx: Tx,
  { wholeDays, dailyDays }: { readonly wholeDays: number; readonly dailyDays: number },
  atMost: number,
): Promise<number> => {
  const runs = await select<{ readonly id: string; readonly is_over: number }>(
    tx,
    `SELECT CAST(r.id AS CHAR) AS id, r.started_at < UTC_DATE() - INTERVAL ? DAY AS is_over FROM match_run r
      WHERE r.started_at < UTC_DATE() - INTERVAL ? DAY
        AND r.id < (SELECT MAX(id) FROM match_run)
        AND (r.started_at < UTC_DATE() - INTERVAL ? DAY
             OR NOT r.is_thinned
                AND EXISTS (SELECT 1 FROM match_run later
                             WHERE later.started_at >= r.started_at AND later.id > r.id
                               AND later.started_at < DATE(r.started_at) + INTERVAL 1 DAY))
      ORDER BY r.started_at LIMIT ?`,
    [dailyDays, wholeDays, dailyDays, atMost],
  );
  const isOver = ({ is_over }: { readonly is_over: number }) => is_over === 1;
  const left = await thin(
    tx,
    runs.filter((run) => !isOver(run)).map(({ id }) => id),
  );
  await forgetWhole(tx, [...left, ...runs.filter(isOver).map(({ id }) => id)]);
  return runs.length;
};

/** Forgets up to `atMost` comparisons of rebuilds that are so many days old. Gives how many. */
export const forgetComparisons = (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    `DELETE FROM match_comparison WHERE compared_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY
      ORDER BY compared_at LIMIT ?`,
    [days, atMost],
  );
