import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** What a partnership is asked to take over is found by an index, as its requests and proposals are. */
export class TakeoversThatWait1763836200000 implements MigrationInterface {
  readonly name = 'TakeoversThatWait1763836200000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasIndex(runner, 'funding_takeover', 'funding_takeover_waiting')) return;
    await runner.query(
      'ALTER TABLE funding_takeover ADD KEY funding_takeover_waiting (partnership_id, answer, id)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
