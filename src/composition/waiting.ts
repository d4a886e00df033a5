import { placementPolicy } from '../../config/placement-policy.js';
import { readRestingMoney } from '../modules/funding/adapters/db/resting-money.js';
import { readResting } from '../modules/referrals/adapters/db/resting-facts.js';
import { readCorrections } from '../modules/referrals/adapters/db/steps-since.js';
import { waitingRepository } from '../modules/referrals/adapters/db/waiting-repository.js';
import type { ChangeReferralDeps } from '../modules/referrals/application/change-referral.js';
import { addNights } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import {
  makeExpireReferral,
  type ExpireReferralDeps,
} from '../modules/referrals/application/expire-referral.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { makeRecordContact } from '../modules/referrals/application/record-contact.js';
import {
  makeEndUnavailability,
  makeRecordUnavailability,
} from '../modules/referrals/application/record-unavailability.js';
import { makeReadReferralWait } from '../modules/referrals/application/referral-wait.js';
import { makeReviewSafeToWait } from '../modules/referrals/application/review-safe-to-wait.js';

/** Referrals looked at in one night, of those that may have run out; the next night takes the rest. */
const expiriesANight = 1_000;

/** What is recorded and read while people wait. */
export const createWaiting = (
  gates: ChangeReferralDeps & Pick<ExpireReferralDeps, 'readPlaceHeld' | 'settleMoney'>,
) => {
  const deps = { ...gates, waiting: waitingRepository, policy: placementPolicy.waiting };
  return {
    recordContact: makeRecordContact(deps),
    recordUnavailability: makeRecordUnavailability(deps),
    endUnavailability: makeEndUnavailability(deps),
    reviewSafeToWait: makeReviewSafeToWait(deps),
    readReferralWait: makeReadReferralWait({
      ...deps,
      readReferral: gates.referrals.find,
      checking: { readCorrections, readResting, readRestingMoney },
    }),
    expireReferral: makeExpireReferral({ ...deps, policy: deps.policy.expiry, now }),
    /** Referrals that may have run out, the longest waiting first; each is looked at again before it is closed. */
    readMayHaveRunOut: async (tx: Tx) => {
      const { today } = await now(tx);
      const { afterDays, triesOnDays, answerDays } = deps.policy.expiry;
      const by = {
        receivedOn: addNights(today, -afterDays),
        triedOn: addNights(today, -answerDays),
        triesOnDays,
      };
      return waitingRepository.readMayHaveRunOut(tx, by, expiriesANight);
    },
    readWaitRecords: waitingRepository.readWaitRecords,
  };
};
