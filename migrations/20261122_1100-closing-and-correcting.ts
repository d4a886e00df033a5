import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const columns: readonly (readonly [table: string, column: string, definition: string])[] = [
  // Once somebody is recorded as died, nothing more is asked for them.
  ['client', 'death_recorded_at', 'DATETIME(6) NULL'],
  // An assessment that a relapse has overtaken stays on record and no longer counts.
  ['assessment', 'lapsed_at', 'DATETIME(6) NULL'],
  // Why a funder said no; a yes has neither.
  ['funding_decision', 'decline_reason', 'VARCHAR(60) NULL'],
  ['funding_decision', 'decline_note', 'VARCHAR(500) NULL'],
];

/** What closing and correcting a referral, saying no with a reason, and looking again at a project rest on. */
export class ClosingAndCorrecting1763809200000 implements MigrationInterface {
  readonly name = 'ClosingAndCorrecting1763809200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, definition] of columns) {
      if (await hasColumn(runner, table, column)) continue;
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}, ALGORITHM=INSTANT`);
    }
    // Who is still in a bed is asked at every arrival.
    if (!(await hasIndex(runner, 'placement', 'placement_by_bed'))) {
      await runner.query('ALTER TABLE placement ADD KEY placement_by_bed (bed_id, state), ALGORITHM=INPLACE');
    }
    // One row for each offer whose refusal no longer closes its place to the person. An offer declined after it
    // has no row, and closes the place again.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS place_allowed_again (
         offer_id ${id} NOT NULL PRIMARY KEY,
         referral_id ${id} NOT NULL,
         project_id ${id} NOT NULL,
         reason VARCHAR(500) NOT NULL,
         allowed_by ${id} NOT NULL,
         allowed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
         KEY place_allowed_again_by_referral (referral_id, project_id),
         CONSTRAINT place_allowed_again_of_offer FOREIGN KEY (offer_id) REFERENCES offer (id)
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
