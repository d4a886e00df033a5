import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/** What whoever declined an offer wrote beside the reason, such as what must be known first. Null for all there are. */
export class WordsOfADeclinedOffer1763835900000 implements MigrationInterface {
  readonly name = 'WordsOfADeclinedOffer1763835900000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'offer', 'refusal_note')) return;
    await runner.query('ALTER TABLE offer ADD COLUMN refusal_note VARCHAR(500) NULL');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
