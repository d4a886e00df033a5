import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({ referralId: z.uuid() });

/** A funder said yes or no, or took a yes back. */
export const fundingDecidedV1 = defineEvent('funding.funding-decided', 1, (value) => payload.parse(value));
