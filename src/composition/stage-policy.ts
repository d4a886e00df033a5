import { stageLimits } from '../../config/stage-limits.js';
import { proclaimedHolidays } from '../../config/working-days.js';
import { workingCalendar } from '../kernel/working-time.js';
import type { StageLimits } from '../modules/matching/contract.js';

/**
 * How long a referral may stay in one stage, and the days that count. The limits stay in `config` while the order of urgency is
 * of the policy in force: a limit is a promise with a source that says when somebody is told, by the name of a band, and moves
 * nobody on the list. The bands a policy orders are the same four whatever it says, so each always has its limits.
 */
export const stagePolicy: {
  readonly limits: StageLimits;
  readonly calendar: ReturnType<typeof workingCalendar>;
} = {
  limits: stageLimits,
  calendar: workingCalendar('scotland', proclaimedHolidays.scotland),
};
