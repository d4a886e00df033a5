import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // When a member wants mail. Whoever has no row has not chosen, and gets none.
  `CREATE TABLE IF NOT EXISTS mail_choice (
    member_id ${id} NOT NULL PRIMARY KEY,
    choice ENUM('immediately','daily','none') NOT NULL,
    chosen_at DATETIME(6) NOT NULL,
    KEY mail_choice_by_choice (choice, member_id),
    CONSTRAINT mail_choice_of_member FOREIGN KEY (member_id) REFERENCES member (id)
  ) ENGINE=InnoDB`,
  // One row for each mail to one member. The key makes a message that is handled twice harmless, and gives one digest a
  // day. The address is not kept here: it is the member's when the mail is sent. `covers_to` is a digest's alone.
  `CREATE TABLE IF NOT EXISTS mail (
    id ${id} NOT NULL PRIMARY KEY,
    member_id ${id} NOT NULL,
    cause VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    covers_to DATETIME(6) NULL,
    written_at DATETIME(6) NOT NULL,
    due_at DATETIME(6) NOT NULL,
    tries INT NOT NULL DEFAULT 0,
    last_fault VARCHAR(100) NULL,
    done_at DATETIME(6) NULL,
    outcome ENUM('sent','given_up','not_wanted') NULL,
    UNIQUE KEY mail_once (member_id, cause),
    KEY mail_covered (member_id, covers_to),
    KEY mail_due (done_at, due_at),
    KEY mail_by_outcome (outcome, done_at),
    KEY mail_by_time (written_at),
    CONSTRAINT mail_to_member FOREIGN KEY (member_id) REFERENCES member (id)
  ) ENGINE=InnoDB`,
];

/** When members want mail, and each mail to send with what came of it. */
export class Mail1763831490000 implements MigrationInterface {
  readonly name = 'Mail1763831490000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
