import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Records of people whose name only some may know, who these are, and who opened one all the same. */
export class RestrictedRecords1763833800000 implements MigrationInterface {
  readonly name = 'RestrictedRecords1763833800000';

  async up(runner: QueryRunner): Promise<void> {
    // One row a person; lifted, it stays, and a later restriction takes it again at its next version.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS client_restriction (
        client_id ${id} NOT NULL PRIMARY KEY,
        kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        reason VARCHAR(500) NOT NULL,
        restricted_by ${id} NOT NULL,
        restricted_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        lifted_at DATETIME(6) NULL,
        version INT UNSIGNED NOT NULL,
        CONSTRAINT client_restriction_of_client FOREIGN KEY (client_id) REFERENCES client (id)
      ) ENGINE=InnoDB`,
    );
    await runner.query(
      `CREATE TABLE IF NOT EXISTS client_restriction_reader (
        client_id ${id} NOT NULL,
        member_id ${id} NOT NULL,
        named_by ${id} NOT NULL,
        named_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        PRIMARY KEY (client_id, member_id),
        CONSTRAINT client_restriction_reader_of_client FOREIGN KEY (client_id) REFERENCES client_restriction (client_id)
      ) ENGINE=InnoDB`,
    );
    // Never changed: that somebody looked, and why they said they had to.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS client_restriction_opening (
        id ${id} NOT NULL PRIMARY KEY,
        client_id ${id} NOT NULL,
        referral_id ${id} NOT NULL,
        member_id ${id} NOT NULL,
        reason VARCHAR(500) NOT NULL,
        opened_at DATETIME(6) NOT NULL,
        ends_at DATETIME(6) NOT NULL,
        KEY client_restriction_opening_by_member (client_id, member_id, ends_at),
        CONSTRAINT client_restriction_opening_of_client FOREIGN KEY (client_id) REFERENCES client_restriction (client_id)
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
