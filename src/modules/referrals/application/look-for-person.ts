import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit, AuditEntry } from '../../../kernel/audit.js';
import type { Refusal } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { NewReferral, OpenElsewhere, ReferralRepository } from './ports.js';

/** Somebody who can be asked about a referral of another partnership. */
export interface WhomToAsk {
  readonly displayName: string;
  readonly email: string;
}

/** What looking for somebody needs. */
export interface LookForPersonDeps {
  readonly referrals: Pick<ReferralRepository, 'findPerson' | 'findOpenElsewhere'>;
  /** A partnership's coordinators, a few. */
  readonly readWhomToAsk: (tx: Tx, partnershipId: string) => Promise<readonly WhomToAsk[]>;
  readonly audit: AppendAudit;
}

/** What is known of somebody by name and date of birth. Nothing of another partnership's but that there is a referral. */
export interface PersonFound {
  /** Their open referral here; null when they have none. */
  readonly ownReferralId: string | null;
  /** The partnership to ask, where a restricted record may be theirs; null elsewhere. */
  readonly askInstead: string | null;
  readonly elsewhere: (OpenElsewhere & { readonly whomToAsk: readonly WhomToAsk[] }) | null;
}

/** For the record: whoever is in a scope was told that another partnership has a referral of somebody. */
export const toldElsewhere = (scope: Scope, referralId: string): AuditEntry => ({
  action: 'referrals.told-elsewhere',
  subjectKind: 'referral_disclosure',
  subjectId: referralId,
  version: null,
  after: { toldTo: scope.kind === 'partnership' ? scope.partnershipId : scope.kind },
});

/** The same, for a refusal that tells it; null for the others. */
export const toldByRefusal = (refusal: Refusal | null, scope: Scope): AuditEntry | null =>
  refusal?.code === 'open-referral-elsewhere' &&
  'referralId' in refusal &&
  typeof refusal.referralId === 'string'
    ? toldElsewhere(scope, refusal.referralId)
    : refusal?.code === 'person-waits-here' &&
        'transferredReferralId' in refusal &&
        typeof refusal.transferredReferralId === 'string'
      ? toldElsewhere(scope, refusal.transferredReferralId)
      : null;

/**
 * Says whether somebody waits already, here or with another partnership. That another partnership's referral was told of is
 * written to its record: that somebody is referred at all is a fact about their health.
 */
export const makeLookForPerson =
  ({ referrals, readWhomToAsk, audit }: LookForPersonDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    person: Pick<NewReferral, 'givenName' | 'familyName' | 'bornOn'>,
  ): Promise<PersonFound> => {
    const own = await referrals.findPerson(tx, scope, person);
    if (own !== null && own.askInstead !== null) {
      return { ownReferralId: null, askInstead: own.askInstead, elsewhere: null };
    }
    if (own?.openReferralId != null) {
      return { ownReferralId: own.openReferralId, askInstead: null, elsewhere: null };
    }
    const [elsewhere] = await referrals.findOpenElsewhere(tx, scope, person);
    if (elsewhere === undefined) return { ownReferralId: null, askInstead: null, elsewhere: null };
    await audit(tx, toldElsewhere(scope, elsewhere.referralId));
    return {
      ownReferralId: null,
      askInstead: null,
      elsewhere: { ...elsewhere, whomToAsk: await readWhomToAsk(tx, elsewhere.partnershipId) },
    };
  };
