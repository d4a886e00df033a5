import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/**
 * Somebody who was told apart from one person may be met by a third, under another name or day of birth: each telling is a row
 * of its own, and is found from either of the two. Run again it changes nothing.
 */
export class ToldApartFromEach1763839260000 implements MigrationInterface {
  readonly name = 'ToldApartFromEach1763839260000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasIndex(runner, 'referral_told_apart', 'referral_told_apart_by_other')) return;
    await runner.query(
      `ALTER TABLE referral_told_apart DROP PRIMARY KEY, ADD PRIMARY KEY (referral_id, other_referral_id),
         ADD KEY referral_told_apart_by_other (other_referral_id)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
