import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import type { AskedOverride, AskedOverrides } from '../../application/asked-override.js';
import { inScope } from './in-scope.js';

interface AskedRow {
  readonly id: string;
  readonly referral_id: string;
  readonly bed_id: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly reason: string;
  readonly loses_band: UrgencyBand;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly version: number;
}

const toAsked = (row: AskedRow): AskedOverride => ({
  overrideId: row.id,
  referralId: row.referral_id,
  bedId: row.bed_id,
  stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
  reason: row.reason,
  loses: row.loses_band,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  version: row.version,
});

/** Overrides that wait for a second person, on MariaDB or MySQL. */
export const askedOverrideRepository: AskedOverrides = {
  async findWaiting(tx, scope, referralId) {
    const { condition, values } = inScope(scope, 'a');
    const row = await selectOne<AskedRow>(
      tx,
      `SELECT a.id, a.referral_id, a.bed_id, a.arrives_on, a.departs_on, a.reason, a.loses_band, a.asked_by,
              a.asked_at, a.version
         FROM asked_override a
        WHERE a.waits_for_referral = ? AND ${condition}`,
      [referralId, ...values],
    );
    return row === null ? null : toAsked(row);
  },

  async insert(tx, { overrideId, referralId, partnershipId, bedId, stay, reason, loses, ...asked }) {
    try {
      await execute(
        tx,
        `INSERT INTO asked_override (id, referral_id, partnership_id, bed_id, arrives_on, departs_on, reason,
           loses_band, passed_over_referral_id, asked_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          ...[overrideId, referralId, partnershipId, bedId, stay.arrivesOn, stay.departsOn, reason],
          ...[loses, asked.passedOverReferralId, asked.askedBy],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'asked_override_one_waits') return false;
      throw error;
    }
  },

  async answer(tx, { overrideId, version }, answer, memberId) {
    const answered = await execute(
      tx,
      `UPDATE asked_override
          SET answer = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), answer_note = ?, offer_id = ?,
              version = version + 1
        WHERE id = ? AND version = ? AND answer IS NULL AND (? = 'taken-back' OR asked_by <> ?)`,
      [
        ...[answer.kind, memberId, answer.kind === 'refused' ? answer.note : null],
        answer.kind === 'confirmed' ? answer.offerId : null,
        ...[overrideId, version, answer.kind, memberId],
      ],
    );
    return answered === 1;
  },
};
