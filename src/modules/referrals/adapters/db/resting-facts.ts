import { select } from '../../../../platform/db/sql.js';
import type { ReadResting } from '../../application/read-check-again.js';
import type { Resting } from '../../domain/check-again.js';

/** The suitable assessment that counts, and the detox that is booked and not over, with when each was recorded. */
export const readResting: ReadResting = (tx, referralId, on) =>
  select<Resting>(
    tx,
    `SELECT 'assessment' AS kind, a.recorded_at AS recordedAt, NULL AS weeks FROM assessment a
      WHERE a.id = (SELECT l.id FROM assessment l WHERE l.referral_id = ? AND l.kind = 'partnership' ORDER BY l.held_on DESC, l.recorded_at DESC LIMIT 1)
        AND a.outcome = 'suitable' AND a.lapsed_at IS NULL AND a.valid_until >= ?
     UNION ALL
     SELECT 'detox-booking', d.recorded_at, NULL FROM detox_booking d
      WHERE d.id = (SELECT l.id FROM detox_booking l WHERE l.referral_id = ? AND l.lapsed_at IS NULL
                     ORDER BY l.recorded_at DESC LIMIT 1)
        AND d.ends_on > ?`,
    [referralId, on, referralId, on],
  );
