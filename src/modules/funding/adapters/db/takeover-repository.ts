import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { FundingTakeovers } from '../../application/takeover.js';
import type { FundingTakeover } from '../../domain/takeover.js';
import type { PayerShare } from '../../domain/payers.js';
import { insertShares, readShares, sharesOfAgreement } from './payer-shares.js';

/** A takeover as it is kept. */
export interface TakeoverRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly placement_id: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate;
  readonly route: Route;
  readonly weekly_rate_pence: number;
  readonly reason: string;
  readonly proposed_by: string;
  readonly version: number;
}

/** The columns of a takeover `t`. */
export const takeoverColumns = `t.id, t.referral_id, t.partnership_id, t.placement_id, t.from_on, t.to_on, t.route,
  t.weekly_rate_pence, t.reason, t.proposed_by, t.version`;

/** A row as the domain knows it. */
export const toTakeover = (
  row: TakeoverRow,
  shares: ReadonlyMap<string, readonly PayerShare[]>,
): FundingTakeover => ({
  ...{ takeoverId: row.id, referralId: row.referral_id, partnershipId: row.partnership_id },
  ...{ placementId: row.placement_id, reason: row.reason, proposedBy: row.proposed_by },
  nights: { arrivesOn: row.from_on, departsOn: row.to_on },
  ...{ route: row.route, weeklyRatePence: pence(row.weekly_rate_pence), version: row.version },
  ...sharesOfAgreement(shares, row.id),
});

/** Takeovers on MariaDB or MySQL: a unique key keeps one open for a referral, a guarded update answers it once. */
export const mariadbFundingTakeovers: FundingTakeovers = {
  async findOpen(tx, referralId) {
    const row = await selectOne<TakeoverRow>(
      tx,
      `SELECT ${takeoverColumns} FROM funding_takeover t WHERE t.open_referral_id = ?`,
      [referralId],
    );
    return row === null ? null : toTakeover(row, await readShares(tx, [row.id]));
  },

  async insert(tx, { takeoverId, nights, ...takeover }) {
    try {
      await execute(
        tx,
        `INSERT INTO funding_takeover (id, referral_id, partnership_id, placement_id, from_on, to_on, route,
           weekly_rate_pence, reason, proposed_by, proposed_at, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[takeoverId, takeover.referralId, takeover.partnershipId, takeover.placementId],
          ...[nights.arrivesOn, nights.departsOn, takeover.route, takeover.weeklyRatePence],
          ...[takeover.reason, takeover.proposedBy, takeover.version],
        ],
      );
    } catch (error) {
      if (duplicateKeyOf(error) === 'funding_takeover_one_open') return false;
      throw error;
    }
    await insertShares(tx, takeoverId, takeover.shares);
    return true;
  },

  async answer(tx, { takeoverId, version }, answer, answeredBy) {
    const answered = await execute(
      tx,
      `UPDATE funding_takeover
          SET answer = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), answer_note = ?, funding_decision_id = ?,
              version = version + 1
        WHERE id = ? AND version = ? AND answer IS NULL AND (? <> 'confirmed' OR proposed_by <> ?)`,
      [
        ...[answer.kind, answeredBy, answer.kind === 'returned' ? answer.note : null],
        answer.kind === 'confirmed' ? answer.fundingDecisionId : null,
        ...[takeoverId, version, answer.kind, answeredBy],
      ],
    );
    return answered === 1;
  },
};
