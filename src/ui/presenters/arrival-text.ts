import type { IsoDate } from '../../kernel/iso-date.js';
import { shortDate } from './dates.js';

/** When somebody booked is to come; once that day has gone by, that nobody has recorded the arrival. */
export const arrivalText = (arrivesOn: IsoDate, today: IsoDate): string =>
  arrivesOn < today
    ? `Was due on ${shortDate(arrivesOn)}; arrival not recorded yet`
    : `Arrives on ${shortDate(arrivesOn)}`;
