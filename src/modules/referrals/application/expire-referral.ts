import { systemActor } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { SettleMoney } from '../contract/closing.js';
import type { PlaceHeld } from '../contract/facts.js';
import { expiryOf, type ExpiryPolicy } from '../domain/expiry.js';
import { spellOn } from '../domain/waiting.js';
import type { ChangeReferralDeps } from './change-referral.js';
import type { WaitingRepository } from './waiting-ports.js';

/** What closing a referral that has run out needs. */
export interface ExpireReferralDeps extends Omit<ChangeReferralDeps, 'newId'> {
  /** Of a referral, what keeps it from running out; null when nothing does. Placements answer. */
  readonly readPlaceHeld: (tx: Tx, referralId: string) => Promise<PlaceHeld | null>;
  readonly waiting: Pick<WaitingRepository, 'readTries'>;
  readonly settleMoney: SettleMoney;
  readonly policy: ExpiryPolicy;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/**
 * Closes one referral that has run out: nobody has heard of the person for long, they were tried to be reached since, and
 * did not answer. Looked at again under the person's row, where every offer is made; true when it was closed. Nobody
 * with a place in view, or on days on which they cannot go, runs out.
 */
export const makeExpireReferral =
  ({ referrals, waiting, readPlaceHeld, settleMoney, policy, now, audit, events }: ExpireReferralDeps) =>
  async (tx: Tx, referralId: string): Promise<boolean> => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await referrals.find(tx, { kind: 'national' }, referralId);
    if (referral?.state !== 'open') return false;
    const { today } = await now(tx);
    if (spellOn(referral.unavailable, today) !== null) return false;
    const tries = await waiting.readTries(tx, referralId);
    if (expiryOf({ receivedOn: referral.receivedOn, ...tries }, policy, today) !== 'run-out') return false;
    if ((await readPlaceHeld(tx, referralId)) !== null) return false;
    const version = await referrals.close(tx, referralId, 'expired');
    if (version === null) return false;
    await audit(tx, {
      action: 'referrals.referral-closed',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before: { state: 'open' },
      after: { state: 'closed', reason: 'expired', reachedOn: tries.reachedOn, triedOn: tries.triedOn },
    });
    const { memberId, home } = systemActor;
    await settleMoney(tx, home, { memberId, referralId, note: 'The referral ran out' });
    await events(tx, referralChangedV1.make({ referralId }));
    return true;
  };
