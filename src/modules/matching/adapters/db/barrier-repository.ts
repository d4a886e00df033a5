import type { Scope } from '../../../../kernel/actor.js';
import { execute, placeholders, select, selectOne } from '../../../../platform/db/sql.js';
import type { BarrierStore, BarrierStudy } from '../../application/barriers.js';

/** Of whose list; a provider has none. */
const within = (scope: Scope): { readonly sql: string; readonly values: readonly string[] } => {
  if (scope.kind === 'national') return { sql: 'TRUE', values: [] };
  if (scope.kind === 'partnership') return { sql: 'partnership_id = ?', values: [scope.partnershipId] };
  return { sql: 'FALSE', values: [] };
};

/** What each barrier came to, by day; kept when the run it was counted over is forgotten. */
export const barrierRepository: BarrierStore = {
  async isCounted(tx, dayOn) {
    return (await selectOne(tx, 'SELECT run_id FROM barrier_study WHERE day_on = ?', [dayOn])) !== null;
  },

  async record(tx, { runId, dayOn, policyVersion }, lists) {
    // The key of the day decides between two who count it at the same time.
    const written = await execute(
      tx,
      `INSERT IGNORE INTO barrier_study (run_id, day_on, policy_version, counted_at)
       VALUES (?, ?, ?, UTC_TIMESTAMP(6))`,
      [runId, dayOn, policyVersion],
    );
    if (written !== 1) return false;
    if (lists.length === 0) return true;
    await execute(
      tx,
      `INSERT INTO barrier_list (run_id, partnership_id, waiting, placed) VALUES ${placeholders(lists.length, 4)}`,
      lists.flatMap(({ partnershipId, waiting, placed }) => [runId, partnershipId, waiting, placed]),
    );
    const counts = lists.flatMap(({ partnershipId, counts: ofList }) =>
      ofList.map(({ barrier, gain, lose }) => [runId, barrier, partnershipId, gain, lose]),
    );
    if (counts.length > 0)
      await execute(
        tx,
        `INSERT INTO barrier_count (run_id, barrier, partnership_id, gain, lose) VALUES ${placeholders(counts.length, 5)}`,
        counts.flat(),
      );
    return true;
  },

  findStudy: (tx, onOrBefore) =>
    selectOne<BarrierStudy>(
      tx,
      `SELECT CAST(run_id AS CHAR) AS runId, day_on AS dayOn, policy_version AS policyVersion, counted_at AS countedAt
         FROM barrier_study WHERE day_on <= ? ORDER BY day_on DESC LIMIT 1`,
      [onOrBefore],
    ),

  async readList(tx, scope, runId) {
    const { sql, values } = within(scope);
    const list = await selectOne<{ readonly waiting: string; readonly placed: string }>(
      tx,
      `SELECT COALESCE(SUM(waiting), 0) AS waiting, COALESCE(SUM(placed), 0) AS placed
         FROM barrier_list WHERE run_id = ? AND ${sql}`,
      [runId, ...values],
    );
    const counts = await select<{ readonly barrier: string; readonly gain: string; readonly lose: string }>(
      tx,
      `SELECT barrier, SUM(gain) AS gain, SUM(lose) AS lose FROM barrier_count
        WHERE run_id = ? AND ${sql} GROUP BY barrier`,
      [runId, ...values],
    );
    return {
      waiting: Number(list?.waiting ?? 0),
      placed: Number(list?.placed ?? 0),
      counts: counts.map(({ barrier, gain, lose }) => ({ barrier, gain: Number(gain), lose: Number(lose) })),
    };
  },
};
