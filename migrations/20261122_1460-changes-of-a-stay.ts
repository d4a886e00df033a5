import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // What a change found and what it left: the days of a booking or a stay, its bed, or both. A change that holds money of
  // its own is the claim of that money, for the nights from holds_from_on up to holds_to_on. Where a stay has slept is
  // read from these rows and the bed it has now.
  `CREATE TABLE IF NOT EXISTS stay_change (
    id ${id} NOT NULL PRIMARY KEY,
    placement_id ${id} NOT NULL,
    placement_version INT UNSIGNED NOT NULL,
    changes_on DATE NOT NULL,
    bed_id_before ${id} NOT NULL,
    bed_id_after ${id} NOT NULL,
    arrives_on_before DATE NOT NULL,
    departs_on_before DATE NOT NULL,
    arrives_on_after DATE NOT NULL,
    departs_on_after DATE NOT NULL,
    holds_from_on DATE NULL,
    holds_to_on DATE NULL,
    reason VARCHAR(500) NOT NULL,
    made_by ${id} NOT NULL,
    made_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY stay_change_once (placement_id, placement_version),
    CONSTRAINT stay_change_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS stay_change_is_never_changed',
  `CREATE TRIGGER stay_change_is_never_changed BEFORE UPDATE ON stay_change
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of stay_change are never changed'`,
  'DROP TRIGGER IF EXISTS stay_change_is_never_deleted',
  `CREATE TRIGGER stay_change_is_never_deleted BEFORE DELETE ON stay_change
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of stay_change are never deleted'`,
];

/** Where somebody arrived who was moved since: a start is counted where it happened. Null for who was never moved. */
const columns = ['started_bed_id', 'started_project_id'] as const;

/** Days and beds of a stay that change after booking, each with who, when and why. */
export class ChangesOfAStay1763823600000 implements MigrationInterface {
  readonly name = 'ChangesOfAStay1763823600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const column of columns) {
      if (await hasColumn(runner, 'placement', column)) continue;
      await runner.query(`ALTER TABLE placement ADD COLUMN ${column} ${id} NULL, ALGORITHM=INPLACE`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
