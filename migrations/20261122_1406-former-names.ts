import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** What somebody was recorded as before their name was put right. Names stand apart here too, and are never rewritten. */
export class FormerNames1763820360000 implements MigrationInterface {
  readonly name = 'FormerNames1763820360000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS client_former_name (
        client_id ${id} NOT NULL,
        client_version INT UNSIGNED NOT NULL,
        given_name VARCHAR(120) NOT NULL,
        family_name VARCHAR(120) NOT NULL,
        replaced_by ${id} NOT NULL,
        replaced_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        PRIMARY KEY (client_id, client_version),
        CONSTRAINT client_former_name_of_client FOREIGN KEY (client_id) REFERENCES client (id)
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
