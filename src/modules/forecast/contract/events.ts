import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const ofRun = z.strictObject({ scenarioRunId: z.uuid() });

/** Somebody asked what a scenario would do. */
export const scenarioRunAskedV1 = defineEvent('forecast.scenario-run-asked', 1, (value) =>
  ofRun.parse(value),
);
