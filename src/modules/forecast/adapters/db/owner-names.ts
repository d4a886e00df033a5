import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** The names of members, by their ids. */
export const readOwnerNames = async (
  tx: Tx,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (memberIds.length === 0) return new Map();
  const rows = await select<{ readonly id: string; readonly display_name: string }>(
    tx,
    'SELECT id, display_name FROM member WHERE id IN (?)',
    [[...new Set(memberIds)]],
  );
  return new Map(rows.map(({ id, display_name }) => [id, display_name]));
};
