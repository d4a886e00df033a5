import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Who set a budget's limit to what, and why. Rows are only added; budgets set before have none for it. */
export class LimitsOfBudgets1763823000000 implements MigrationInterface {
  readonly name = 'LimitsOfBudgets1763823000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS budget_limit_change (
        budget_id ${id} NOT NULL,
        step INT UNSIGNED NOT NULL,
        limit_before_pence BIGINT UNSIGNED NULL,
        limit_after_pence BIGINT UNSIGNED NOT NULL,
        reason VARCHAR(500) NULL,
        set_by ${id} NOT NULL,
        set_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        PRIMARY KEY (budget_id, step)
      ) ENGINE=InnoDB`,
    );
    for (const event of ['UPDATE', 'DELETE']) {
      const name = `budget_limit_change_refuses_${event.toLowerCase()}`;
      await runner.query(`DROP TRIGGER IF EXISTS ${name}`);
      await runner.query(
        `CREATE TRIGGER ${name} BEFORE ${event} ON budget_limit_change
           FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'changes of limits are only added'`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
