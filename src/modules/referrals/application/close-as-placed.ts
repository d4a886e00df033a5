import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { ChangeReferralDeps } from './change-referral.js';

/**
 * Closes the referral of somebody who has arrived. Nothing happens to one that is closed already. It may be late: no
 * offer is made meanwhile, while they stay or after they left. The person's row is taken first, where offers are made.
 */
export const makeCloseAsPlaced =
  ({ referrals, audit, events }: Omit<ChangeReferralDeps, 'newId'>) =>
  async (tx: Tx, referralId: string): Promise<void> => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const version = await referrals.close(tx, referralId, 'placed');
    if (version === null) return;
    await audit(tx, {
      action: 'referrals.referral-closed',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before: { state: 'open' },
      after: { state: 'closed', reason: 'placed' },
    });
    await events(tx, referralChangedV1.make({ referralId }));
  };
