import type { Tx } from '../kernel/unit-of-work.js';
import { select } from '../platform/db/sql.js';

/**
 * Organisations that members may belong to: their ids by name, in order of name. Here and not with the members, who
 * lie below providers and partnerships.
 */
export const readOrganisationIds = async (
  tx: Tx,
  kind: 'provider' | 'partnership',
): Promise<ReadonlyMap<string, string>> => {
  const rows = await select<{ id: string; name: string }>(tx, `SELECT id, name FROM ${kind} ORDER BY name`);
  return new Map(rows.map(({ id, name }) => [name, id]));
};
