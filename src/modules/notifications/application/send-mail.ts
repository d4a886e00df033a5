import type { IdSource } from '../../../kernel/ids.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { dueDigest, pauseAfter, type MailPatience } from '../domain/mail.js';
import type { MailInHand, MailQueue, ReadMailAddress } from './mail-ports.js';

/** What sending mail needs. */
export interface SendMailDeps {
  readonly mails: MailQueue;
  readonly readMailAddress: ReadMailAddress;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date }>;
  readonly newId: IdSource;
  readonly policy: MailPatience & {
    readonly digestAtMinute: number;
    readonly inHandSeconds: number;
    readonly staleHours: number;
  };
}

/** What a mail server said to one mail. `isForGood` is a no that will not change by itself. */
export type MailAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly isForGood: boolean; readonly fault: string };

/** What came of one mail. `overtaken`: another worker has it in hand. */
export type MailEnd = 'sent' | 'put-off' | 'given-up' | 'overtaken';

/** Writes the daily mails once their hour has come, by the database's clock. Gives for how many. */
export const makeWriteDigests =
  ({ mails, now, newId, policy }: SendMailDeps) =>
  async (tx: Tx): Promise<number> => {
    const digest = dueDigest((await now(tx)).at, policy.digestAtMinute);
    return digest === null ? 0 : mails.writeDigests(tx, digest, newId);
  };

/** Takes the next mail in hand with its address; `null` when none is due, `ended` where it is not to be sent any more. */
export const makeTakeMail =
  ({ mails, readMailAddress, policy }: SendMailDeps) =>
  async (
    tx: Tx,
  ): Promise<{ readonly mail: MailInHand; readonly address: string } | { readonly ended: string } | null> => {
    const mail = await mails.take(tx, policy);
    if (mail === null) return null;
    const address = await readMailAddress(tx, mail.memberId);
    if (address === null) {
      await mails.end(tx, mail, 'not_wanted', null);
      return { ended: mail.mailId };
    }
    if (mail.isStale) {
      await mails.end(tx, mail, 'given_up', 'waited too long');
      return { ended: mail.mailId };
    }
    return { mail, address };
  };

/** Keeps what the mail server said, and decides whether the mail is tried again. */
export const makeEndMail =
  ({ mails, policy }: SendMailDeps) =>
  async (tx: Tx, mail: MailInHand, answer: MailAnswer): Promise<MailEnd> => {
    const said = (wasOurs: boolean, end: MailEnd): MailEnd => (wasOurs ? end : 'overtaken');
    if (answer.kind === 'taken') return said(await mails.end(tx, mail, 'sent', null), 'sent');
    const pause = pauseAfter(mail.tries, answer.isForGood, policy);
    return pause === null
      ? said(await mails.end(tx, mail, 'given_up', answer.fault), 'given-up')
      : said(await mails.putOff(tx, mail, pause, answer.fault), 'put-off');
  };
