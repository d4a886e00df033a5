import { listTakeovers } from '../modules/funding/adapters/db/takeover-lists.js';
import { mariadbFundingTakeovers } from '../modules/funding/adapters/db/takeover-repository.js';
import {
  makeAskTakeover,
  makeConfirmTakeover,
  makeReturnTakeover,
  type TakeoverDeps,
} from '../modules/funding/application/takeover.js';
import { readRunningStay } from '../modules/placements/adapters/db/running-stay.js';
import type { ChangePlacementDeps } from '../modules/placements/application/change-placement.js';
import { makeTakeOverStay } from '../modules/placements/application/take-over-stay.js';
import { withoutNotes } from './without-notes.js';

/** Others pay for a stay from a day on: asked for by one, confirmed by another. */
export const createTakeovers = (
  deps: Omit<TakeoverDeps, 'takeovers' | 'readRunningStay' | 'takeOverStay'>,
  stays: ChangePlacementDeps,
) => {
  const all = {
    ...deps,
    takeovers: mariadbFundingTakeovers,
    readRunningStay,
    takeOverStay: makeTakeOverStay(stays),
  };
  return {
    askTakeover: makeAskTakeover(all),
    confirmTakeover: makeConfirmTakeover(all),
    returnTakeover: makeReturnTakeover(all),
    readOpenTakeover: (...asked: Parameters<typeof mariadbFundingTakeovers.findOpen>) =>
      mariadbFundingTakeovers.findOpen(...asked),
    readRunningStay,
    listTakeovers: withoutNotes(listTakeovers, (takeover) => ({ ...takeover, reason: '' })),
  };
};
