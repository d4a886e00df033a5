import { z } from 'zod';

import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate } from '../../../../platform/http/schemas.js';

/** Which measure. */
export const measureParams = z.object({
  measureId: z.string().max(40).describe('The measure, as the list of definitions names it'),
});

/** A financial year by the year in which it begins. */
export const financialYearAsked = z.coerce.number().int().min(2000).max(2190).optional();

/** Which numbers of it. */
export const measureYearQuery = {
  financialYear: financialYearAsked.describe('Year in which it begins; this one when left out'),
  waits: z
    .enum(['completed', 'running', 'completed-adjusted', 'running-adjusted'])
    .optional()
    .describe('Which waits; completed ones when left out, and for what is no wait'),
  asAt: civilDate.optional().describe('As known at the end of that day; now when left out'),
};

/** Why numbers of a measure are not told. */
export const measureRefusals = {
  'not-found': commonProblems['not-found'],
  'as-at-not-over': {
    status: 422,
    title: 'That day is not over for the record',
    remedy: 'Give a day before today, or leave it out for what is known now.',
  },
  'as-at-before-records': {
    status: 422,
    title: 'What was known on that day was not kept',
    remedy: 'Give a day from the earliest on.',
  },
} as const;
