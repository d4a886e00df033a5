import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Where a transfer stands: asked, until the other partnership answers or whoever asked takes it back. */
export type TransferState = 'asked' | 'accepted' | 'declined' | 'withdrawn';

/** A referral on its way from one partnership to another. */
export interface Transfer {
  readonly transferId: string;
  readonly referralId: string;
  readonly reference: string;
  readonly from: Partnership;
  readonly to: Partnership;
  /** Either of the two; the other one answers. */
  readonly askedByPartnershipId: string;
  /** By name; null where no member is known by it. */
  readonly askedBy: string | null;
  readonly askedAt: Date;
  /** Null for whoever may not know whose referral it is. */
  readonly reason: string | null;
  readonly state: TransferState;
  readonly version: number;
}

/** A transfer that was answered: which way, when, and why not. */
export interface AnsweredTransfer extends Transfer {
  readonly state: 'accepted' | 'declined';
  readonly answeredAt: Date;
  /** Null on acceptance, and for whoever may not know whose referral it is. */
  readonly answerNote: string | null;
}

/** One partnership by id and name. */
export interface Partnership {
  readonly partnershipId: string;
  readonly name: string;
}

/** Transfers as rows: of a referral one is asked at a time by a unique key, each is answered once by a guarded update. */
export interface Transfers {
  /** Null when neither partnership is in scope, or unknown. */
  find(tx: Tx, scope: Scope, transferId: string): Promise<Transfer | null>;
  /** Those that wait for an answer of either side in scope, the oldest first. Bounded. */
  listAsked(tx: Tx, scope: Scope): Promise<readonly Transfer[]>;
  /** Those that were accepted or declined, of either side in scope, the last first. Bounded. */
  listAnswered(tx: Tx, scope: Scope): Promise<readonly AnsweredTransfer[]>;
  /** Whether the partnership in scope gave this referral to another one. */
  readonly readHasGone: (tx: Tx, scope: Scope, referralId: string) => Promise<boolean>;
  /** How many wait for the answer of the partnership in scope. */
  readonly countToAnswer: (tx: Tx, scope: Scope) => Promise<number>;
  /** False when one is asked already. */
  insert(
    tx: Tx,
    transfer: {
      readonly transferId: string;
      readonly referralId: string;
      readonly fromPartnershipId: string;
      readonly toPartnershipId: string;
      readonly askedByPartnershipId: string;
      readonly reason: string;
    },
    askedBy: string,
  ): Promise<boolean>;
  /** False when it has been answered since. */
  answer(
    tx: Tx,
    transfer: Pick<Transfer, 'transferId' | 'version'>,
    to: Exclude<TransferState, 'asked'>,
    by: { readonly memberId: string; readonly note: string | null },
  ): Promise<boolean>;
  /** Gives an open referral and its person to another partnership; false when it has moved on. */
  move(
    tx: Tx,
    referral: { readonly referralId: string; readonly clientId: string; readonly version: number },
    toPartnershipId: string,
  ): Promise<boolean>;
  /** Names for a restricted record whoever of the receiving side asked for it, or accepts it; nothing for others. */
  nameReceiver(
    tx: Tx,
    of: { readonly transferId: string; readonly clientId: string },
    acceptedBy: string,
  ): Promise<void>;
  /** Every partnership there is, by name. */
  listPartnerships(tx: Tx): Promise<readonly Partnership[]>;
}
