import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Plans for the weeks after the horizon of offers, and what each has for everybody it is for. Run again it changes nothing. */
export class LaterWeeks1763843400000 implements MigrationInterface {
  readonly name = 'LaterWeeks1763843400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS later_plan (
         id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
         policy_version VARCHAR(40) NOT NULL,
         made_at DATETIME(6) NOT NULL,
         until_on DATE NOT NULL,
         people INT UNSIGNED NOT NULL,
         placed INT UNSIGNED NOT NULL,
         most_possible INT UNSIGNED NOT NULL,
         KEY later_plan_by_time (made_at)
       ) ENGINE=InnoDB`,
    );
    // Beds as NULL where the plan has none for the person.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS later_plan_place (
         plan_id BIGINT UNSIGNED NOT NULL,
         referral_id ${id} NOT NULL,
         priority_rank INT UNSIGNED NOT NULL,
         beds_that_fit INT UNSIGNED NOT NULL,
         bed_id ${id} NULL,
         project_id ${id} NULL,
         arrives_on DATE NULL,
         departs_on DATE NULL,
         PRIMARY KEY (plan_id, referral_id)
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
