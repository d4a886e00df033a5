import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/**
 * Of a stay that was left after its planned day: up to which day its nights are in the ledger, and the bed was made ready
 * after. Null for every other stay, so for all there are.
 */
export class LeftAfterThePlannedDay1763833200000 implements MigrationInterface {
  readonly name = 'LeftAfterThePlannedDay1763833200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['nights_to_on', 'ready_to_on']) {
      if (await hasColumn(runner, 'placement', column)) continue;
      await runner.query(`ALTER TABLE placement ADD COLUMN ${column} DATE NULL`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
