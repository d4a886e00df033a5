import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/**
 * What a run of the matcher says of itself: whether its result is proven, and what of its input could not be used. Runs of
 * before say nothing. Run again it changes nothing.
 */
export class ARunReports1763841000000 implements MigrationInterface {
  readonly name = 'ARunReports1763841000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'match_run', 'report')) return;
    await runner.query('ALTER TABLE match_run ADD COLUMN report JSON NULL');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
