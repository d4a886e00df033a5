import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral } from '../contract/facts.js';
import type { WaitRecord } from '../contract/wait-records.js';
import type { CheckAgain } from '../domain/check-again.js';
import { expiresOn } from '../domain/expiry.js';
import type { UrgencyBand } from '../domain/referral.js';
import {
  attentionOf,
  contactDueOn,
  reviewDueOn,
  waitedDays,
  type Attention,
  type WaitedDays,
  type WaitingPolicy,
} from '../domain/waiting.js';
import { readCheckAgain, type CheckAgainDeps } from './read-check-again.js';
import type { Spell, WaitingRepository } from './waiting-ports.js';

/** One wait: both clocks, what is recorded of it, and what it asks for today. */
export interface ReferralWait extends WaitedDays, WaitRecord {
  readonly contactDueOn: IsoDate;
  readonly reviewDueOn: IsoDate;
  /** Day from which the referral runs out, unless the person is reached before. */
  readonly expiresOn: IsoDate;
  readonly attention: readonly Attention[];
  readonly spells: readonly Spell[];
  /** What rests on answers that were corrected since. */
  readonly checkAgain: readonly CheckAgain[];
}

/** What reading one wait needs. */
export interface ReadReferralWaitDeps {
  readonly readReferral: ReadReferral;
  readonly waiting: Pick<WaitingRepository, 'readSpells' | 'readWaitRecords'>;
  readonly policy: WaitingPolicy<UrgencyBand>;
  readonly checking: CheckAgainDeps;
}

/** Reads one wait in scope; null outside scope or when there is no such referral. */
export const makeReadReferralWait =
  ({ readReferral, waiting, policy, checking }: ReadReferralWaitDeps) =>
  async (tx: Tx, scope: Scope, referralId: string, today: IsoDate): Promise<ReferralWait | null> => {
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return null;
    const record = (await waiting.readWaitRecords(tx, [referralId])).get(referralId);
    const { contact, review } = { contact: record?.contact ?? null, review: record?.review ?? null };
    const facts = { ...referral, contact, review };
    return {
      ...waitedDays(referral.receivedOn, referral.unavailable, today),
      contact,
      review,
      contactDueOn: contactDueOn(facts, policy),
      reviewDueOn: reviewDueOn(facts, policy),
      expiresOn: expiresOn(
        { receivedOn: referral.receivedOn, reachedOn: contact?.reachedOn ?? null },
        policy.expiry,
      ),
      attention: referral.state === 'open' ? attentionOf(facts, policy, today) : [],
      spells: await waiting.readSpells(tx, referralId),
      checkAgain: await readCheckAgain(checking, tx, referral, today),
    };
  };
