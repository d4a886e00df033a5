import { placementPolicy } from '../../config/placement-policy.js';
import { waitingRepository } from '../modules/referrals/adapters/db/waiting-repository.js';
import type { ChangeReferralDeps } from '../modules/referrals/application/change-referral.js';
import { makeRecordContact } from '../modules/referrals/application/record-contact.js';
import {
  makeEndUnavailability,
  makeRecordUnavailability,
} from '../modules/referrals/application/record-unavailability.js';
import { makeReadReferralWait } from '../modules/referrals/application/referral-wait.js';
import { makeReviewSafeToWait } from '../modules/referrals/application/review-safe-to-wait.js';

/** What is recorded and read while people wait. */
export const createWaiting = (gates: ChangeReferralDeps) => {
  const deps = { ...gates, waiting: waitingRepository, policy: placementPolicy.waiting };
  return {
    recordContact: makeRecordContact(deps),
    recordUnavailability: makeRecordUnavailability(deps),
    endUnavailability: makeEndUnavailability(deps),
    reviewSafeToWait: makeReviewSafeToWait(deps),
    readReferralWait: makeReadReferralWait({ ...deps, readReferral: gates.referrals.find }),
    readWaitRecords: waitingRepository.readWaitRecords,
  };
};
