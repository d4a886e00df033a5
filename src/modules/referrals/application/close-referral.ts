import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { PlaceHeld, RecordDeath } from '../contract/facts.js';
import type { ClosingReason } from '../domain/referral.js';
import type { Change, ChangeReferralDeps, ChangeRefusal } from './change-referral.js';

/** What closing a referral needs. */
export interface CloseReferralDeps extends Omit<ChangeReferralDeps, 'newId'> {
  /** Of a referral, what keeps it from being closed; null when nothing does. Placements answer. */
  readonly readPlaceHeld: (tx: Tx, referralId: string) => Promise<PlaceHeld | null>;
  /** The same of the person, whatever referral it came of. */
  readonly readPlaceHeldByClient: (tx: Tx, clientId: string) => Promise<PlaceHeld | null>;
}

/** As for any fact about a referral; or what must be undone first. */
export type CloseReferralRefusal = ChangeRefusal | { readonly code: PlaceHeld | 'died-in-a-place' };

/** Records the death of a client once, in the transaction that learns of it. */
const noteDeath = async (
  { referrals, audit }: Pick<CloseReferralDeps, 'referrals' | 'audit'>,
  tx: Tx,
  clientId: string,
): Promise<void> => {
  const version = await referrals.recordDeath(tx, clientId);
  if (version === null) return;
  await audit(tx, {
    action: 'referrals.death-recorded',
    subjectKind: 'client',
    subjectId: clientId,
    version,
  });
};

const noteClosing = async (
  { audit, events }: Pick<CloseReferralDeps, 'audit' | 'events'>,
  tx: Tx,
  { referralId, version }: { readonly referralId: string; readonly version: number },
  reason: string,
  note: string | null,
): Promise<void> => {
  await audit(tx, {
    action: 'referrals.referral-closed',
    subjectKind: 'referral',
    subjectId: referralId,
    version,
    before: { state: 'open' },
    after: { state: 'closed', reason },
    ...(note === null ? {} : { reason: note }),
  });
  await events(tx, referralChangedV1.make({ referralId }));
};

/**
 * The coordinator closes a referral that asks for nothing any more, with a reason. Refused while an offer waits for its
 * answer, a bed is booked or a stay runs: those are ended first, where their beds and their money are let go. The
 * person's row is taken first, where every offer to them is made.
 */
export const makeCloseReferral =
  (deps: CloseReferralDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly reason: ClosingReason; readonly note: string | null },
  ): Promise<Outcome<{ referralId: string; version: number }, CloseReferralRefusal>> => {
    const { referralId, expectedVersion, reason, note } = command;
    if (!(await deps.referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await deps.referrals.find(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if (referral.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    // A death ends every place the person has, a stay that another referral led to as well.
    const isDeath = reason === 'died';
    const held = isDeath
      ? await deps.readPlaceHeldByClient(tx, referral.clientId)
      : await deps.readPlaceHeld(tx, referralId);
    if (held !== null) return refuse({ code: isDeath && held === 'stay-runs' ? 'died-in-a-place' : held });
    if (isDeath) await noteDeath(deps, tx, referral.clientId);
    const version = await deps.referrals.close(tx, referralId, reason);
    // Who recorded a fact about it meanwhile did not need the person's row.
    if (version !== expectedVersion + 1) return refuse({ code: 'changed-since-you-read-it' });
    await noteClosing(deps, tx, { referralId, version }, reason, note);
    return done({ referralId, version });
  };

/**
 * Records a death that somebody else learned of, and closes the person's open referral, whatever they have: it need not
 * be the one that placed them, since who lives in a place may have asked for the next.
 */
export const makeRecordDeath =
  (deps: Omit<CloseReferralDeps, 'readPlaceHeld' | 'readPlaceHeldByClient'>): RecordDeath =>
  async (tx, referralId) => {
    await deps.referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await deps.referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null) return;
    await noteDeath(deps, tx, referral.clientId);
    const openId = await deps.referrals.openReferralOf(tx, referral.clientId);
    if (openId === null) return;
    const version = await deps.referrals.close(tx, openId, 'died');
    if (version !== null) await noteClosing(deps, tx, { referralId: openId, version }, 'died', null);
  };
