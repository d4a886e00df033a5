import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // Every time a provider said whether it takes referrals: why, who and when. Never changed, only followed by another.
  `CREATE TABLE IF NOT EXISTS accepting_change (
    project_id ${id} NOT NULL,
    version INT UNSIGNED NOT NULL,
    is_accepting BOOLEAN NOT NULL,
    reason VARCHAR(500) NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NOT NULL,
    PRIMARY KEY (project_id, version),
    CONSTRAINT accepting_change_of_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
  // How many beds sources give a project, and how far the number can be trusted. Beside our own count, never mixed.
  `CREATE TABLE IF NOT EXISTS published_beds (
    project_id ${id} NOT NULL PRIMARY KEY,
    beds SMALLINT UNSIGNED NULL,
    mark ENUM('published','derived','unverified','assumed','planned','not_found') NOT NULL,
    note VARCHAR(500) NULL,
    retrieved_on DATE NOT NULL,
    source VARCHAR(500) NOT NULL,
    CONSTRAINT published_beds_of_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
];

/** What a provider says of taking referrals, and what sources say of a project's beds. */
export class ProjectFacts1763804600000 implements MigrationInterface {
  readonly name = 'ProjectFacts1763804600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    if (!(await hasColumn(runner, 'expansion_project', 'retrieved_on'))) {
      await runner.query('ALTER TABLE expansion_project ADD COLUMN retrieved_on DATE NULL');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
