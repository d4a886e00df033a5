import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Whom a planned change of a bed would move, as it was looked at: for their own partnership. Goes with the look, and when the
 * change is made or given back. Run again it changes nothing.
 */
export class PeopleOfPlannedBedChanges1763845860000 implements MigrationInterface {
  readonly name = 'PeopleOfPlannedBedChanges1763845860000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS planned_bed_change_person (
         change_id ${id} NOT NULL,
         referral_id ${id} NOT NULL,
         kind ENUM('loses', 'elsewhere', 'another-day') NOT NULL,
         PRIMARY KEY (change_id, referral_id),
         KEY planned_bed_change_person_referral (referral_id),
         CONSTRAINT planned_bed_change_person_change FOREIGN KEY (change_id) REFERENCES planned_bed_change (id)
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
