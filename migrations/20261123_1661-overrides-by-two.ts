import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // An offer that would pass somebody over, asked for by one member and confirmed by another. It holds no bed and no money while it
  // waits. The key lets one wait for a referral; the check holds that nobody confirms their own, whatever a program does.
  `CREATE TABLE IF NOT EXISTS asked_override (
    id ${id} NOT NULL,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    bed_id ${id} NOT NULL,
    arrives_on DATE NOT NULL,
    departs_on DATE NOT NULL,
    reason VARCHAR(500) NOT NULL,
    loses_band VARCHAR(20) NOT NULL,
    passed_over_referral_id ${id} NOT NULL,
    asked_by ${id} NOT NULL,
    asked_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    answer ENUM('confirmed', 'refused', 'taken-back') NULL,
    answered_by ${id} NULL,
    answered_at DATETIME(6) NULL,
    answer_note VARCHAR(500) NULL,
    offer_id ${id} NULL,
    version INT NOT NULL DEFAULT 1,
    waits_for_referral ${id} AS (IF(answer IS NULL, referral_id, NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY asked_override_one_waits (waits_for_referral, partnership_id),
    UNIQUE KEY asked_override_offer (offer_id),
    KEY asked_override_of_referral (referral_id, asked_at),
    KEY asked_override_of_partnership (partnership_id, answer, asked_at),
    KEY asked_override_passed_over (passed_over_referral_id),
    CONSTRAINT asked_override_two_people
      CHECK (answer IS NULL OR answer = 'taken-back' OR (answered_by IS NOT NULL AND answered_by <> asked_by)),
    CONSTRAINT asked_override_referral FOREIGN KEY (referral_id) REFERENCES referral (id),
    CONSTRAINT asked_override_bed FOREIGN KEY (bed_id) REFERENCES bed_unit (id)
  ) ENGINE=InnoDB`,
];

/** Offers that pass somebody over wait for a second person. Run again it changes nothing. */
export class OverridesByTwo1763844060000 implements MigrationInterface {
  readonly name = 'OverridesByTwo1763844060000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
