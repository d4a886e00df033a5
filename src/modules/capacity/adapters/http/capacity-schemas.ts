import { z } from 'zod';

import { civilDateText } from '../../../../platform/http/schemas.js';

/** Nights in a row of one bed in one state, half-open, without who has them. */
export const nightRun = z.object({
  fromOn: civilDateText.describe('First night'),
  toOn: civilDateText.describe('First night that is different'),
  state: z
    .enum(['free', 'hold', 'stay', 'out_of_service', 'turnaround', 'not_open', 'still_there'])
    .describe(
      'What those nights are; still_there: somebody is in the bed past the day they were to leave, nobody knows until when',
    ),
});

/** Two dates between which no night lies, or more nights than may be asked for. */
export const notAPeriod = {
  status: 422,
  title: 'The dates are not a period',
  remedy: 'Give a first night, and a later date on which the bed is usable again, at most two years on.',
  pointer: '/toOn',
} as const;

/** Whether a project counts as residential rehabilitation, between which days, and why. */
export const standing = z.object({
  fromOn: civilDateText.describe('First day on which it holds'),
  toOn: civilDateText.nullable().describe('First day on which it no longer holds; null while no end is set'),
  countsAsResidentialRehab: z.boolean().describe('Whether placements there count'),
  reason: z.string().describe('Why'),
});
