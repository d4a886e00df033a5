import { stageLimits } from '../../config/stage-limits.js';
import { proclaimedHolidays } from '../../config/working-days.js';
import { workingCalendar } from '../kernel/working-time.js';
import type { StageLimits } from '../modules/matching/contract.js';

/** How long a referral may stay in one stage, and the days that count. */
export const stagePolicy: {
  readonly limits: StageLimits;
  readonly calendar: ReturnType<typeof workingCalendar>;
} = {
  limits: stageLimits,
  calendar: workingCalendar('scotland', proclaimedHolidays.scotland),
};
