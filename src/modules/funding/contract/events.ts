import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({ referralId: z.uuid() });

/** A funder gave notice on a booked bed, or lifted it; the decision itself stands. */
export const fundingNoticeChangedV1 = defineEvent('funding.notice-changed', 1, (value) =>
  payload.parse(value),
);
/** Money was asked for, or a yes to it, or that others pay, waits for another member. */
export const fundingAskedV1 = defineEvent('funding.funding-asked', 1, (value) => payload.parse(value));
/**
 * What was asked for was given back, or put off, by whoever was asked: a request, a proposed approval or a takeover, by its own
 * id.
 */
export const fundingReturnedV1 = defineEvent('funding.funding-returned', 1, (value) =>
  z.strictObject({ returnedId: z.uuid() }).parse(value),
);
/** A funder said yes or no, or took a yes back. */
export const fundingDecidedV1 = defineEvent('funding.funding-decided', 1, (value) => payload.parse(value));
