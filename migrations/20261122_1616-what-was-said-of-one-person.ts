import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** What runs said of one person is read over many runs: by the person, the newest first. Run again it changes nothing. */
export class WhatWasSaidOfOnePerson1763841360000 implements MigrationInterface {
  readonly name = 'WhatWasSaidOfOnePerson1763841360000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasIndex(runner, 'suggestion', 'suggestion_by_referral'))) {
      await runner.query('CREATE INDEX suggestion_by_referral ON suggestion (referral_id, run_id)');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
