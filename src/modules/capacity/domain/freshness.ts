import { londonDate } from '../../../kernel/iso-date.js';

/** After this long, what a provider said is no longer relied upon. Source: availability is confirmed daily. Unit: milliseconds. */
const staleAfterMs = 24 * 3_600_000;

/** The moment from which what was said then is too old to rely on. */
export const goesStaleAt = (reportedAt: Date): Date => new Date(reportedAt.getTime() + staleAfterMs);

/** Whether what was said at that moment is too old to rely on now, or nothing ever was said. */
export const isStale = (reportedAt: Date | null, now: Date): boolean =>
  reportedAt === null || now > goesStaleAt(reportedAt);

/** Whether somebody has to say it again today: nothing was said on this day in Scotland. */
export const isConfirmationDue = (reportedAt: Date | null, now: Date): boolean =>
  reportedAt === null || londonDate(reportedAt) < londonDate(now);
