import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NewReferral, OpenElsewhere, ReferralRepository, Telling } from './ports.js';

/** How somebody is known to be another person than those who wait elsewhere under the same name and birth. */
export interface SaidApart {
  /** Null or absent where nobody said. */
  readonly differentPersonBecause?: string | null;
  /** The referrals that it is said of; none or absent for the one that is named first. */
  readonly differentFrom?: readonly string[];
}

/**
 * Of those met, whom it is said of, and who comes next: the first of whom nothing is said yet; null where there is none.
 * Whoever says it of one has said it of no other.
 */
export const apartFrom = <Met extends { readonly referralId: string }>(
  met: readonly Met[],
  { differentPersonBecause: reason = null, differentFrom = [] }: SaidApart,
): { readonly told: readonly Telling[]; readonly next: Met | null } => {
  if (reason === null) return { told: [], next: met[0] ?? null };
  const saidOf =
    differentFrom.length === 0 ? met.slice(0, 1).map(({ referralId }) => referralId) : differentFrom;
  return {
    told: met.flatMap(({ referralId }) =>
      saidOf.includes(referralId) ? { otherReferralId: referralId, reason } : [],
    ),
    next: met.find(({ referralId }) => !saidOf.includes(referralId)) ?? null,
  };
};

/** Which referral gets another name or day of birth, and why whoever it then meets is somebody else. */
export interface MeetsAnother extends SaidApart {
  readonly referralId: string;
  readonly memberId: string;
  readonly person: Pick<NewReferral, 'givenName' | 'familyName' | 'bornOn'>;
}

/**
 * Asked before somebody's name or day of birth is put right: as when a referral is recorded, each open referral of another
 * partnership that agrees in both stops it, unless somebody says of it how they know that it is another person. Those told apart
 * before stay so; from anybody else the referral is not told apart any more, and the unique key decides.
 */
export const tellApart = async (
  referrals: Pick<ReferralRepository, 'takeName' | 'findOpenElsewhere' | 'writeToldApart'>,
  tx: Tx,
  scope: Scope,
  { referralId, memberId, person, ...said }: MeetsAnother,
): Promise<Outcome<true, { readonly code: 'open-referral-elsewhere' } & OpenElsewhere>> => {
  await referrals.takeName(tx, person);
  const met = await referrals.findOpenElsewhere(tx, scope, person, referralId);
  const { told, next } = apartFrom(met, said);
  if (next !== null) return refuse({ code: 'open-referral-elsewhere', ...next });
  const others = met.length > 0 ? met : await referrals.findOpenElsewhere(tx, scope, person);
  await referrals.writeToldApart(tx, referralId, { isToldApart: others.length > 0, newly: told }, memberId);
  return done(true);
};
