import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { NilReturnRepository } from '../../application/nil-returns.js';
import { monthAfter } from '../../domain/measure.js';
import { nilReasons } from '../../domain/nil-return.js';

interface QuietRow {
  readonly id: string;
  readonly name: string;
  readonly reason: string | null;
  readonly words: string | null;
}

/** Why nobody arrived, on MariaDB or MySQL. */
export const nilReturnRepository: NilReturnRepository = {
  async listQuiet(tx, scope, month) {
    if (scope.kind === 'partnership') return [];
    const end = monthAfter(month);
    const rows = await select<QuietRow>(
      tx,
      `SELECT j.id, j.name, n.reason, n.words
         FROM project j LEFT JOIN nil_return n ON n.project_id = j.id AND n.month = ?
        WHERE EXISTS (SELECT 1 FROM bed_unit u WHERE u.project_id = j.id AND u.bed_type = 'rehab' AND u.opens_on < ?
                        AND (u.closes_on IS NULL OR u.closes_on > ?))
          AND EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = j.id AND s.counts_as_residential_rehab
                        AND s.from_on < ? AND (s.to_on IS NULL OR s.to_on > ?))
          AND NOT EXISTS (SELECT 1 FROM placement p WHERE COALESCE(p.started_project_id, p.project_id) = j.id
                            AND p.admitted_on >= ? AND p.admitted_on < ?)
          ${scope.kind === 'provider' ? 'AND j.provider_id = ?' : ''}
        ORDER BY j.name`,
      [month, end, month, end, month, month, end, ...(scope.kind === 'provider' ? [scope.providerId] : [])],
    );
    return rows.map(({ id, name, reason, words }) => ({
      ...{ projectId: id, name, month },
      said:
        reason === null ? null : { reason: nilReasons.find((known) => known === reason) ?? 'other', words },
    }));
  },

  async isOwn(tx, scope, projectId) {
    if (scope.kind !== 'provider') return false;
    const found = await selectOne(tx, 'SELECT 1 AS own FROM project WHERE id = ? AND provider_id = ?', [
      projectId,
      scope.providerId,
    ]);
    return found !== null;
  },

  async add(tx, { projectId, month, reason, words, memberId }) {
    try {
      await execute(
        tx,
        'INSERT INTO nil_return (project_id, month, reason, words, recorded_by) VALUES (?, ?, ?, ?, ?)',
        [projectId, month, reason, words, memberId],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== 'PRIMARY') throw error;
      return false;
    }
  },
};
