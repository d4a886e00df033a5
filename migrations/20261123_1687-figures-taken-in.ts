import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const withdrawals = `CREATE TABLE IF NOT EXISTS published_withdrawal (
    figure_id INT UNSIGNED NOT NULL PRIMARY KEY,
    reason VARCHAR(1000) NOT NULL,
    withdrawn_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    withdrawn_by ${id} NOT NULL,
    CONSTRAINT published_withdrawal_figure FOREIGN KEY (figure_id) REFERENCES published_figure (id)
  ) ENGINE=InnoDB`;

/** Figures are taken in from a sheet, numbered from 100,001 on, and taken back with a reason. Run again it changes nothing. */
export class FiguresTakenIn1763845620000 implements MigrationInterface {
  readonly name = 'FiguresTakenIn1763845620000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'published_figure', 'import_id'))) {
      // Numbers below belong to the reference data, which names its own. A key of another table points at the column.
      await runner.query('SET SESSION foreign_key_checks = 0');
      await runner.query(
        `ALTER TABLE published_figure MODIFY id INT UNSIGNED NOT NULL AUTO_INCREMENT, ADD COLUMN import_id ${id} NULL,
           AUTO_INCREMENT = 100001`,
      );
      await runner.query('SET SESSION foreign_key_checks = 1');
    }
    await runner.query(withdrawals);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
