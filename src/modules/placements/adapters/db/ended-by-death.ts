import { selectOne } from '../../../../platform/db/sql.js';
import type { ReadEndedByDeath } from '../../application/preview-repair.js';

/** One statement over a few rows of one person. */
export const readEndedByDeath: ReadEndedByDeath = async (tx, clientId) => {
  const row = await selectOne<{ readonly referrals: string; readonly bookings: string }>(
    tx,
    `SELECT (SELECT COUNT(*) FROM referral WHERE client_id = ? AND closed_reason = 'died') AS referrals,
            (SELECT COUNT(*) FROM placement WHERE client_id = ? AND state = 'never_started' AND end_reason = 'died') AS bookings`,
    [clientId, clientId],
  );
  return { referrals: Number(row?.referrals ?? 0), bookings: Number(row?.bookings ?? 0) };
};
