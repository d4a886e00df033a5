import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/** How many a plan places of each urgency, and at most could. Null for plans made before. Run again it changes nothing. */
export class LaterWeeksByBand1763846100000 implements MigrationInterface {
  readonly name = 'LaterWeeksByBand1763846100000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'later_plan', 'by_band'))) {
      await runner.query('ALTER TABLE later_plan ADD COLUMN by_band JSON NULL');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
