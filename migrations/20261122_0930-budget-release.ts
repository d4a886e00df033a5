import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

/**
 * Money given back of what was spent: a fourth kind of entry, as often as a stay turns out shorter, once for each step
 * of the stay. A hold still ends in one post or one void. Entries are never changed from now on, by triggers.
 */
export class BudgetRelease1763801800000 implements MigrationInterface {
  readonly name = 'BudgetRelease1763801800000';

  async up(runner: QueryRunner): Promise<void> {
    // One statement, so that it is done whole or not at all.
    if (!(await hasColumn(runner, 'budget_entry', 'step'))) {
      await runner.query(
        `ALTER TABLE budget_entry
           MODIFY kind ENUM('hold','post','void','release') NOT NULL,
           ADD COLUMN step INT UNSIGNED NOT NULL DEFAULT 0 AFTER amount_pence,
           MODIFY is_resolution BOOLEAN AS (IF(kind IN ('post', 'void'), TRUE, NULL)) STORED,
           DROP KEY budget_entry_once,
           ADD UNIQUE KEY budget_entry_once (claim_id, budget_id, kind, step)`,
      );
    }
    await runner.query('DROP TRIGGER IF EXISTS budget_entry_is_never_changed');
    await runner.query(
      `CREATE TRIGGER budget_entry_is_never_changed BEFORE UPDATE ON budget_entry
         FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'budget entries are never changed'`,
    );
    await runner.query('DROP TRIGGER IF EXISTS budget_entry_is_never_deleted');
    await runner.query(
      `CREATE TRIGGER budget_entry_is_never_deleted BEFORE DELETE ON budget_entry
         FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'budget entries are never deleted'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
