import { referralChangedV1 } from '../contract/events.js';
import type { ReopenPlaced } from '../contract/facts.js';
import type { ChangeReferralDeps } from './change-referral.js';

/** The arrival that closed a referral never was: it is open again. Nothing happens to one that is not closed yet. */
export const makeReopenPlaced =
  ({ referrals, audit, events }: Omit<ChangeReferralDeps, 'newId'>): ReopenPlaced =>
  async (tx, referralId) => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null) throw new Error(`No referral ${referralId}.`);
    if (referral.state === 'open') return 'open';
    const version = await referrals.reopenPlaced(tx, referralId, referral.clientId);
    if (version === 'not-placed') return 'closed';
    if (version === 'asked-again') return version;
    await audit(tx, {
      action: 'referrals.referral-reopened',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before: { state: 'closed', reason: 'placed' },
      after: { state: 'open' },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return 'open';
  };
