import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({
  referralId: z.uuid(),
  runId: z.string().regex(/^\d{1,20}$/),
  change: z.enum(['freed', 'moved']),
});

/** A run found a bed for somebody ready that it had not found, or an earlier day; or their bed went to somebody before them. */
export const suggestionChangedV1 = defineEvent('matching.suggestion-changed', 1, (value) =>
  payload.parse(value),
);

const switched = z.strictObject({ version: z.int().positive() });

/** The matcher was switched off, or on again. */
export const matcherSwitchedV1 = defineEvent('matching.matcher-switched', 1, (value) =>
  switched.parse(value),
);
const ofChange = z.strictObject({ changeId: z.uuid() });

/** Somebody asked what a change of the policy would do. */
export const policyLookAskedV1 = defineEvent('matching.policy-look-asked', 1, (value) =>
  ofChange.parse(value),
);

/** How people are matched changed, or will from a day on. */
export const policyChangedV1 = defineEvent('matching.policy-changed', 1, (value) => ofChange.parse(value));
