import { selectOne } from '../../../../platform/db/sql.js';
import type { ReadDeath } from '../../application/weigh-repair.js';

/** By the person's own keys, with the few stays they have had. */
export const readDeath: ReadDeath = async (tx, { placementId, clientId }) => {
  const row = await selectOne<{ readonly is_recorded: number; readonly is_of_another: number }>(
    tx,
    `SELECT c.death_recorded_at IS NOT NULL AS is_recorded,
              EXISTS (SELECT 1 FROM placement o WHERE o.client_id = c.id AND o.id <> ? AND (
                (o.state = 'ended' AND o.end_reason = 'died')
                OR EXISTS (SELECT 1 FROM safety_record s LEFT JOIN safety_record later ON later.corrects_id = s.id
                            WHERE s.placement_id = o.id AND s.outcome = 'died' AND later.id IS NULL)
              )) AS is_of_another
         FROM client c WHERE c.id = ?`,
    [placementId, clientId],
  );
  return { isDeathRecorded: row?.is_recorded === 1, isDeathOfAnotherStay: row?.is_of_another === 1 };
};
