import { leavingSafely } from '../../config/leaving-safely.js';
import { readEndedByDeath } from '../modules/placements/adapters/db/ended-by-death.js';
import { listAnsweredRepairs } from '../modules/placements/adapters/db/answered-repairs.js';
import { leaveRepository } from '../modules/placements/adapters/db/leave-repository.js';
import { readLeavingStory } from '../modules/placements/adapters/db/leaving-facts.js';
import { readDeath } from '../modules/placements/adapters/db/recorded-death.js';
import { repairRepository } from '../modules/placements/adapters/db/repair-repository.js';
import { findBooking, listRepairable } from '../modules/placements/adapters/db/repairable-stays.js';
import { readClaimReferences, readStayMoney } from '../modules/placements/adapters/db/stay-money.js';
import { makePreviewRepair } from '../modules/placements/application/preview-repair.js';
import { makeAdmit, type AdmitDeps } from '../modules/placements/application/admit.js';
import {
  makeConfirmRepair,
  makeProposeRepair,
  makeReturnRepair,
  type RepairStayDeps,
} from '../modules/placements/application/repair-stay.js';
import { readNamesOfKnown } from '../modules/referrals/adapters/db/client-names.js';
import { readCalendars } from './nights.js';
import { readNamesOf } from './pages/names-of-people.js';
import { withoutNotes } from './without-notes.js';

const leftOut = 'Left out: the record is restricted';

/** Administrators judge a repair by why it is asked for: they read that of every record that is not restricted, and no name. */
const readNotRestricted: typeof readNamesOf = (tx, scope, clientIds) =>
  scope.kind === 'national' ? readNamesOfKnown(tx, clientIds, []) : readNamesOf(tx, scope, clientIds);

/** Stays that were recorded by mistake, put right by two people. */
export const createRepairs = (
  given: AdmitDeps & Omit<RepairStayDeps, 'repairs' | 'readLeaves' | 'readDeath' | 'readStayMoney' | 'admit'>,
) => {
  const deps = {
    ...given,
    repairs: repairRepository,
    readDeath,
    readStayMoney,
    admit: makeAdmit(given),
    readLeaves: (...asked: Parameters<typeof leaveRepository.read>) => leaveRepository.read(...asked),
  };
  return {
    findBooking,
    previewRepair: makePreviewRepair({
      ...deps,
      readCalendars,
      readClaimReferences,
      readEndedByDeath,
      readLeavingStory,
      leavingPolicy: leavingSafely,
    }),
    proposeRepair: makeProposeRepair(deps),
    confirmRepair: makeConfirmRepair(deps),
    returnRepair: makeReturnRepair(deps),
    listAnsweredRepairs: withoutNotes(
      listAnsweredRepairs,
      (repair) => ({ ...repair, reason: leftOut, note: repair.note === null ? null : leftOut }),
      readNotRestricted,
    ),
    listRepairable: withoutNotes(
      listRepairable,
      (stay) => (stay.open === null ? stay : { ...stay, open: { ...stay.open, reason: leftOut } }),
      readNotRestricted,
    ),
  };
};
