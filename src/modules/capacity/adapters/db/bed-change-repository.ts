import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, placeholders, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { BedChange, BedChangeRepository, BedChangeState } from '../../application/bed-change-ports.js';
import { plannableColumns } from '../../domain/bed-change.js';

/** A row of `planned_bed_change`, as statements select it. */
export interface BedChangeRow {
  readonly id: string;
  readonly bed_id: string;
  readonly provider_id: string;
  readonly cells: string;
  readonly starts_on: IsoDate;
  readonly reason: string;
  readonly state: BedChangeState;
  readonly look: string | null;
  readonly looked_at: Date | null;
  readonly facts_mark: string | null;
  readonly proposed_by: string;
}

/** The columns of {@link BedChangeRow}; what is written as JSON as text, which both kinds of server give alike. */
export const bedChangeColumns = `c.id, c.bed_id, c.provider_id, CAST(c.cells AS CHAR) AS cells, c.starts_on, c.reason,
  c.state, CAST(c.look AS CHAR) AS look, c.looked_at, c.facts_mark, c.proposed_by`;

/** Cells as they are kept. */
export const cellsShape = z.partialRecord(z.enum(plannableColumns), z.string());
const lookShape = z.object({
  effects: z.array(
    z.object({
      band: z.string(),
      ...{ placedNow: z.number(), placedThen: z.number(), gains: z.number(), loses: z.number() },
      ...{ elsewhere: z.number(), anotherDay: z.number() },
    }),
  ),
});

/** A change from its row. @throws when somebody wrote it past the service. */
export const bedChangeOf = (row: BedChangeRow): BedChange => ({
  changeId: row.id,
  bedId: row.bed_id,
  providerId: row.provider_id,
  cells: cellsShape.parse(JSON.parse(row.cells)),
  startsOn: row.starts_on,
  reason: row.reason,
  state: row.state,
  look: row.look === null ? null : lookShape.parse(JSON.parse(row.look)),
  lookedAt: row.looked_at,
  factsMark: row.facts_mark,
  proposedBy: row.proposed_by,
});

/** Whose planned changes a scope reaches: a provider's own, or all. */
export const changesWithin = (
  scope: Scope,
): { readonly where: string; readonly values: readonly SqlValue[] } => {
  switch (scope.kind) {
    case 'national':
      return { where: 'TRUE', values: [] };
    case 'provider':
      return { where: 'c.provider_id = ?', values: [scope.providerId] };
    case 'partnership':
      return { where: 'FALSE', values: [] };
  }
};

/** Due changes taken up at once; far fewer wait. */
const dueAtOnce = 100;

/** Whom it would move is kept no longer than it is a question: after that, their suggestion says. */
const forgetPeople = async (tx: Tx, changeId: string, moved: number): Promise<void> => {
  if (moved === 0) return;
  await execute(tx, 'DELETE FROM planned_bed_change_person WHERE change_id = ?', [changeId]);
};

/** Planned changes of beds in their table; states move by guarded updates. */
export const bedChangeRepository: BedChangeRepository = {
  async find(tx, scope, changeId) {
    const { where, values } = changesWithin(scope);
    const row = await selectOne<BedChangeRow>(
      tx,
      `SELECT ${bedChangeColumns} FROM planned_bed_change c WHERE c.id = ? AND ${where}`,
      [changeId, ...values],
    );
    return row === null ? null : bedChangeOf(row);
  },

  async insert(tx, { changeId, bedId, providerId, cells, startsOn, reason, proposedBy }) {
    try {
      await execute(
        tx,
        `INSERT INTO planned_bed_change (id, bed_id, provider_id, cells, starts_on, reason, state, proposed_by)
         VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)`,
        [changeId, bedId, providerId, JSON.stringify(cells), startsOn, reason, proposedBy],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },

  async keepLook(tx, changeId, { lookedAt, factsMark, look, people }) {
    const kept = await execute(
      tx,
      `UPDATE planned_bed_change SET look = ?, looked_at = ?, facts_mark = ?
        WHERE id = ? AND state = 'waiting' AND look IS NULL`,
      [JSON.stringify(look), lookedAt, factsMark, changeId],
    );
    if (kept === 1 && people.length > 0) {
      await execute(
        tx,
        `INSERT INTO planned_bed_change_person (change_id, referral_id, kind) VALUES ${placeholders(people.length, 3)}`,
        people.flatMap(({ referralId, kind }) => [changeId, referralId, kind]),
      );
    }
    return kept === 1;
  },

  async forgetLook(tx, changeId) {
    const moved = await execute(
      tx,
      `UPDATE planned_bed_change SET look = NULL, looked_at = NULL, facts_mark = NULL
        WHERE id = ? AND state = 'waiting' AND look IS NOT NULL`,
      [changeId],
    );
    await forgetPeople(tx, changeId, moved);
    return moved === 1;
  },

  async confirm(tx, changeId, memberId, factsMark) {
    const moved = await execute(
      tx,
      `UPDATE planned_bed_change SET state = 'confirmed', decided_by = ?, decided_at = UTC_TIMESTAMP(6)
        WHERE id = ? AND state = 'waiting' AND proposed_by <> ? AND look IS NOT NULL AND facts_mark = ?`,
      [memberId, changeId, memberId, factsMark],
    );
    return moved === 1;
  },

  async giveBack(tx, changeId, memberId) {
    const moved = await execute(
      tx,
      `UPDATE planned_bed_change SET state = 'given_back', decided_by = ?, decided_at = UTC_TIMESTAMP(6)
        WHERE id = ? AND state = 'waiting'`,
      [memberId, changeId],
    );
    await forgetPeople(tx, changeId, moved);
    return moved === 1;
  },

  async markApplied(tx, changeId) {
    const moved = await execute(
      tx,
      `UPDATE planned_bed_change SET state = 'applied', applied_at = UTC_TIMESTAMP(6)
        WHERE id = ? AND state = 'confirmed'`,
      [changeId],
    );
    await forgetPeople(tx, changeId, moved);
    return moved === 1;
  },

  async listDue(tx, today) {
    const rows = await select<{ readonly id: string }>(
      tx,
      `SELECT id FROM planned_bed_change WHERE state = 'confirmed' AND starts_on <= ? ORDER BY starts_on, id LIMIT ?`,
      [today, dueAtOnce],
    );
    return rows.map(({ id }) => id);
  },

  async readBedMark(tx, bedId) {
    const row = await selectOne<{ readonly mark: string }>(
      tx,
      `SELECT CONCAT(u.version, '.', u.claims_version, '.', p.version) AS mark
         FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ?`,
      [bedId],
    );
    return row?.mark ?? '';
  },
};
