import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({ referralId: z.uuid() });

/** A referral was recorded, or a fact that its readiness rests on changed. */
export const referralChangedV1 = defineEvent('referrals.referral-changed', 1, (value) =>
  payload.parse(value),
);
