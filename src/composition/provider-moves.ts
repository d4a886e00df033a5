import { providerMoveRepository } from '../modules/placements/adapters/db/provider-move-repository.js';
import { listMoves } from '../modules/placements/adapters/db/provider-moves.js';
import { readStanding } from '../modules/placements/adapters/db/standing-place.js';
import {
  makeAcceptMove,
  makeDeclineMove,
  makeFindOnwardPlaces,
  makeProposeMove,
  makeWithdrawMove,
  type ProviderMoveDeps,
} from '../modules/placements/application/provider-move.js';
import { readNamesOfKnown } from '../modules/referrals/adapters/db/client-names.js';
import { readCalendars } from './nights.js';
import { readNamesOf } from './pages/names-of-people.js';

/**
 * What was written about a person goes the way of their name; of a record that is not restricted, the provider that is asked
 * reads it too, since it decides by it (docs/adr/0033).
 */
const listKnownMoves: typeof listMoves = async (tx, scope, query) => {
  const rows = await listMoves(tx, scope, query);
  const asked = rows.flatMap(({ isAsked, clientId }) => (isAsked ? [clientId] : []));
  const open = await readNamesOfKnown(tx, asked, []);
  const names = await readNamesOf(
    tx,
    scope,
    rows.map(({ clientId }) => clientId),
  );
  return rows.map((row) =>
    names.has(row.clientId) || open.has(row.clientId)
      ? row
      : { ...row, reason: 'Left out: the record is restricted', answerNote: null },
  );
};

/** Somebody who is here goes on to another provider: proposed by one side, accepted by the other. */
export const createProviderMoves = (given: Omit<ProviderMoveDeps, 'moves' | 'readStanding'>) => {
  const deps = { ...given, moves: providerMoveRepository, readStanding };
  return {
    findOnwardPlaces: makeFindOnwardPlaces({ ...deps, readCalendars }),
    proposeMove: makeProposeMove(deps),
    acceptMove: makeAcceptMove(deps),
    declineMove: makeDeclineMove(deps),
    withdrawMove: makeWithdrawMove(deps),
    listMoves: listKnownMoves,
  };
};
