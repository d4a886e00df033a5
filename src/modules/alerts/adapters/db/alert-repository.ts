import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute } from '../../../../platform/db/sql.js';
import type { AlertRepository } from '../../application/ports.js';
import type { DrugAlert } from '../../domain/alert.js';

/** How an alert is found with the areas it covers; those areas are another context's to name. */
export const alertRepository = (
  readAlert: (tx: Tx, alertId: string) => Promise<DrugAlert | null>,
): AlertRepository => ({
  find: readAlert,

  async insert(tx, alert, memberId) {
    await execute(
      tx,
      `INSERT INTO drug_alert (id, headline, advice, source, is_national, from_on, until_on, published_by, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      [
        ...[alert.alertId, alert.headline, alert.advice, alert.source, alert.isNational],
        ...[alert.fromOn satisfies IsoDate, alert.untilOn satisfies IsoDate, memberId],
      ],
    );
    if (alert.partnershipIds.length === 0) return;
    await execute(tx, 'INSERT INTO drug_alert_partnership (alert_id, partnership_id) VALUES ?', [
      alert.partnershipIds.map((partnershipId) => [alert.alertId, partnershipId]),
    ]);
  },

  async withdraw(tx, { alertId, version }, memberId, reason) {
    const withdrawn = await execute(
      tx,
      `UPDATE drug_alert SET withdrawn_by = ?, withdrawn_at = UTC_TIMESTAMP(6), withdrawn_reason = ?,
         version = version + 1
        WHERE id = ? AND version = ? AND withdrawn_at IS NULL`,
      [memberId, reason, alertId, version],
    );
    return withdrawn === 1;
  },

  async acknowledge(tx, alertId, reader, memberId) {
    try {
      await execute(
        tx,
        `INSERT INTO drug_alert_acknowledgement (alert_id, reader_kind, reader_id, acknowledged_by)
           VALUES (?, ?, ?, ?)`,
        [alertId, reader.kind, reader.id, memberId],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
});
