import type { Scope } from '../kernel/actor.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { readNamesOf } from './pages/names-of-people.js';

/**
 * A list in which what somebody wrote about a person goes the way of their name: whoever may not know the one reads the row
 * `without` the other (docs/adr/0033). `readKnown` says of whom that is, by client.
 */
export const withoutNotes =
  <Row extends { readonly clientId: string }, Page>(
    list: (tx: Tx, scope: Scope, page: Page) => Promise<readonly Row[]>,
    without: (row: Row) => Row,
    readKnown: typeof readNamesOf = readNamesOf,
  ) =>
  async (tx: Tx, scope: Scope, page: Page): Promise<readonly Row[]> => {
    const rows = await list(tx, scope, page);
    const known = await readKnown(
      tx,
      scope,
      rows.map(({ clientId }) => clientId),
    );
    return rows.map((row) => (known.has(row.clientId) ? row : without(row)));
  };
