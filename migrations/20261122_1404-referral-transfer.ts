import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** A referral goes from one partnership to another: asked by one of the two, answered by the other. */
export class ReferralTransfer1763820240000 implements MigrationInterface {
  readonly name = 'ReferralTransfer1763820240000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS referral_transfer (
        id ${id} NOT NULL PRIMARY KEY,
        referral_id ${id} NOT NULL,
        from_partnership_id ${id} NOT NULL,
        to_partnership_id ${id} NOT NULL,
        asked_by_partnership_id ${id} NOT NULL,
        asked_by ${id} NOT NULL,
        asked_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        reason VARCHAR(500) NOT NULL,
        state ENUM('asked','accepted','declined','withdrawn') NOT NULL,
        answered_by ${id} NULL,
        answered_at DATETIME(6) NULL,
        answer_note VARCHAR(500) NULL,
        version INT UNSIGNED NOT NULL,
        asked_referral_id ${id} AS (IF(state = 'asked', referral_id, NULL)) VIRTUAL,
        UNIQUE KEY referral_transfer_one_asked (asked_referral_id),
        KEY referral_transfer_by_holder (from_partnership_id, state, asked_at),
        KEY referral_transfer_by_taker (to_partnership_id, state, asked_at),
        CONSTRAINT referral_transfer_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id),
        CONSTRAINT referral_transfer_between_two CHECK (from_partnership_id <> to_partnership_id),
        CONSTRAINT referral_transfer_by_two_people
          CHECK (state <> 'accepted' OR (answered_by IS NOT NULL AND answered_by <> asked_by))
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
