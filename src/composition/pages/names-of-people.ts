import type { Scope } from '../../kernel/actor.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { readClientsWith } from '../../modules/placements/adapters/db/provider-page-facts.js';
import { readNames, readNamesOfKnown } from '../../modules/referrals/adapters/db/client-names.js';

/** The names of people a provider is offered or houses; nobody else's. */
export const readNamesOfProvider = async (tx: Tx, scope: Scope, clientIds: readonly string[]) => {
  const { known, caredFor } = await readClientsWith(tx, scope, clientIds);
  return readNamesOfKnown(tx, known, caredFor);
};

/** Names as each side may read them: a partnership its own people, a provider those it houses or has housed. */
export const readNamesOf = async (tx: Tx, scope: Scope, clientIds: readonly string[]) =>
  scope.kind === 'provider' ? readNamesOfProvider(tx, scope, clientIds) : readNames(tx, scope, clientIds);
