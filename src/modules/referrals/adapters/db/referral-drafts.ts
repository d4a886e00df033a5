import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { ReferralDraft, ReferralDrafts } from '../../application/draft-ports.js';

/** Drafts shown at most; a partnership has a handful. */
const draftsAtMost = 100;

interface DraftRow {
  readonly id: string;
  readonly typed: string | Readonly<Record<string, string>>;
  readonly saved_at: Date;
  readonly saved_by: string | null;
  readonly expires_on: IsoDate;
  readonly version: number;
}

/** MariaDB gives JSON as text, MySQL as a value. */
const typedOf = (typed: DraftRow['typed']): ReferralDraft['typed'] => {
  const read: unknown = typeof typed === 'string' ? JSON.parse(typed) : typed;
  return Object.fromEntries(
    Object.entries(read ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
};

const toDraft = (row: DraftRow): ReferralDraft => ({
  draftId: row.id,
  typed: typedOf(row.typed),
  savedAt: row.saved_at,
  savedBy: row.saved_by,
  expiresOn: row.expires_on,
  version: row.version,
});

const columns = `d.id, d.typed, d.saved_at, m.display_name AS saved_by, d.expires_on, d.version
  FROM referral_draft d LEFT JOIN member m ON m.id = d.saved_by`;

/** Drafts on MariaDB or MySQL; each change is guarded by version and by the partnership. */
export const referralDrafts: ReferralDrafts = {
  async find(tx, scope, draftId, today) {
    if (scope.kind !== 'partnership') return null;
    const [row] = await select<DraftRow>(
      tx,
      `SELECT ${columns} WHERE d.id = ? AND d.partnership_id = ? AND d.expires_on > ?`,
      [draftId, scope.partnershipId, today],
    );
    return row === undefined ? null : toDraft(row);
  },

  async list(tx, scope, today) {
    if (scope.kind !== 'partnership') return [];
    const rows = await select<DraftRow>(
      tx,
      `SELECT ${columns} WHERE d.partnership_id = ? AND d.expires_on > ?
        ORDER BY d.saved_at DESC, d.id LIMIT ${draftsAtMost}`,
      [scope.partnershipId, today],
    );
    return rows.map(toDraft);
  },

  async insert(tx, { draftId, typed, expiresOn }, { memberId, partnershipId }) {
    await execute(
      tx,
      `INSERT INTO referral_draft (id, partnership_id, saved_by, saved_at, expires_on, typed, version)
         VALUES (?, ?, ?, UTC_TIMESTAMP(6), ?, ?, 1)`,
      [draftId, partnershipId, memberId, expiresOn, JSON.stringify(typed)],
    );
  },

  async update(tx, scope, { draftId, typed, expiresOn, version }, memberId) {
    if (scope.kind !== 'partnership') return false;
    const updated = await execute(
      tx,
      `UPDATE referral_draft SET typed = ?, saved_by = ?, saved_at = UTC_TIMESTAMP(6), expires_on = ?,
         version = version + 1
        WHERE id = ? AND partnership_id = ? AND version = ?`,
      [JSON.stringify(typed), memberId, expiresOn, draftId, scope.partnershipId, version],
    );
    return updated === 1;
  },

  async remove(tx, scope, draftId) {
    if (scope.kind !== 'partnership') return false;
    const removed = await execute(tx, 'DELETE FROM referral_draft WHERE id = ? AND partnership_id = ?', [
      draftId,
      scope.partnershipId,
    ]);
    return removed === 1;
  },
};

/** Forgets drafts that have run out, the oldest first. Gives how many. */
export const forgetDrafts = (tx: Tx, atMost: number): Promise<number> =>
  execute(
    tx,
    `DELETE FROM referral_draft WHERE expires_on <= DATE(UTC_TIMESTAMP()) ORDER BY expires_on LIMIT ${atMost}`,
  );
