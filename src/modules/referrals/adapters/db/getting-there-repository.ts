import { execute } from '../../../../platform/db/sql.js';
import type { GettingThereRepository } from '../../application/getting-there.js';

/** What was arranged for an arrival, on MariaDB or MySQL. */
export const gettingThereRepository: GettingThereRepository = {
  async insertTravel(tx, { travelId, referralId, travelsOn, broughtBy, note, isConfirmed }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO travel_plan (id, referral_id, travels_on, brought_by, note, is_confirmed, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [travelId, referralId, travelsOn, broughtBy, note, isConfirmed, recordedBy],
    );
  },

  async insertHome(tx, { homeId, referralId, answer, note }, recordedBy) {
    await execute(
      tx,
      'INSERT INTO home_while_away (id, referral_id, answer, note, recorded_by) VALUES (?, ?, ?, ?, ?)',
      [homeId, referralId, answer, note, recordedBy],
    );
  },
};
