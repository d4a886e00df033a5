import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { RunUnderWay } from '../../application/matcher-state.js';

/** Every run is of the whole country. */
const pool = 'country';

/**
 * Writes that a run is under way, or that none is: in a transaction of its own, so that others see it at once. What a worker that was killed left behind is no beginning of this run.
 */
export const tellProgress = async (
  tx: Tx,
  run: Pick<RunUnderWay, 'cause' | 'people' | 'places'> | null,
  silentSeconds: number,
): Promise<void> => {
  if (run === null) {
    await execute(tx, 'DELETE FROM match_progress WHERE pool = ?', [pool]);
    return;
  }
  await execute(
    tx,
    `INSERT INTO match_progress (pool, stage, cause, people, places, began_at, told_at)
       VALUES (?, 'matching', ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
       ON DUPLICATE KEY UPDATE cause = VALUES(cause), people = VALUES(people), places = VALUES(places),
         began_at = IF(told_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND, began_at, VALUES(began_at)),
         told_at = VALUES(told_at)`,
    [pool, run.cause, run.people, run.places, silentSeconds],
  );
};

/** The run under way; null where none has said a word for so many seconds. */
export const readProgress = async (tx: Tx, silentSeconds: number): Promise<RunUnderWay | null> =>
  selectOne<RunUnderWay>(
    tx,
    `SELECT cause, people, places, began_at AS beganAt FROM match_progress
      WHERE pool = ? AND told_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND`,
    [pool, silentSeconds],
  );
