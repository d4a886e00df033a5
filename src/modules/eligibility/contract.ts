import { z } from 'zod';

import { defineEvent } from '../../kernel/events.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import type { RulesByProject } from './domain/admission-rule.js';

export { evaluate, type RoomMix } from './domain/evaluate.js';
export { checkRules, isInTheWay, isToBeRecorded, verdict, type Check } from './domain/check.js';
export { checkText, exclusionText } from './domain/check-text.js';
export { doseUnits, effects, operators, stages, type RulesByProject } from './domain/admission-rule.js';
export type { FactsForRules } from './domain/person-for-rules.js';

/**
 * The rules that projects have made, of every project or of one, that are in force on some day from `from` on. One bounded
 * statement, however many projects.
 */
export type ReadAdmissionRules = (tx: Tx, from: IsoDate, projectId?: string) => Promise<RulesByProject>;

const payload = z.strictObject({ projectId: z.uuid() });

/** Who may come to a project changed, or will from a day on. */
export const admissionRulesChangedV1 = defineEvent('eligibility.admission-rules-changed', 1, (value) =>
  payload.parse(value),
);
