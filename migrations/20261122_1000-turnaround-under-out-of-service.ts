import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** A night out of service remembers whose turnaround lies under it, to give it back when the bed is in service again. */
export class TurnaroundUnderOutOfService1763804000000 implements MigrationInterface {
  readonly name = 'TurnaroundUnderOutOfService1763804000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'bed_night', 'turnaround_of'))) {
      await runner.query(`ALTER TABLE bed_night ADD COLUMN turnaround_of ${id} NULL, ALGORITHM=INSTANT`);
    }
    if (!(await hasIndex(runner, 'bed_night', 'bed_night_turnaround_of'))) {
      await runner.query(
        'ALTER TABLE bed_night ADD KEY bed_night_turnaround_of (turnaround_of), ALGORITHM=INPLACE',
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
