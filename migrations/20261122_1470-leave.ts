import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const code = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

/** Nights away from a place that is kept. Of two that begin at once for one person, the unique key keeps one. */
export class Leave1763824200000 implements MigrationInterface {
  readonly name = 'Leave1763824200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS leave_spell (
        id ${id} NOT NULL PRIMARY KEY,
        placement_id ${id} NOT NULL,
        from_on DATE NOT NULL,
        back_expected_on DATE NOT NULL,
        returned_on DATE NULL,
        reason ${code} NOT NULL,
        note VARCHAR(500) NULL,
        version INT UNSIGNED NOT NULL,
        recorded_by ${id} NOT NULL,
        recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        return_recorded_by ${id} NULL,
        open_placement_id ${id} AS (IF(returned_on IS NULL, placement_id, NULL)) STORED,
        UNIQUE KEY leave_spell_one_open (open_placement_id),
        KEY leave_spell_by_placement (placement_id, from_on),
        CONSTRAINT leave_spell_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id),
        CONSTRAINT leave_spell_half_open CHECK (back_expected_on > from_on),
        CONSTRAINT leave_spell_returned CHECK (returned_on IS NULL OR returned_on >= from_on)
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
