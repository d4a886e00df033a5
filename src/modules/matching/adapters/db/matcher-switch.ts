import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { SwitchMatcherDeps } from '../../application/switch-matcher.js';

/** The switch in `matcher_switch`: one row a word, the key of versions decides between two at once. */
export const matcherSwitch: Pick<SwitchMatcherDeps, 'readSwitch' | 'addSwitch'> = {
  async readSwitch(tx) {
    const row = await selectOne<{
      readonly version: number;
      readonly is_on: number;
      readonly reason: string;
      readonly switched_by: string;
      readonly switched_at: Date;
    }>(
      tx,
      `SELECT version, is_on, reason, switched_by, switched_at FROM matcher_switch ORDER BY version DESC LIMIT 1`,
    );
    return row === null
      ? { version: 0, isOn: true, reason: null, switchedBy: null, switchedAt: null }
      : {
          version: row.version,
          isOn: row.is_on === 1,
          reason: row.reason,
          switchedBy: row.switched_by,
          switchedAt: row.switched_at,
        };
  },

  async addSwitch(tx, { version, isOn, reason, switchedBy }) {
    try {
      await execute(
        tx,
        `INSERT INTO matcher_switch (version, is_on, reason, switched_by, switched_at)
         VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))`,
        [version, isOn, reason, switchedBy],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
};
