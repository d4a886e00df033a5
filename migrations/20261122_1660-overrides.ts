import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Offers that are not what matching suggests, with why and whom they pass over. Run again it changes nothing. */
export class Overrides1763844000000 implements MigrationInterface {
  readonly name = 'Overrides1763844000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS offer_override (
         offer_id ${id} NOT NULL PRIMARY KEY,
         kind ENUM('own-choice','passes-over','without-suggestion') NOT NULL,
         reason VARCHAR(500) NOT NULL,
         passed_over_referral_id ${id} NULL,
         loses_band VARCHAR(20) NULL,
         asked_by ${id} NOT NULL,
         made_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
         KEY offer_override_passed_over (passed_over_referral_id),
         KEY offer_override_by_time (made_at, kind)
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
