import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type {
  LastMail,
  ReadLastMail,
  ReadMailAddress,
  ReadMailChoice,
  TroubledMail,
} from '../../application/mail-ports.js';
import { choiceBeforeAny, mailChoices } from '../../domain/mail.js';

interface ChoiceRow {
  readonly choice: string | null;
  readonly email: string;
}

const readRow = (tx: Tx, memberId: string): Promise<ChoiceRow | null> =>
  selectOne<ChoiceRow>(
    tx,
    `SELECT c.choice, m.email FROM member m LEFT JOIN mail_choice c ON c.member_id = m.id
      WHERE m.id = ? AND m.disabled_at IS NULL`,
    [memberId],
  );

const choiceOf = ({ choice }: ChoiceRow) => mailChoices.find((known) => known === choice) ?? choiceBeforeAny;

/** A member's choice beside their address. */
export const readMailChoice: ReadMailChoice = async (tx, memberId) => {
  const row = await readRow(tx, memberId);
  if (row === null) throw new Error(`No enabled member ${memberId}.`);
  return { choice: choiceOf(row), address: row.email };
};

/** The address of a member who may sign in and wants mail. */
export const readMailAddress: ReadMailAddress = async (tx, memberId) => {
  const row = await readRow(tx, memberId);
  return row === null || choiceOf(row) === 'none' ? null : row.email;
};

/** By the key of a member's mails; the last one is the one written last. */
export const readLastMail: ReadLastMail = (tx, memberId) =>
  selectOne<LastMail>(
    tx,
    `SELECT written_at AS writtenAt, tries, outcome, done_at AS doneAt FROM mail
      WHERE member_id = ? ORDER BY written_at DESC, id DESC LIMIT 1`,
    [memberId],
  );

/** Mails that were given up, or have failed and are tried again, the latest first, at most `atMost`. */
export const readTroubledMails = (tx: Tx, atMost: number): Promise<readonly TroubledMail[]> =>
  select<TroubledMail>(
    tx,
    `SELECT * FROM (
       SELECT id AS mailId, member_id AS memberId, written_at AS writtenAt, tries, last_fault AS fault,
              NULL AS nextTryAt
         FROM mail WHERE outcome = 'given_up'
       UNION ALL
       SELECT id, member_id, written_at, tries, last_fault, due_at
         FROM mail WHERE done_at IS NULL AND last_fault IS NOT NULL) AS troubled
      ORDER BY mailId DESC LIMIT ?`,
    [atMost],
  );
