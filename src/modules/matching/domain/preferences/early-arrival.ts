import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Justified } from '../constraints/constraint.js';

/** An earlier day before a later one; decides only where no wish of the person does. */
export const earlyArrival: Justified = {
  name: 'The earlier day of arrival',
  level: 'wish',
  unit: 'days',
  why: 'Of two places that are as near to what the person wishes, the one they can go to sooner.',
  source: 'Set for this service',
};

/** Steps in which days are told apart: a horizon of up to 32 days is told apart to the day. */
export const arrivalSteps = 32;

/** How late an arrival is within the days looked at: 0 is the first day the person can go. */
export const lateness = (notBefore: IsoDate, arrivesOn: IsoDate, horizonDays: number): number => {
  const days = nightsBetween(notBefore, arrivesOn);
  const step = horizonDays < arrivalSteps ? days : Math.floor((days * arrivalSteps) / (horizonDays + 1));
  return Math.min(step, arrivalSteps - 1);
};
