import { readNoticeOn } from '../modules/funding/adapters/db/notice-repository.js';
import { leaveRepository } from '../modules/placements/adapters/db/leave-repository.js';
import { readPlacesOf } from '../modules/placements/adapters/db/places-of-provider.js';
import {
  readClaimReferences,
  readStayMoney,
  readBudgetsLeft,
} from '../modules/placements/adapters/db/stay-money.js';
import { makeChangeDates, type ChangeDatesDeps } from '../modules/placements/application/change-dates.js';
import { makeFindBedsToMoveTo, makeMoveBed } from '../modules/placements/application/move-bed.js';
import { makeRecordLeave, makeRecordReturn } from '../modules/placements/application/record-leave.js';
import { makePreviewDates } from '../modules/placements/application/preview-dates.js';
import { readCalendars } from './nights.js';

/** What can still change once a bed is booked: days and bed, each with a look beforehand. */
export const createStayChanges = (deps: ChangeDatesDeps) => ({
  previewDates: makePreviewDates({
    ...deps,
    readCalendars,
    readStayMoney,
    readBudgetsLeft,
    readClaimReferences,
    readNoticeOn,
  }),
  changeDates: makeChangeDates(deps),
  findBedsToMoveTo: makeFindBedsToMoveTo({ ...deps, readCalendars, readPlacesOf }),
  moveBed: makeMoveBed(deps),
  readLeaves: (...asked: Parameters<typeof leaveRepository.read>) => leaveRepository.read(...asked),
  recordLeave: makeRecordLeave({ ...deps, leaves: leaveRepository }),
  recordReturn: makeRecordReturn({ ...deps, leaves: leaveRepository }),
});
