import { execute, selectOne } from '../../../../platform/db/sql.js';
import { whoLoses, type Override, type OverrideRepository } from '../../application/override.js';

/** Overrides on MariaDB or MySQL: one row an offer. */
export const overrideRepository: OverrideRepository = {
  async insert(tx, { offerId, need, reason, memberId }) {
    await execute(
      tx,
      `INSERT INTO offer_override (offer_id, kind, reason, passed_over_referral_id, loses_band, asked_by)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        ...[offerId, need.kind, reason],
        need.kind === 'passes-over' ? need.referralId : null,
        whoLoses(need),
        memberId,
      ],
    );
  },

  find: (tx, offerId) =>
    selectOne<Override>(tx, 'SELECT kind, reason FROM offer_override WHERE offer_id = ?', [offerId]),
};
