import { placementPolicy } from '../../config/placement-policy.js';
import { proclaimedHolidays } from '../../config/working-days.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { workingCalendar } from '../kernel/working-time.js';
import { readProviderOf } from '../modules/capacity/adapters/db/project-names.js';
import { readAdmissionRules } from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import { readVersionsOf } from '../modules/eligibility/adapters/db/project-rules.js';
import {
  listOpenSuitability,
  readSuitabilityOf,
} from '../modules/eligibility/adapters/db/suitability-lists.js';
import { suitabilityRepository } from '../modules/eligibility/adapters/db/suitability-repository.js';
import { makeAnswerSuitability } from '../modules/eligibility/application/answer-suitability.js';
import {
  makeAskSuitability,
  makeFollowUpSuitability,
} from '../modules/eligibility/application/ask-suitability.js';
import type { ReadUnsuitableProjects } from '../modules/eligibility/contract.js';
import { unsuitableProjects } from '../modules/eligibility/domain/suitability.js';
import { readStepsSince } from '../modules/referrals/adapters/db/steps-since.js';
import { correctionAction } from '../modules/referrals/application/steps-since.js';
import { changedSince } from '../modules/referrals/domain/changed-since.js';
import { readReferralsOf, referralRepository } from './referral-reads.js';

interface SuitabilityParts {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Where a project's no about a person still stands, for the matcher and the page of a person's places. */
export const readUnsuitableProjects: ReadUnsuitableProjects = async (tx, referrals) => {
  const said = await suitabilityRepository.readSaid(
    tx,
    referrals.map(({ referralId }) => referralId),
  );
  return new Map(
    referrals.flatMap((referral) => {
      const projects = unsuitableProjects(said.get(referral.referralId) ?? [], referral);
      return projects.size === 0 ? [] : [[referral.referralId, projects]];
    }),
  );
};

/** What was corrected of a referral since one of its versions, by name. */
const readCorrectedSince = async (
  tx: Tx,
  referralId: string,
  version: number,
): Promise<readonly string[]> => {
  const steps = await readStepsSince(tx, referralId, version);
  return changedSince(steps.filter(({ action }) => action === correctionAction)).map(({ member }) => member);
};

/** Whether a project would take a person: asked by the partnership, answered by the provider. */
export const createSuitability = ({ newId, audit, events }: SuitabilityParts) => {
  const { find: readReferral, takeClient } = referralRepository;
  const suitability = suitabilityRepository;
  return {
    askSuitability: makeAskSuitability({
      readReferral,
      takeClient,
      readProviderOf,
      suitability,
      newId,
      audit,
      events,
    }),
    followUpSuitability: makeFollowUpSuitability({ suitability, audit, events }),
    answerSuitability: makeAnswerSuitability({
      readReferral,
      takeClient,
      readCorrectedSince,
      readAdmissionRules,
      suitability,
      audit,
      events,
    }),
    listOpenSuitability,
    readSuitabilityOf,
    readVersionsOf,
    readReferralsOf,
    readAdmissionRules,
    workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
    suitabilityDays: placementPolicy.suitabilityWorkingDays,
  };
};
