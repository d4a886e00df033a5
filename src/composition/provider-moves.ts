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
import { readCalendars } from './nights.js';
import { withoutNotes } from './without-notes.js';

/** Somebody who is here goes on to another provider: proposed by one side, accepted by the other. */
export const createProviderMoves = (given: Omit<ProviderMoveDeps, 'moves' | 'readStanding'>) => {
  const deps = { ...given, moves: providerMoveRepository, readStanding };
  return {
    findOnwardPlaces: makeFindOnwardPlaces({ ...deps, readCalendars }),
    proposeMove: makeProposeMove(deps),
    acceptMove: makeAcceptMove(deps),
    declineMove: makeDeclineMove(deps),
    withdrawMove: makeWithdrawMove(deps),
    listMoves: withoutNotes(listMoves, (move) => ({
      ...move,
      reason: 'Left out: the record is restricted',
      answerNote: null,
    })),
  };
};
