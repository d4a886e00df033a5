import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NewReferral, OpenElsewhere, ReferralRepository } from './ports.js';

/** Which referral gets another name or day of birth, and why whoever it then meets is somebody else; null where nobody said. */
export interface MeetsAnother {
  readonly referralId: string;
  readonly memberId: string;
  readonly person: Pick<NewReferral, 'givenName' | 'familyName' | 'bornOn'>;
  readonly differentPersonBecause: string | null;
}

/**
 * Asked before somebody's name or day of birth is put right: as when a referral is recorded, an open referral of another
 * partnership that agrees in both stops it, unless somebody says how they know that it is another person. Those told apart
 * before stay so; from anybody else the referral is not told apart any more, and the unique key decides.
 */
export const tellApart = async (
  referrals: Pick<ReferralRepository, 'findOpenElsewhere' | 'writeToldApart'>,
  tx: Tx,
  scope: Scope,
  { referralId, memberId, person, differentPersonBecause: because }: MeetsAnother,
): Promise<Outcome<true, { readonly code: 'open-referral-elsewhere' } & OpenElsewhere>> => {
  const met = await referrals.findOpenElsewhere(tx, scope, person, referralId);
  if (met !== null && because === null) return refuse({ code: 'open-referral-elsewhere', ...met });
  const others = met ?? (await referrals.findOpenElsewhere(tx, scope, person));
  const newly =
    met === null || because === null ? null : { otherReferralId: met.referralId, reason: because };
  await referrals.writeToldApart(tx, referralId, { isToldApart: others !== null, newly }, memberId);
  return done(true);
};
