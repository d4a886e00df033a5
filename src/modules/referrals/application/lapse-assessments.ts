import { referralChangedV1 } from '../contract/events.js';
import type { LapseAssessments } from '../contract/facts.js';
import type { ChangeReferralDeps } from './change-referral.js';

/**
 * Somebody was not stable enough for the place they had: what was assessed before counts no longer. Nothing happens to a
 * referral that is closed, or has nothing assessed.
 */
export const makeLapseAssessments =
  ({ referrals, audit, events }: Omit<ChangeReferralDeps, 'newId'>): LapseAssessments =>
  async (tx, referralId) => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const version = await referrals.step(tx, referralId);
    if (version === null) return;
    await referrals.lapseAssessments(tx, referralId);
    await audit(tx, {
      action: 'referrals.assessment-lapsed',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
    });
    await events(tx, referralChangedV1.make({ referralId }));
  };
