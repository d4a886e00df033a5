import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

const kept = [
  ...['placement_id', 'placement_version', 'kind', 'day_on', 'end_kind', 'end_reason', 'other_placement_id'],
  ...[
    'other_version',
    'admitted_on_before',
    'ended_on_before',
    'end_kind_before',
    'end_reason_before',
    'reason',
  ],
  ...['proposed_by', 'proposed_at'],
]
  .map((column) => `OLD.${column} <=> NEW.${column}`)
  .join(' AND ');

/** An arrival that was recorded for somebody else can be given to whoever did come. Run again it changes nothing. */
export class RepairsOfAnArrival1763838660000 implements MigrationInterface {
  readonly name = 'RepairsOfAnArrival1763838660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE stay_repair
         MODIFY kind ENUM('arrival_undone','arrival_day','leaving_undone','death_undone','leaving_day','leaving_reason','arrival_of_another') NOT NULL`,
    );
    if (!(await hasColumn(runner, 'stay_repair', 'other_placement_id'))) {
      await runner.query(
        `ALTER TABLE stay_repair ADD COLUMN other_placement_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
           ADD CONSTRAINT stay_repair_of_another FOREIGN KEY (other_placement_id) REFERENCES placement (id)`,
      );
    }
    if (!(await hasColumn(runner, 'stay_repair', 'other_version'))) {
      await runner.query('ALTER TABLE stay_repair ADD COLUMN other_version INT UNSIGNED NULL');
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
