import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** A funder says that money for a booked bed may not be there, or lifts that again. Rows are only added; the last holds. */
export class NoticeOfAFunder1763822700000 implements MigrationInterface {
  readonly name = 'NoticeOfAFunder1763822700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS funding_notice (
        funding_decision_id ${id} NOT NULL,
        step INT UNSIGNED NOT NULL,
        kind ENUM('given','lifted') NOT NULL,
        reason VARCHAR(60) NULL,
        note VARCHAR(500) NULL,
        recorded_by ${id} NOT NULL,
        recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        PRIMARY KEY (funding_decision_id, step)
      ) ENGINE=InnoDB`,
    );
    for (const event of ['UPDATE', 'DELETE']) {
      const name = `funding_notice_refuses_${event.toLowerCase()}`;
      await runner.query(`DROP TRIGGER IF EXISTS ${name}`);
      await runner.query(
        `CREATE TRIGGER ${name} BEFORE ${event} ON funding_notice
           FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'notices are only added'`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
