import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

const kept = [
  ...['placement_id', 'placement_version', 'kind', 'day_on', 'end_kind', 'end_reason', 'admitted_on_before'],
  ...['ended_on_before', 'end_kind_before', 'end_reason_before', 'reason', 'proposed_by', 'proposed_at'],
]
  .map((column) => `OLD.${column} <=> NEW.${column}`)
  .join(' AND ');

/** A wrong day of leaving and a wrong kind or reason of it can be put right. Run again it changes nothing. */
export class RepairsOfALeaving1763838600000 implements MigrationInterface {
  readonly name = 'RepairsOfALeaving1763838600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE stay_repair
         MODIFY kind ENUM('arrival_undone','arrival_day','leaving_undone','death_undone','leaving_day','leaving_reason') NOT NULL`,
    );
    for (const [column, type] of [
      ['end_kind', 'VARCHAR(20)'],
      ['end_reason', 'VARCHAR(60)'],
    ] as const) {
      if (await hasColumn(runner, 'stay_repair', column)) continue;
      await runner.query(`ALTER TABLE stay_repair ADD COLUMN ${column} ${type} NULL`);
    }
    await runner.query('DROP TRIGGER IF EXISTS stay_repair_facts_are_kept');
    await runner.query(
      `CREATE TRIGGER stay_repair_facts_are_kept BEFORE UPDATE ON stay_repair FOR EACH ROW
         IF NOT (OLD.answer IS NULL AND ${kept})
         THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a proposed repair is never changed, and answered once'; END IF`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
