import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { addPence, pence } from '../../../../kernel/money.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
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

/**
 * By the index of the placements of a referral, and the entries of their claims: who goes on to another provider has a stay
 * and a booking, or two stays, under one decision.
 */
export const readNightsPaid: ReadNightsPaid = async (tx, referralId) => {
  const rows = await select<{ id: string; arrives_on: IsoDate; departs_on: IsoDate }>(
    tx,
    `SELECT id, arrives_on, LEAST(departs_on, COALESCE(ended_on, departs_on)) AS departs_on FROM placement
      WHERE referral_id = ? AND (state IN ('booked', 'admitted') OR (state = 'ended' AND end_reason = 'transferred'))
      ORDER BY arrives_on`,
    [referralId],
  );
  if (rows.length === 0) return null;
  let paid = pence(0);
  for (const { id } of rows) {
    const money = await readStayMoney(tx, id);
    paid = addPence(paid, ...money.map((one) => pence(one.heldPence + one.spentPence - one.releasedPence)));
  }
  return {
    nights: rows.reduce((sum, row) => sum + nightsBetween(row.arrives_on, row.departs_on), 0),
    pence: paid,
  };
};
