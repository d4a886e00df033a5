import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/**
 * Stays are kept for counting by their referral, in the transaction of every step of one: without the index each step read, and
 * locked, the stays of the whole country. Run again it changes nothing.
 */
export class CountedStaysByReferral1763846160000 implements MigrationInterface {
  readonly name = 'CountedStaysByReferral1763846160000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasIndex(runner, 'counted_stay', 'counted_stay_of_referral')) return;
    await runner.query(
      'ALTER TABLE counted_stay ADD KEY counted_stay_of_referral (referral_id, superseded_at)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
