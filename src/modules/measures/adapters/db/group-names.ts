import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** Names of partnerships and projects, by their ids. There are some dozens of each. */
export const readGroupNames = async (tx: Tx): Promise<ReadonlyMap<string, string>> => {
  const rows = await select<{ readonly id: string; readonly name: string }>(
    tx,
    'SELECT id, name FROM partnership UNION ALL SELECT id, name FROM project',
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
};
