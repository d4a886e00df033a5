import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Nobody is recorded as living in a bed that somebody else is recorded in; and the places of a referral are found. */
export class OneResidentABed1763811000000 implements MigrationInterface {
  readonly name = 'OneResidentABed1763811000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'placement', 'resident_bed_id'))) {
      await runner.query(
        `ALTER TABLE placement ADD COLUMN resident_bed_id ${id} AS (IF(state = 'admitted', bed_id, NULL)) VIRTUAL`,
      );
    }
    if (!(await hasIndex(runner, 'placement', 'placement_one_resident_a_bed'))) {
      await runner.query(
        'ALTER TABLE placement ADD UNIQUE KEY placement_one_resident_a_bed (resident_bed_id), ALGORITHM=INPLACE',
      );
    }
    if (!(await hasIndex(runner, 'placement', 'placement_by_referral'))) {
      await runner.query(
        'ALTER TABLE placement ADD KEY placement_by_referral (referral_id, state), ALGORITHM=INPLACE',
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
