import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { MailChoices, MailQueue } from '../../application/mail-ports.js';

/** Members' choices; the last word counts. */
export const mailChoiceRepository: MailChoices = {
  async choose(tx, memberId, choice) {
    await execute(
      tx,
      `INSERT INTO mail_choice (member_id, choice, chosen_at) VALUES (?, ?, UTC_TIMESTAMP(6))
         ON DUPLICATE KEY UPDATE chosen_at = IF(choice = VALUES(choice), chosen_at, VALUES(chosen_at)),
           choice = VALUES(choice)`,
      [memberId, choice],
    );
  },
};

/** Daily mails written in one go; the next turn writes the rest. */
const digestsAtOnce = 500;

/** Mails to send. A worker that dies with one in hand gives it back by time, so that none is lost. */
export const mailRepository: MailQueue = {
  async writeNow(tx, cause, memberIds, newId) {
    if (memberIds.length === 0) return;
    const wanting = await select<{ readonly memberId: string }>(
      tx,
      `SELECT c.member_id AS memberId FROM mail_choice c
         JOIN notification n ON n.member_id = c.member_id AND n.cause = ? AND n.told_at >= c.chosen_at
        WHERE c.member_id IN (?) AND c.choice = 'immediately'`,
      [cause, memberIds],
    );
    if (wanting.length === 0) return;
    await execute(
      tx,
      `INSERT INTO mail (id, member_id, cause, written_at, due_at) VALUES
         ${wanting.map(() => '(?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))').join(', ')}
         ON DUPLICATE KEY UPDATE id = mail.id`,
      wanting.flatMap(({ memberId }) => [newId(), memberId, cause]),
    );
  },

  async writeAgain(tx, memberId, cause, newId) {
    try {
      await execute(
        tx,
        `INSERT INTO mail (id, member_id, cause, written_at, due_at)
           VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`,
        [newId(), memberId, cause],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'mail_once') return false;
      throw error;
    }
  },

  async writeDigests(tx, { on, coversTo }, newId) {
    const cause = `digest~${on}`;
    const due = await select<{ readonly memberId: string }>(
      tx,
      `SELECT c.member_id AS memberId FROM mail_choice c
        WHERE c.choice = 'daily'
          AND NOT EXISTS (SELECT 1 FROM mail d WHERE d.member_id = c.member_id AND d.cause = ?)
          AND EXISTS (SELECT 1 FROM notification n
                       WHERE n.member_id = c.member_id AND n.read_at IS NULL AND n.told_at < ?
                         AND n.told_at >= c.chosen_at AND n.told_at >= ? - INTERVAL 7 DAY
                         AND NOT EXISTS (SELECT 1 FROM mail e
                                          WHERE e.member_id = c.member_id AND e.covers_to > n.told_at))
        ORDER BY c.member_id LIMIT ${digestsAtOnce}`,
      [cause, coversTo, coversTo],
    );
    if (due.length === 0) return 0;
    await execute(
      tx,
      `INSERT INTO mail (id, member_id, cause, covers_to, written_at, due_at) VALUES
         ${due.map(() => '(?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))').join(', ')}
         ON DUPLICATE KEY UPDATE id = mail.id`,
      due.flatMap(({ memberId }) => [newId(), memberId, cause, coversTo]),
    );
    return due.length;
  },

  async take(tx, { inHandSeconds, staleHours }) {
    const row = await selectOne<{ id: string; member_id: string; tries: number; is_stale: number }>(
      tx,
      `SELECT id, member_id, tries, written_at < UTC_TIMESTAMP(6) - INTERVAL ? HOUR AS is_stale FROM mail
        WHERE done_at IS NULL AND due_at <= UTC_TIMESTAMP(6)
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [staleHours],
    );
    if (row === null) return null;
    await execute(
      tx,
      'UPDATE mail SET tries = tries + 1, due_at = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE id = ?',
      [inHandSeconds, row.id],
    );
    return {
      mailId: row.id,
      memberId: row.member_id,
      tries: row.tries + 1,
      isStale: row.is_stale === 1,
    };
  },

  async end(tx, { mailId, tries }, outcome, fault) {
    const ended = await execute(
      tx,
      `UPDATE mail SET done_at = UTC_TIMESTAMP(6), outcome = ?, last_fault = COALESCE(?, last_fault)
        WHERE id = ? AND tries = ? AND done_at IS NULL`,
      [outcome, fault, mailId, tries],
    );
    return ended === 1;
  },

  async putOff(tx, { mailId, tries }, pauseSeconds, fault) {
    const moved = await execute(
      tx,
      `UPDATE mail SET due_at = UTC_TIMESTAMP(6) + INTERVAL ? SECOND, last_fault = ?
        WHERE id = ? AND tries = ? AND done_at IS NULL`,
      [pauseSeconds, fault, mailId, tries],
    );
    return moved === 1;
  },
};

/** Forgets up to `atMost` mails that were written so many days ago, sent or not. Gives how many. */
export const forgetMails = (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM mail WHERE written_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY written_at LIMIT ?',
    [days, atMost],
  );
