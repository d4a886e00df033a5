import type { Scope } from '../../../../kernel/actor.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type {
  AnsweredTransfer,
  Transfer,
  Transfers,
  TransferState,
} from '../../application/transfer-ports.js';
import { mayKnow } from './client-names.js';

/** Transfers shown at most; two partnerships exchange a few in a year. */
const transfersAtMost = 100;

/** Answered ones shown at most: the page is for what happened lately. */
const answeredAtMost = 50;

interface TransferRow {
  readonly id: string;
  readonly referral_id: string;
  readonly reference: string;
  readonly from_id: string;
  readonly from_name: string;
  readonly to_id: string;
  readonly to_name: string;
  readonly asked_by_partnership_id: string;
  readonly asked_by: string | null;
  readonly asked_at: Date;
  readonly reason: string | null;
  readonly state: TransferState;
  readonly version: number;
}

interface AnsweredRow extends TransferRow {
  readonly state: AnsweredTransfer['state'];
  readonly answered_at: Date;
  readonly answer_note: string | null;
}

const toTransfer = (row: TransferRow): Transfer => ({
  transferId: row.id,
  referralId: row.referral_id,
  reference: row.reference,
  from: { partnershipId: row.from_id, name: row.from_name },
  to: { partnershipId: row.to_id, name: row.to_name },
  askedByPartnershipId: row.asked_by_partnership_id,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  reason: row.reason,
  state: row.state,
  version: row.version,
});

/** With whether whoever asks may know whose referral it is: if not, they are not told why it was asked either. */
const columns = (
  known: string,
  more = '',
): string => `t.id, t.referral_id, c.reference, f.id AS from_id, f.name AS from_name,
         o.id AS to_id, o.name AS to_name, t.asked_by_partnership_id, m.display_name AS asked_by, t.asked_at,
         IF(${known}, t.reason, NULL) AS reason, t.state, t.version${more}
    FROM referral_transfer t
    JOIN referral r ON r.id = t.referral_id
    JOIN client c ON c.id = r.client_id
    JOIN partnership f ON f.id = t.from_partnership_id
    JOIN partnership o ON o.id = t.to_partnership_id
    LEFT JOIN member m ON m.id = t.asked_by`;

/** A transfer is seen by the two partnerships it is between, and by nobody else. */
const between = (scope: Scope): { readonly condition: string; readonly values: SqlValue[] } =>
  scope.kind === 'partnership'
    ? {
        condition: '(t.from_partnership_id = ? OR t.to_partnership_id = ?)',
        values: [scope.partnershipId, scope.partnershipId],
      }
    : { condition: 'FALSE', values: [] };

/** Transfers on MariaDB or MySQL. */
export const transferRepository: Transfers = {
  async find(tx, scope, transferId) {
    const { condition, values } = between(scope);
    const known = mayKnow(scope, 'c.id');
    const row = await selectOne<TransferRow>(
      tx,
      `SELECT ${columns(known.condition)} WHERE t.id = ? AND ${condition}`,
      [...known.values, transferId, ...values],
    );
    return row === null ? null : toTransfer(row);
  },

  async listAsked(tx, scope) {
    const { condition, values } = between(scope);
    const known = mayKnow(scope, 'c.id');
    const rows = await select<TransferRow>(
      tx,
      `SELECT ${columns(known.condition)} WHERE t.state = 'asked' AND r.state = 'open' AND ${condition}
        ORDER BY t.asked_at, t.id LIMIT ${transfersAtMost}`,
      [...known.values, ...values],
    );
    return rows.map(toTransfer);
  },

  async listAnswered(tx, scope) {
    const { condition, values } = between(scope);
    const known = mayKnow(scope, 'c.id');
    const rows = await select<AnsweredRow>(
      tx,
      `SELECT ${columns(known.condition, `, t.answered_at, IF(${known.condition}, t.answer_note, NULL) AS answer_note`)}
        WHERE t.state IN ('accepted', 'declined') AND ${condition}
        ORDER BY t.answered_at DESC, t.id DESC LIMIT ${answeredAtMost}`,
      [...known.values, ...known.values, ...values],
    );
    return rows.map((row) => ({
      ...toTransfer(row),
      ...{ state: row.state, answeredAt: row.answered_at, answerNote: row.answer_note },
    }));
  },

  async readHasGone(tx, scope, referralId) {
    if (scope.kind !== 'partnership') return false;
    const row = await selectOne(
      tx,
      `SELECT id FROM referral_transfer
        WHERE referral_id = ? AND from_partnership_id = ? AND state = 'accepted' LIMIT 1`,
      [referralId, scope.partnershipId],
    );
    return row !== null;
  },

  async countToAnswer(tx, scope) {
    if (scope.kind !== 'partnership') return 0;
    const row = await selectOne<{ readonly waiting: string }>(
      tx,
      `SELECT COUNT(*) AS waiting FROM referral_transfer t JOIN referral r ON r.id = t.referral_id
        WHERE t.state = 'asked' AND r.state = 'open' AND t.asked_by_partnership_id <> ?
          AND (t.from_partnership_id = ? OR t.to_partnership_id = ?)`,
      [scope.partnershipId, scope.partnershipId, scope.partnershipId],
    );
    return Number(row?.waiting ?? 0);
  },

  async insert(tx, transfer, askedBy) {
    try {
      await execute(
        tx,
        `INSERT INTO referral_transfer (id, referral_id, from_partnership_id, to_partnership_id,
           asked_by_partnership_id, asked_by, reason, state, version) VALUES (?, ?, ?, ?, ?, ?, ?, 'asked', 1)`,
        [
          transfer.transferId,
          transfer.referralId,
          transfer.fromPartnershipId,
          transfer.toPartnershipId,
          transfer.askedByPartnershipId,
          askedBy,
          transfer.reason,
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'referral_transfer_one_asked') return false;
      throw error;
    }
  },

  async answer(tx, { transferId, version }, to, { memberId, note }) {
    const answered = await execute(
      tx,
      `UPDATE referral_transfer SET state = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), answer_note = ?,
         version = version + 1
        WHERE id = ? AND version = ? AND state = 'asked'`,
      [to, memberId, note, transferId, version],
    );
    return answered === 1;
  },

  async move(tx, { referralId, clientId, version }, toPartnershipId) {
    await execute(tx, 'UPDATE client SET partnership_id = ? WHERE id = ?', [toPartnershipId, clientId]);
    const moved = await execute(
      tx,
      `UPDATE referral SET partnership_id = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'open'`,
      [toPartnershipId, referralId, version],
    );
    return moved === 1;
  },

  async nameReceiver(tx, { transferId, clientId }, acceptedBy) {
    await execute(
      tx,
      `INSERT INTO client_restriction_reader (client_id, member_id, named_by)
         SELECT x.client_id, IF(t.asked_by_partnership_id = t.to_partnership_id, t.asked_by, ?), ?
           FROM client_restriction x JOIN referral_transfer t ON t.id = ?
          WHERE x.client_id = ? AND x.lifted_at IS NULL
         ON DUPLICATE KEY UPDATE client_id = client_restriction_reader.client_id`,
      [acceptedBy, acceptedBy, transferId, clientId],
    );
  },

  async listPartnerships(tx) {
    const rows = await select<{ readonly id: string; readonly name: string }>(
      tx,
      'SELECT id, name FROM partnership ORDER BY name, id',
    );
    return rows.map(({ id, name }) => ({ partnershipId: id, name }));
  },
};
