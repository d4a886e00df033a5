import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** A referral that somebody has begun to write down, every field as it was typed. */
export interface ReferralDraft {
  readonly draftId: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly savedAt: Date;
  /** By name; null where no member is known by it. */
  readonly savedBy: string | null;
  /** First day on which it is gone. */
  readonly expiresOn: IsoDate;
  readonly version: number;
}

/** Drafts as rows, each of one partnership. What has run out is not read, whether or not it was forgotten yet. */
export interface ReferralDrafts {
  find(tx: Tx, scope: Scope, draftId: string, today: IsoDate): Promise<ReferralDraft | null>;
  /** The partnership's drafts, the one saved last first. Bounded. */
  list(tx: Tx, scope: Scope, today: IsoDate): Promise<readonly ReferralDraft[]>;
  insert(
    tx: Tx,
    draft: Pick<ReferralDraft, 'draftId' | 'typed' | 'expiresOn'>,
    by: { readonly memberId: string; readonly partnershipId: string },
  ): Promise<void>;
  /** False when somebody saved or removed it since. */
  update(
    tx: Tx,
    scope: Scope,
    draft: Pick<ReferralDraft, 'draftId' | 'typed' | 'expiresOn' | 'version'>,
    memberId: string,
  ): Promise<boolean>;
  /** False when it is gone. */
  remove(tx: Tx, scope: Scope, draftId: string): Promise<boolean>;
}
