import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** The names of clients in a partnership's scope, by client. The one reader of names. */
export const readNames = async (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (clientIds.length === 0 || scope.kind !== 'partnership') return new Map();
  const rows = await select<{ id: string; given_name: string; family_name: string }>(
    tx,
    `SELECT c.id, i.given_name, i.family_name FROM client c JOIN client_identity i ON i.client_id = c.id
      WHERE c.id IN (?) AND c.partnership_id = ?`,
    [clientIds, scope.partnershipId],
  );
  return new Map(rows.map(({ id, given_name, family_name }) => [id, `${given_name} ${family_name}`]));
};
