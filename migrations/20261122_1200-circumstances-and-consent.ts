import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Of a referral. Null, or not_known, where nobody has asked yet. */
const columns: readonly (readonly [column: string, definition: string])[] = [
  // The day on which whoever set the urgency looks at it again.
  ['urgency_review_on', 'DATE NULL'],
  ['near_fatal_overdose_on', 'DATE NULL'],
  ['liberation_on', 'DATE NULL'],
  ['is_homeless', 'BOOLEAN NULL'],
  ['is_pregnant', 'BOOLEAN NULL'],
  ['mat_drug', "ENUM('methadone','buprenorphine','buprenorphine_long_acting','other') NULL"],
  ['mat_dose', 'DECIMAL(7,2) UNSIGNED NULL'],
  ['mat_unit', "ENUM('ml_daily','mg_daily','mg_weekly','mg_monthly') NULL"],
  ['mat_on', 'DATE NULL'],
  ['mental_health_support', "ENUM('none','some','specialist','not_known') NOT NULL DEFAULT 'not_known'"],
  ['prescribed_pain_medicine', 'VARCHAR(200) NULL'],
  ['accepts_faith_ethos', 'BOOLEAN NULL'],
];

/** Risks, needs and wishes of whoever is referred, and the consent with which wishes are written down. */
export class CircumstancesAndConsent1763812800000 implements MigrationInterface {
  readonly name = 'CircumstancesAndConsent1763812800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, definition] of columns) {
      if (await hasColumn(runner, 'referral', column)) continue;
      await runner.query(`ALTER TABLE referral ADD COLUMN ${column} ${definition}, ALGORITHM=INSTANT`);
    }
    // One row for each kind of wish the person agreed to have written down and used. Wishes recorded before this
    // have none: nobody asked.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS referral_consent (
         referral_id ${id} NOT NULL,
         wish ENUM('projects','area','mix','faith_ethos') NOT NULL,
         recorded_by ${id} NOT NULL,
         recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
         PRIMARY KEY (referral_id, wish),
         CONSTRAINT referral_consent_of_referral FOREIGN KEY (referral_id) REFERENCES referral (id)
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
