import type { AppendAudit } from '../../../kernel/audit.js';
import { done, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MailChoice } from '../domain/mail.js';
import type { MailChoices } from './mail-ports.js';

/** Keeps when a member wants mail. Of two choices at once the later counts. */
export const makeChooseMail =
  ({ mailChoices, audit }: { readonly mailChoices: MailChoices; readonly audit: AppendAudit }) =>
  async (
    tx: Tx,
    { memberId, choice }: { readonly memberId: string; readonly choice: MailChoice },
  ): Promise<Outcome<{ choice: MailChoice }, never>> => {
    await mailChoices.choose(tx, memberId, choice);
    await audit(tx, {
      action: 'notifications.mail-chosen',
      subjectKind: 'member',
      subjectId: memberId,
      version: null,
      after: { choice },
    });
    return done({ choice });
  };
