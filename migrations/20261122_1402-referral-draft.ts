import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** A referral that somebody has begun to write down: what was typed, as it was typed, for some days. */
export class ReferralDraft1763820120000 implements MigrationInterface {
  readonly name = 'ReferralDraft1763820120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS referral_draft (
        id ${id} NOT NULL PRIMARY KEY,
        partnership_id ${id} NOT NULL,
        saved_by ${id} NOT NULL,
        saved_at DATETIME(6) NOT NULL,
        expires_on DATE NOT NULL,
        typed JSON NOT NULL,
        version INT UNSIGNED NOT NULL,
        KEY referral_draft_by_partnership (partnership_id, saved_at),
        KEY referral_draft_by_end (expires_on),
        CONSTRAINT referral_draft_of_partnership FOREIGN KEY (partnership_id) REFERENCES partnership (id)
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
