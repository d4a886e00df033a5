import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // Tasks are derived and never stored; this says only who has taken one, in which organisation. The key decides which
  // of two who take it at once was first.
  `CREATE TABLE IF NOT EXISTS task_holder (
    organisation_id ${id} NOT NULL,
    task_key VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    member_id ${id} NULL,
    given_at DATETIME(6) NOT NULL,
    version INT UNSIGNED NOT NULL,
    PRIMARY KEY (organisation_id, task_key),
    KEY task_holder_by_time (given_at)
  ) ENGINE=InnoDB`,
];

/** Who has taken which task. */
export class TaskHolders1763824800000 implements MigrationInterface {
  readonly name = 'TaskHolders1763824800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
