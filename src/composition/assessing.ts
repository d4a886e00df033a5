import { assessments } from '../../config/assessments.js';
import { placementPolicy } from '../../config/placement-policy.js';
import { stageLimits } from '../../config/stage-limits.js';
import { appointmentRepository } from '../modules/referrals/adapters/db/appointment-repository.js';
import { readAssessmentStory } from '../modules/referrals/adapters/db/assessment-story.js';
import { makeBookAssessment, makeEndAppointment } from '../modules/referrals/application/book-assessment.js';
import type { ChangeReferralDeps } from '../modules/referrals/application/change-referral.js';
import { makeRecordAssessment } from '../modules/referrals/application/record-assessment.js';
import { stagePolicy } from './stage-policy.js';

const assessmentValidDays = {
  partnership: placementPolicy.assessmentValidDays,
  medical: assessments.medical.validDays,
};

/** Assessments: booked, moved, missed or called off, and held. */
export const createAssessing = (deps: ChangeReferralDeps) => {
  const arranging = { ...deps, appointments: appointmentRepository };
  return {
    readReferral: deps.referrals.find,
    readAssessmentStory,
    bookAssessment: makeBookAssessment(arranging),
    endAppointment: makeEndAppointment(arranging),
    recordAssessment: makeRecordAssessment({ ...deps, assessmentValidDays }),
    assessmentTimes: {
      calendar: stagePolicy.calendar,
      leadWorkingDays: assessments.leadWorkingDays,
      heldWithinWorkingDays: stageLimits['assessment-missing'].workingDays,
    },
  };
};
