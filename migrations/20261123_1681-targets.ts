import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

// One measure has one target a year: of several the one that began last, which the key makes one.
const table = `CREATE TABLE IF NOT EXISTS target (
    id ${id} NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    measure_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    level INT UNSIGNED NOT NULL,
    from_year SMALLINT UNSIGNED NOT NULL,
    to_year SMALLINT UNSIGNED NULL,
    source VARCHAR(500) NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY target_begins (measure_id, from_year),
    CONSTRAINT target_has_a_level CHECK (level > 0),
    CONSTRAINT target_has_a_year CHECK (to_year IS NULL OR to_year >= from_year)
  ) ENGINE=InnoDB`;

/** The commitment, in each of the measures in which it is quoted: until now a part of the settings. */
const commitment = [
  [
    '01930000-0001-7000-8000-000000000001',
    '1,000 people publicly funded to start residential rehabilitation a year',
    'people-started',
    'National Mission commitment for 2021 to 2026, Scottish Government; later years kept until another is set',
  ],
  [
    '01930000-0001-7000-8000-000000000002',
    '1,000 publicly funded placements a year',
    'placements-approved',
    'The same commitment as it is often quoted, in placements',
  ],
  [
    '01930000-0001-7000-8000-000000000003',
    '1,000 publicly funded placements a year',
    'placements-started',
    'The same commitment as it is often quoted, in placements',
  ],
] as const;

/** Targets are set and ended by people, each with its measure, years and source. Run again it changes nothing. */
export class Targets1763845260000 implements MigrationInterface {
  readonly name = 'Targets1763845260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
    for (const [targetId, name, measureId, source] of commitment) {
      await runner.query(
        `INSERT IGNORE INTO target (id, name, measure_id, level, from_year, to_year, source, version)
           VALUES (?, ?, ?, 1000, 2021, NULL, ?, 1)`,
        [targetId, name, measureId, source],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
