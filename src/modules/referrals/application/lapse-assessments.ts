import { referralChangedV1 } from '../contract/events.js';
import type { LapseAssessments } from '../contract/facts.js';
import type { ChangeReferralDeps } from './change-referral.js';

/**
 * Somebody was not stable enough for the place they had: what was assessed, and booked for detox, before counts no longer.
 * Nothing happens to a referral that is closed, or has nothing that counts.
 */
export const makeLapseAssessments =
  ({ referrals, audit, events }: Omit<ChangeReferralDeps, 'newId'>): LapseAssessments =>
  async (tx, referralId) => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null || (referral.assessedUntil === null && referral.detox === null)) return;
    // Before the rest: whoever records a fact meanwhile has the referral first, or is told that it changed.
    const version = await referrals.step(tx, referralId);
    if (version === null) return;
    const assessment = await referrals.lapseAssessments(tx, referralId);
    const detox = await referrals.lapseDetox(tx, referralId);
    await audit(tx, {
      action: 'referrals.assessment-lapsed',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      after: { lapsed: { assessment, detox } },
    });
    await events(tx, referralChangedV1.make({ referralId }));
  };
