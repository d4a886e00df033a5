import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

const statements = [
  // Those of before: a no in answer to a request, recorded after an offer was accepted whose bed is booked or was slept in.
  `UPDATE funding_decision d SET d.answers_request_alone = 1
    WHERE d.decision = 'declined'
      AND EXISTS (SELECT 1 FROM funding_request_step s
                    JOIN funding_request q ON q.id = s.funding_request_id
                   WHERE q.referral_id = d.referral_id AND s.funding_decision_id = d.id)
      AND EXISTS (SELECT 1 FROM placement p JOIN offer o ON o.id = p.offer_id
                   WHERE p.referral_id = d.referral_id AND p.state <> 'never_started' AND o.resolved_at <= d.recorded_at)`,
  'DROP TRIGGER IF EXISTS funding_decision_facts_are_kept',
  `CREATE TRIGGER funding_decision_facts_are_kept BEFORE UPDATE ON funding_decision FOR EACH ROW
     IF NOT (OLD.referral_id <=> NEW.referral_id AND OLD.route <=> NEW.route AND OLD.decision <=> NEW.decision
       AND OLD.decided_on <=> NEW.decided_on AND OLD.weeks <=> NEW.weeks AND OLD.expires_on <=> NEW.expires_on
       AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence
       AND OLD.answers_request_alone <=> NEW.answers_request_alone
       AND (OLD.revoked_at IS NULL OR OLD.revoked_at <=> NEW.revoked_at))
     THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a funding decision is never changed'; END IF`,
];

/** A no to more nights of a booking or stay is known as one: the yes before it stands. Run again it changes nothing. */
export class ANoToMore1763839900000 implements MigrationInterface {
  readonly name = 'ANoToMore1763839900000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'funding_decision', 'answers_request_alone'))) {
      await runner.query(
        'ALTER TABLE funding_decision ADD COLUMN answers_request_alone TINYINT(1) NOT NULL DEFAULT 0, ALGORITHM=INSTANT',
      );
    }
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
