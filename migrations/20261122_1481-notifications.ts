import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // One row for each member who is told of one thing. The key makes a message that is handled twice harmless. It says
  // what happened and where it is read; nothing of a person stands here.
  `CREATE TABLE IF NOT EXISTS notification (
    id ${id} NOT NULL PRIMARY KEY,
    member_id ${id} NOT NULL,
    cause VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_kind ENUM('offer','placement','referral') NOT NULL,
    subject_id ${id} NOT NULL,
    told_at DATETIME(6) NOT NULL,
    read_at DATETIME(6) NULL,
    UNIQUE KEY notification_once (member_id, cause),
    KEY notification_by_member (member_id, id),
    KEY notification_unread (member_id, read_at),
    CONSTRAINT notification_of_member FOREIGN KEY (member_id) REFERENCES member (id)
  ) ENGINE=InnoDB`,
];

/** What members are told of, and whether they have read it. */
export class Notifications1763825400000 implements MigrationInterface {
  readonly name = 'Notifications1763825400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
