import type { IsoDate } from '../../../../kernel/iso-date.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { NewContact, NewReview, Spell, WaitingRepository } from '../../application/waiting-ports.js';
import type { ReadWaitRecords, WaitRecord } from '../../contract/wait-records.js';

interface ContactRow {
  readonly referral_id: string;
  readonly contacted_on: IsoDate;
  readonly outcome: NewContact['outcome'];
  readonly reached_on: IsoDate | null;
}

interface ReviewRow {
  readonly referral_id: string;
  readonly done_on: IsoDate;
  readonly outcome: NewReview['outcome'];
  readonly plan: string | null;
  readonly next_due_on: IsoDate;
}

const readWaitRecords: ReadWaitRecords = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const contacts = await select<ContactRow>(
    tx,
    `SELECT c.referral_id, c.contacted_on, c.outcome, l.reached_on
       FROM (SELECT referral_id, MAX(CONCAT(contacted_on, recorded_at, id)) AS mark,
                    MAX(IF(outcome = 'reached', contacted_on, NULL)) AS reached_on
               FROM referral_contact WHERE referral_id IN (?) GROUP BY referral_id) l
       JOIN referral_contact c
         ON c.referral_id = l.referral_id AND CONCAT(c.contacted_on, c.recorded_at, c.id) = l.mark`,
    [referralIds],
  );
  const reviews = await select<ReviewRow>(
    tx,
    `SELECT w.referral_id, w.done_on, w.outcome, w.plan, w.next_due_on
       FROM (SELECT referral_id, MAX(CONCAT(done_on, recorded_at, id)) AS mark
               FROM safe_to_wait_review WHERE referral_id IN (?) GROUP BY referral_id) l
       JOIN safe_to_wait_review w
         ON w.referral_id = l.referral_id AND CONCAT(w.done_on, w.recorded_at, w.id) = l.mark`,
    [referralIds],
  );
  const records = new Map<string, WaitRecord>(
    contacts.map((row) => [
      row.referral_id,
      {
        contact: { triedOn: row.contacted_on, outcome: row.outcome, reachedOn: row.reached_on },
        review: null,
      },
    ]),
  );
  for (const row of reviews) {
    records.set(row.referral_id, {
      contact: records.get(row.referral_id)?.contact ?? null,
      review: { doneOn: row.done_on, outcome: row.outcome, plan: row.plan, nextDueOn: row.next_due_on },
    });
  }
  return records;
};

/** What is recorded while people wait, on MariaDB or MySQL. */
export const waitingRepository: WaitingRepository = {
  async insertContact(tx, { contactId, referralId, contactedOn, channel, outcome, note }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO referral_contact (id, referral_id, contacted_on, channel, outcome, note, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [contactId, referralId, contactedOn, channel, outcome, note, recordedBy],
    );
  },

  async insertSpell(tx, { spellId, referralId, fromOn, toOn, reason }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO unavailability_spell (id, referral_id, from_on, to_on, reason, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
      [spellId, referralId, fromOn, toOn, reason, recordedBy],
    );
  },

  async endSpell(tx, { referralId, spellId, before }, toOn) {
    const ended = await execute(
      tx,
      'UPDATE unavailability_spell SET to_on = ? WHERE id = ? AND referral_id = ? AND to_on <=> ?',
      [toOn, spellId, referralId, before],
    );
    return ended === 1;
  },

  async insertReview(tx, { reviewId, referralId, dueOn, doneOn, outcome, plan, nextDueOn }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO safe_to_wait_review (id, referral_id, due_on, done_on, outcome, plan, next_due_on, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [reviewId, referralId, dueOn, doneOn, outcome, plan, nextDueOn, recordedBy],
    );
  },

  async readTries(tx, referralId) {
    const tries = await select<{ on: IsoDate; is_reached: number }>(
      tx,
      `SELECT contacted_on AS \`on\`, MAX(outcome = 'reached') AS is_reached FROM referral_contact
        WHERE referral_id = ? GROUP BY contacted_on ORDER BY contacted_on DESC`,
      [referralId],
    );
    const reachedAt = tries.findIndex(({ is_reached }) => is_reached === 1);
    const since = reachedAt === -1 ? tries : tries.slice(0, reachedAt);
    return { reachedOn: tries[reachedAt]?.on ?? null, triedOn: since.map(({ on }) => on) };
  },

  async readMayHaveRunOut(tx, by, atMost) {
    const rows = await select<{ id: string }>(
      tx,
      `SELECT r.id FROM referral r JOIN referral_contact c ON c.referral_id = r.id
        WHERE r.state = 'open' AND r.received_on <= ?
        GROUP BY r.id, r.received_on
       HAVING MAX(c.contacted_on) <= ? AND COUNT(DISTINCT c.contacted_on) >= ?
          AND COALESCE(MAX(IF(c.outcome = 'reached', c.contacted_on, NULL)), r.received_on) <= ?
        ORDER BY r.received_on, r.id LIMIT ${atMost}`,
      [by.receivedOn, by.triedOn, by.triesOnDays, by.receivedOn],
    );
    return rows.map(({ id }) => id);
  },

  readSpells: (tx, referralId) =>
    select<Spell>(
      tx,
      `SELECT id AS spellId, from_on AS fromOn, to_on AS toOn, reason FROM unavailability_spell
        WHERE referral_id = ? ORDER BY from_on, id`,
      [referralId],
    ),

  readWaitRecords,
};
