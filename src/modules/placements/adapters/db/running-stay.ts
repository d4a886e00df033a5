import type { IsoDate } from '../../../../kernel/iso-date.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { ReadRunningStay } from '../../../funding/contract/takeover.js';
import type { Route } from '../../../referrals/contract/facts.js';

/** By the index of the placements of a referral. */
export const readRunningStay: ReadRunningStay = async (tx, referralId) => {
  const row = await selectOne<{ id: string; arrives_on: IsoDate; departs_on: IsoDate; route: Route }>(
    tx,
    `SELECT p.id, p.arrives_on, p.departs_on, d.route
       FROM placement p JOIN funding_decision d ON d.id = p.funding_decision_id
      WHERE p.referral_id = ? AND p.state = 'admitted'`,
    [referralId],
  );
  return row === null
    ? null
    : {
        placementId: row.id,
        stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
        route: row.route,
      };
};
