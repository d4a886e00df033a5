import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralRepository } from './ports.js';

/** What recording a fact about a referral needs. */
export interface ChangeReferralDeps {
  readonly referrals: ReferralRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why a fact about a referral could not be recorded. */
export type ChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'changed-since-you-read-it' };

/** Who changes which referral, at the version they read. */
export interface Change {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

/** Moves an open referral in scope on by one version, or says why not. */
export const moveOn = async (
  referrals: ReferralRepository,
  tx: Tx,
  scope: Scope,
  change: Change,
): Promise<Outcome<{ referralId: string; version: number }, ChangeRefusal>> => {
  const referral = await referrals.find(tx, scope, change.referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
  return (await referrals.touch(tx, change.referralId, change.expectedVersion))
    ? done({ referralId: change.referralId, version: change.expectedVersion + 1 })
    : refuse({ code: 'changed-since-you-read-it' });
};
