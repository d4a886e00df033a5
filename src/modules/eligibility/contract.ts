import { z } from 'zod';

import { defineEvent } from '../../kernel/events.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import type { ReferralFacts } from '../referrals/contract/facts.js';
import type { RulesByProject } from './domain/admission-rule.js';

export { evaluate, type RoomMix } from './domain/evaluate.js';
export { makeNumberStays } from './domain/same-answers.js';
export { checkRules, isInTheWay, isToBeRecorded, verdict, type Check } from './domain/check.js';
export { checkText, exclusionText, whyNotText } from './domain/check-text.js';
export { doseUnits, effects, operators, stages, type RulesByProject } from './domain/admission-rule.js';
export type { FactsForRules } from './domain/person-for-rules.js';
export { citedRule, type CitedRule } from './domain/suitability.js';
export { fewestTold, toldCount } from './domain/told.js';
export { ruleText } from './domain/rule-text.js';
export { isInForce, type AdmissionRule } from './domain/admission-rule.js';

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

/**
 * For each of these referrals the projects that have said that the person is not suitable, while that stands: not once the
 * facts it rested on have changed, or the project has said otherwise. A referral with none has no entry. One statement.
 */
export type ReadUnsuitableProjects = (
  tx: Tx,
  referrals: readonly ReferralFacts[],
) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;

const ofRequest = z.strictObject({ suitabilityRequestId: z.uuid() });

/** A project was asked about a person, told what it wanted to know, or has answered. */
export const suitabilityMovedV1 = defineEvent('eligibility.suitability-moved', 1, (value) =>
  ofRequest.parse(value),
);

const ofReferral = z.strictObject({ referralId: z.uuid() });

/** A project said whether a person is suitable, or what else it must know. */
export const suitabilityAnsweredV1 = defineEvent('eligibility.suitability-answered', 1, (value) =>
  ofReferral.parse(value),
);
