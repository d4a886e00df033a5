import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

/** A detox booking that a relapse has overtaken stays on record and no longer counts. */
export class DetoxLapsed1763810700000 implements MigrationInterface {
  readonly name = 'DetoxLapsed1763810700000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'detox_booking', 'lapsed_at')) return;
    await runner.query('ALTER TABLE detox_booking ADD COLUMN lapsed_at DATETIME(6) NULL, ALGORITHM=INSTANT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
