import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const word = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

// Said once for a month: of two at once the key takes one. The month is its first day.
const table = `CREATE TABLE IF NOT EXISTS nil_return (
    project_id ${id} NOT NULL,
    month DATE NOT NULL,
    reason ${word} NOT NULL,
    words VARCHAR(500) NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NOT NULL,
    PRIMARY KEY (project_id, month),
    CONSTRAINT nil_return_of_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT nil_return_says_which CHECK (reason <> 'other' OR words IS NOT NULL)
  ) ENGINE=InnoDB`;

/** Why nobody arrived at a project in a month, in its own word. Run again it changes nothing. */
export class NilReturns1763845320000 implements MigrationInterface {
  readonly name = 'NilReturns1763845320000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
