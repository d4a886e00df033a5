import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IdSource } from '../kernel/ids.js';
import { readOwnProject, readProjectName } from '../modules/capacity/adapters/db/project-names.js';
import {
  readAdmissionRules,
  ruleRepository,
} from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import {
  readHealthBoards,
  readPastChanges,
  readProjectRules,
  readWaitingChanges,
} from '../modules/eligibility/adapters/db/project-rules.js';
import {
  makeDecideRuleChange,
  makePreviewRuleChange,
  makeProposeRuleChange,
} from '../modules/eligibility/application/change-rule.js';
import type { LookAtRules } from '../modules/eligibility/application/ports.js';
import { makeExplainProject } from '../modules/eligibility/application/explain-project.js';
import { readCalendars, readRoomMix } from './nights.js';
import { readOpenReferrals } from './referral-reads.js';
import type { ReadReferral } from '../modules/referrals/contract/facts.js';

interface EligibilityParts {
  readonly lookAtRules: LookAtRules;
  readonly readReferral: ReadReferral;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Rules of projects, their changes, and why somebody can go to a project or not. */
export const createEligibility = ({ readReferral, lookAtRules, newId, audit, events }: EligibilityParts) => {
  const changing = {
    rules: ruleRepository,
    readOwnProject,
    readOpenReferrals,
    lookAtRules,
    readHealthBoards,
    newId,
    audit,
    events,
  };
  return {
    readHealthBoards,
    readProjectName,
    readOwnProject,
    readProjectRules,
    readPastChanges,
    readWaitingChanges,
    previewRuleChange: makePreviewRuleChange(changing),
    proposeRuleChange: makeProposeRuleChange(changing),
    decideRuleChange: makeDecideRuleChange(changing),
    explainProject: makeExplainProject({
      readReferral,
      readProjectName,
      readCalendars,
      readRoomMix,
      readAdmissionRules,
    }),
  };
};
