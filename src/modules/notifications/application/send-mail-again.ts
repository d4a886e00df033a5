import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MailQueue, ReadLastMail, ReadMailChoice } from './mail-ports.js';

/** What sending a mail once more needs. */
export interface SendMailAgainDeps {
  readonly isMailOn: boolean;
  readonly readMailChoice: ReadMailChoice;
  readonly readLastMail: ReadLastMail;
  readonly mails: Pick<MailQueue, 'writeAgain'>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Why no mail is sent once more. */
export type SendMailAgainRefusal =
  | { readonly code: 'mail-off' }
  | { readonly code: 'no-mail-chosen' }
  | { readonly code: 'no-mail-yet' }
  | { readonly code: 'mail-on-its-way'; readonly tries: number };

/**
 * A member has the last mail sent once more: it says what every mail says. While one is on its way no second one is written,
 * so that a button pressed twice, or a mail server that is away, fills nobody's mailbox.
 */
export const makeSendMailAgain =
  ({ isMailOn, readMailChoice, readLastMail, mails, newId, audit }: SendMailAgainDeps) =>
  async (
    tx: Tx,
    { memberId }: { readonly memberId: string },
  ): Promise<Outcome<{ address: string }, SendMailAgainRefusal>> => {
    if (!isMailOn) return refuse({ code: 'mail-off' });
    const { choice, address } = await readMailChoice(tx, memberId);
    if (choice === 'none') return refuse({ code: 'no-mail-chosen' });
    const last = await readLastMail(tx, memberId);
    if (last === null) return refuse({ code: 'no-mail-yet' });
    if (last.outcome === null) return refuse({ code: 'mail-on-its-way', tries: last.tries });
    // The instant of the last one stands for it: of two presses at once the key keeps one.
    const cause = `again~${last.writtenAt.toISOString()}`;
    if (!(await mails.writeAgain(tx, memberId, cause, newId)))
      return refuse({ code: 'mail-on-its-way', tries: 0 });
    await audit(tx, {
      action: 'notifications.mail-sent-again',
      subjectKind: 'member',
      subjectId: memberId,
      version: null,
    });
    return done({ address });
  };
