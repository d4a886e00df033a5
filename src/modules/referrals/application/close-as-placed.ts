import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { ChangeReferralDeps } from './change-referral.js';

/** What closing it needs. */
export interface CloseAsPlacedDeps extends Omit<ChangeReferralDeps, 'newId'> {
  /** Whether the referral has led to a stay: one that was undone as a mistake is none. Placements answer. */
  readonly hasLedToStay: (tx: Tx, referralId: string) => Promise<boolean>;
}

/**
 * Closes the referral of somebody who has arrived. Nothing happens to one that is closed already, or whose arrival was
 * found to be a mistake meanwhile. It may be late: no offer is made meanwhile, while they stay or after they left. The
 * person's row is taken first, where offers are made.
 */
export const makeCloseAsPlaced =
  ({ referrals, hasLedToStay, audit, events }: CloseAsPlacedDeps) =>
  async (tx: Tx, referralId: string): Promise<void> => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    if (!(await hasLedToStay(tx, referralId))) return;
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
