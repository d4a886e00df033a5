import { makeBedNightLedger } from '../modules/capacity/adapters/db/bed-night-ledger.js';
import { makeReadCalendars, makeReadRoomMix } from '../modules/capacity/adapters/db/unit-repository.js';
import { readStillThere } from '../modules/placements/adapters/db/still-there.js';

/** The one writer of bed-nights, which gives no bed that somebody has not left in time. */
export const ledger = makeBedNightLedger(readStillThere);
/** What every unit is on each night, those who have not left in time among it. */
export const readCalendars = makeReadCalendars(readStillThere);
/** Who sleeps in shared rooms, those who have not left in time among them. */
export const readRoomMix = makeReadRoomMix(readStillThere);
