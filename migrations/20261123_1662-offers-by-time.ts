import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** The offers of a quarter are counted beside those that were not what was suggested. Run again it changes nothing. */
export class OffersByTime1763844120000 implements MigrationInterface {
  readonly name = 'OffersByTime1763844120000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasIndex(runner, 'offer', 'offer_by_time'))) {
      await runner.query('CREATE INDEX offer_by_time ON offer (made_at, partnership_id)');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
