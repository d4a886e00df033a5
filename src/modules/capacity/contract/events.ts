import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({ projectId: z.uuid() });

/** Nights of a project became free or were taken away, other than by an offer. */
export const availabilityChangedV1 = defineEvent('capacity.availability-changed', 1, (value) =>
  payload.parse(value),
);
