import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // A change of one bed that takes places away, or changes whom it takes: cells of the sheet of beds from a day on. It waits
  // for a second person, then for its day, and is applied or given back. `look` is what it would do by the matcher, and
  // `facts_mark` what that rested on. The key lets one change of a bed be open; the check holds that its author never
  // confirms it, whatever a program does.
  `CREATE TABLE IF NOT EXISTS planned_bed_change (
    id ${id} NOT NULL,
    bed_id ${id} NOT NULL,
    provider_id ${id} NOT NULL,
    cells JSON NOT NULL,
    starts_on DATE NOT NULL,
    reason VARCHAR(500) NOT NULL,
    state ENUM('waiting', 'confirmed', 'applied', 'given_back') NOT NULL,
    look JSON NULL,
    looked_at DATETIME(6) NULL,
    facts_mark VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    decided_by ${id} NULL,
    decided_at DATETIME(6) NULL,
    applied_at DATETIME(6) NULL,
    open_bed_id ${id} AS (IF(state IN ('waiting', 'confirmed'), bed_id, NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY planned_bed_change_one_open (open_bed_id),
    KEY planned_bed_change_of_provider (provider_id, proposed_at),
    KEY planned_bed_change_due (state, starts_on),
    CONSTRAINT planned_bed_change_four_eyes
      CHECK (state NOT IN ('confirmed', 'applied') OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT planned_bed_change_looked_at
      CHECK (state NOT IN ('confirmed', 'applied') OR look IS NOT NULL),
    CONSTRAINT planned_bed_change_bed FOREIGN KEY (bed_id) REFERENCES bed_unit (id)
  ) ENGINE=InnoDB`,
];

/** Changes of beds that two people make after a look at what they would do. */
export class PlannedBedChanges1763845800000 implements MigrationInterface {
  readonly name = 'PlannedBedChanges1763845800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
