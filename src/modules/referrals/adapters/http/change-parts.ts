import { z } from 'zod';

import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier } from '../../../../platform/http/schemas.js';

/** Why a fact about a referral is not recorded, whichever it is. */
export const changeRefusals = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'referral-closed': {
    status: 409,
    title: 'The referral is closed',
    remedy: 'Record a new referral if the person asks again.',
  },
} as const;

/** A referral after a change. */
export const changed = z.object({
  referralId: identifier.describe('The referral'),
  version: z.int().describe('Its version now'),
});

/** One referral, by its address. */
export const params = z.strictObject({ referralId: identifier.describe('The referral') });
