import { selectOne } from '../../../../platform/db/sql.js';
import type { ReadStanding, StandingPlace } from '../../application/standing-place.js';

/** By the client's own key; at most a few rows ever. */
export const readStanding: ReadStanding = async (tx, { clientId, referralId }) => {
  const row = await selectOne<{
    readonly id: string;
    readonly state: StandingPlace['state'];
    readonly arrives_on: StandingPlace['arrivesOn'];
    readonly departs_on: StandingPlace['departsOn'];
  }>(
    tx,
    `SELECT id, state, arrives_on, COALESCE(ended_on, departs_on) AS departs_on FROM placement
      WHERE client_id = ? AND (state IN ('booked', 'admitted') OR (state = 'ended' AND referral_id = ?))
      ORDER BY state = 'ended', departs_on DESC LIMIT 1`,
    [clientId, referralId],
  );
  return row === null
    ? null
    : { placementId: row.id, state: row.state, arrivesOn: row.arrives_on, departsOn: row.departs_on };
};
