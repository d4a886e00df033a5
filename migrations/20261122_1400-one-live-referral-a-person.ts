import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const digest = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * One live referral a person in the whole country, by a key of name and date of birth. Referrals recorded before have no key:
 * they are found by the date of birth, and two of one person that are open already stay so.
 */
export class OneLiveReferralAPerson1763820000000 implements MigrationInterface {
  readonly name = 'OneLiveReferralAPerson1763820000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'referral', 'person_key'))) {
      await runner.query(`ALTER TABLE referral ADD COLUMN person_key ${digest} NULL`);
    }
    if (!(await hasColumn(runner, 'referral', 'is_told_apart'))) {
      await runner.query('ALTER TABLE referral ADD COLUMN is_told_apart BOOLEAN NOT NULL DEFAULT FALSE');
    }
    if (!(await hasColumn(runner, 'referral', 'open_person_key'))) {
      await runner.query(
        `ALTER TABLE referral ADD COLUMN open_person_key ${digest}
           AS (IF(state = 'open' AND is_told_apart = 0, person_key, NULL)) VIRTUAL`,
      );
    }
    if (!(await hasIndex(runner, 'referral', 'referral_one_open_per_person'))) {
      await runner.query(
        'ALTER TABLE referral ADD UNIQUE KEY referral_one_open_per_person (open_person_key), ALGORITHM=INPLACE',
      );
    }
    if (!(await hasIndex(runner, 'client', 'client_by_born_on'))) {
      await runner.query('ALTER TABLE client ADD KEY client_by_born_on (born_on), ALGORITHM=INPLACE');
    }
    // Somebody said that two who share a name and a date of birth are two people, and why. Never changed.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS referral_told_apart (
        referral_id ${id} NOT NULL PRIMARY KEY,
        other_referral_id ${id} NOT NULL,
        reason VARCHAR(500) NOT NULL,
        recorded_by ${id} NOT NULL,
        recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        CONSTRAINT referral_told_apart_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id)
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
