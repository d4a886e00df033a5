import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { addPence, pence } from '../../../../kernel/money.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { ReadNightsPaid } from '../../../funding/contract/nights-paid.js';
import type { ReadRunningStay } from '../../../funding/contract/takeover.js';
import type { Route } from '../../../referrals/contract/facts.js';
import { readStayMoney } from './stay-money.js';

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

/** By the index of the placements of a referral, and the entries of its claims. */
export const readNightsPaid: ReadNightsPaid = async (tx, referralId) => {
  const row = await selectOne<{ id: string; arrives_on: IsoDate; departs_on: IsoDate }>(
    tx,
    `SELECT id, arrives_on, departs_on FROM placement WHERE referral_id = ? AND state IN ('booked', 'admitted')`,
    [referralId],
  );
  if (row === null) return null;
  const money = await readStayMoney(tx, row.id);
  return {
    nights: nightsBetween(row.arrives_on, row.departs_on),
    pence: addPence(
      ...money.map(({ heldPence, spentPence, releasedPence }) =>
        pence(heldPence + spentPence - releasedPence),
      ),
    ),
  };
};
