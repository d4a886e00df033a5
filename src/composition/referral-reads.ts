import { assessments } from '../../config/assessments.js';
import { readReferralsBy } from '../modules/referrals/adapters/db/medical-policy.js';

/** The readers of referrals that this installation uses, everywhere: see config/assessments.ts. */
export const { referralRepository, readOpenReferrals, readReferralsOf, readWaitingReferrals } =
  readReferralsBy(assessments.medical);
