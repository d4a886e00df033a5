import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/**
 * A suggestion that somebody acted on is kept when the rest of its run is forgotten; such a run is told as thinned. Run again it
 * changes nothing.
 */
export class WhatOffersRestedOn1763841420000 implements MigrationInterface {
  readonly name = 'WhatOffersRestedOn1763841420000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'suggestion', 'led_to_offer'))) {
      await runner.query('ALTER TABLE suggestion ADD COLUMN led_to_offer BOOLEAN NOT NULL DEFAULT FALSE');
    }
    if (!(await hasColumn(runner, 'match_run', 'is_thinned'))) {
      await runner.query('ALTER TABLE match_run ADD COLUMN is_thinned BOOLEAN NOT NULL DEFAULT FALSE');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
