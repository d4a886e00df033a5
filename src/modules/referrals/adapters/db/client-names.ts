import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { containing, select } from '../../../../platform/db/sql.js';

interface NameRow {
  readonly id: string;
  readonly given_name: string;
  readonly family_name: string;
}

const byClient = (rows: readonly NameRow[]): ReadonlyMap<string, string> =>
  new Map(rows.map(({ id, given_name, family_name }) => [id, `${given_name} ${family_name}`]));

/**
 * The names of clients who are known by name to whoever asks: the caller has just read that they are offered to, or have
 * had a bed with, the provider whose page it is.
 */
export const readNamesOfKnown = async (
  tx: Tx,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  clientIds.length === 0
    ? new Map()
    : byClient(
        await select<NameRow>(
          tx,
          'SELECT client_id AS id, given_name, family_name FROM client_identity WHERE client_id IN (?)',
          [clientIds],
        ),
      );

/** The names of clients in a partnership's scope, by client. */
export const readNames = async (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (clientIds.length === 0 || scope.kind !== 'partnership') return new Map();
  const rows = await select<NameRow>(
    tx,
    `SELECT c.id, i.given_name, i.family_name FROM client c JOIN client_identity i ON i.client_id = c.id
      WHERE c.id IN (?) AND c.partnership_id = ?`,
    [clientIds, scope.partnershipId],
  );
  return byClient(rows);
};

/** People found by what somebody typed, at most. */
const foundAtMost = 200;

/**
 * The clients in a partnership's scope whose reference contains what was typed, whatever its letters' case. Names are
 * not searched: what is searched for stands in an address, and in the logs of whatever stands between.
 */
export const findClients = async (tx: Tx, scope: Scope, typed: string): Promise<readonly string[]> => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM client WHERE partnership_id = ? AND reference LIKE ? ORDER BY id DESC LIMIT ${foundAtMost}`,
    [scope.partnershipId, containing(typed).toUpperCase()],
  );
  return rows.map(({ id }) => id);
};
