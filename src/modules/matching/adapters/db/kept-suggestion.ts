import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';

/**
 * Marks what the newest run says of somebody as what an offer rested on: it stays when the rest of the run is forgotten. Two
 * statements, as one would hold the runs against the matcher until the offer is committed.
 */
export const keepSuggestion = async (tx: Tx, referralId: string): Promise<void> => {
  const newest = await selectOne<{ readonly id: string | null }>(
    tx,
    'SELECT CAST(MAX(id) AS CHAR) AS id FROM match_run',
  );
  if (newest?.id === null || newest === null) return;
  await execute(tx, 'UPDATE suggestion SET led_to_offer = TRUE WHERE run_id = ? AND referral_id = ?', [
    newest.id,
    referralId,
  ]);
};
