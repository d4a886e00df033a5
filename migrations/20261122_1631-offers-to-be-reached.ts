import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** A partnership’s offers that wait are read whenever somebody looks at their day. Run again it changes nothing. */
export class OffersToBeReached1763842260000 implements MigrationInterface {
  readonly name = 'OffersToBeReached1763842260000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasIndex(runner, 'offer', 'offer_waiting_by_partnership'))) {
      await runner.query(
        'CREATE INDEX offer_waiting_by_partnership ON offer (partnership_id, state, remind_at)',
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
