import type { IdSource } from '../../../kernel/ids.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Digest, MailChoice } from '../domain/mail.js';

/** A mail that one worker has in hand; `tries` counts this one and is the mark by which it may say what came of it. */
export interface MailInHand {
  readonly mailId: string;
  readonly memberId: string;
  readonly tries: number;
  /** Whether it waited so long that it says nothing new. */
  readonly isStale: boolean;
}

/** What was given up or has failed and is tried again, as an operator sees it. */
export interface TroubledMail {
  readonly mailId: string;
  readonly memberId: string;
  readonly writtenAt: Date;
  readonly tries: number;
  /** Codes and commands only: what a mail server says may hold an address. */
  readonly fault: string;
  /** When it is tried again; null when it was given up. */
  readonly nextTryAt: Date | null;
}

/** What came of the mail that was written to a member last. */
export interface LastMail {
  readonly writtenAt: Date;
  readonly tries: number;
  /** Null while it is on its way. */
  readonly outcome: 'sent' | 'given_up' | 'not_wanted' | null;
  /** When it was sent, given up or left; null while it is on its way. */
  readonly doneAt: Date | null;
}

/** The mail written to a member last, of those that are kept; null where there is none. */
export type ReadLastMail = (tx: Tx, memberId: string) => Promise<LastMail | null>;

/** What each member chose. The last word counts. */
export interface MailChoices {
  choose(tx: Tx, memberId: string, choice: MailChoice): Promise<void>;
}

/** The choice of a member who is signed in, and the address that mail goes to. */
export type ReadMailChoice = (
  tx: Tx,
  memberId: string,
) => Promise<{ readonly choice: MailChoice; readonly address: string }>;

/** Where a mail goes; null where its member wants none any more, or may not sign in. */
export type ReadMailAddress = (tx: Tx, memberId: string) => Promise<string | null>;

/** Mails to send, a row for each. */
export interface MailQueue {
  /**
   * Writes one for each of these members who was told of this cause since choosing mail immediately; those who have it
   * are left as they are.
   */
  writeNow(tx: Tx, cause: string, memberIds: readonly string[], newId: IdSource): Promise<void>;
  /** Writes one more to a member; false where one of the same cause is written already. */
  writeAgain(tx: Tx, memberId: string, cause: string, newId: IdSource): Promise<boolean>;
  /**
   * Writes the daily mail for members who chose it and have something unread that no digest covered, told since they
   * chose and for at most a week; one that another worker writes is left as it is. Gives for how many it was due.
   */
  writeDigests(tx: Tx, digest: Digest, newId: IdSource): Promise<number>;
  /** Takes the mail that is due longest in hand; one that another worker takes is passed over. Null when none is due. */
  take(
    tx: Tx,
    limits: { readonly inHandSeconds: number; readonly staleHours: number },
  ): Promise<MailInHand | null>;
  /** Keeps what came of it; false where the worker was so slow that another has it in hand. */
  end(
    tx: Tx,
    mail: MailInHand,
    outcome: 'sent' | 'given_up' | 'not_wanted',
    fault: string | null,
  ): Promise<boolean>;
  /** Puts it off; false as above. */
  putOff(tx: Tx, mail: MailInHand, pauseSeconds: number, fault: string): Promise<boolean>;
}
