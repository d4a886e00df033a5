import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // What somebody did to reach the person, and what came of it. Never changed.
  `CREATE TABLE IF NOT EXISTS referral_contact (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    contacted_on DATE NOT NULL,
    channel ENUM('telephone','text_message','email','letter','face_to_face','key_worker','other') NOT NULL,
    outcome ENUM('reached','message_left','no_answer','wrong_details') NOT NULL,
    note VARCHAR(500) NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY referral_contact_by_referral (referral_id, contacted_on),
    CONSTRAINT referral_contact_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id)
  ) ENGINE=InnoDB`,
  // Days on which the person could not go to a place, half-open; without an end until one is recorded. Those of one
  // referral do not overlap: each is recorded in a guarded step of the referral's version.
  `CREATE TABLE IF NOT EXISTS unavailability_spell (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NULL,
    reason ENUM('hospital','prison','unwell','caring','asked_to_wait','other') NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY unavailability_spell_by_referral (referral_id, from_on, id),
    CONSTRAINT unavailability_spell_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id),
    CONSTRAINT unavailability_spell_half_open CHECK (to_on IS NULL OR to_on >= from_on)
  ) ENGINE=InnoDB`,
  // Whether somebody can go on waiting: when it was due, when it was done, how it came out, when it is due again.
  `CREATE TABLE IF NOT EXISTS safe_to_wait_review (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    due_on DATE NOT NULL,
    done_on DATE NOT NULL,
    outcome ENUM('safe','safe_with_plan','not_safe') NOT NULL,
    plan VARCHAR(500) NULL,
    next_due_on DATE NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY safe_to_wait_review_by_referral (referral_id, done_on),
    CONSTRAINT safe_to_wait_review_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id)
  ) ENGINE=InnoDB`,
];

/** Contacts, days on which somebody could not go, and reviews of whether they can wait. */
export class WhilePeopleWait1763813100000 implements MigrationInterface {
  readonly name = 'WhilePeopleWait1763813100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
