import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

/** Additions to a table, each once however often this is run. */
const columns: readonly (readonly [name: string, type: string])[] = [
  // The civil day in Scotland that the run was worked out for; NULL for runs before this was kept.
  ['day_on', 'DATE NULL'],
  // SHA-256 of everything the run was worked out from: the same again can only say the same.
  ['inputs_digest', 'CHAR(64) NULL'],
  // 1 proven, 0 refuted, NULL where nothing was proven.
  ['is_proven', 'TINYINT UNSIGNED NULL'],
  // How often it was looked since and nothing had changed, when last, and why then.
  ['looks', 'INT UNSIGNED NOT NULL DEFAULT 0'],
  ['looked_at', 'DATETIME(6) NULL'],
  ['looked_cause', 'VARCHAR(80) NULL'],
];

/** What each run saw, whether a later look found the same, the nightly comparison, and the switch. Run again it changes nothing. */
export class WhatARunSaw1763841300000 implements MigrationInterface {
  readonly name = 'WhatARunSaw1763841300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of columns) {
      if (!(await hasColumn(runner, 'match_run', name))) {
        await runner.query(`ALTER TABLE match_run ADD COLUMN ${name} ${type}`);
      }
    }
    // One row for each rebuild that could be compared with what stood.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS match_comparison (
         id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
         compared_at DATETIME(6) NOT NULL,
         stood_run_id BIGINT UNSIGNED NOT NULL,
         people INT UNSIGNED NOT NULL,
         differences INT UNSIGNED NOT NULL,
         referral_ids JSON NOT NULL,
         KEY match_comparison_by_time (compared_at)
       ) ENGINE=InnoDB`,
    );
    // The newest row says whether the matcher is on; none says that it is. The key decides between two at once.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS matcher_switch (
         version INT UNSIGNED NOT NULL PRIMARY KEY,
         is_on TINYINT UNSIGNED NOT NULL,
         reason VARCHAR(500) NOT NULL,
         switched_by VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
         switched_at DATETIME(6) NOT NULL
       ) ENGINE=InnoDB`,
    );
    // One row a pool, told by the run under way beside its own transaction.
    await runner.query(
      `CREATE TABLE IF NOT EXISTS match_progress (
         pool VARCHAR(20) NOT NULL PRIMARY KEY,
         stage VARCHAR(20) NOT NULL,
         cause VARCHAR(80) NOT NULL,
         people INT UNSIGNED NOT NULL,
         places INT UNSIGNED NOT NULL,
         began_at DATETIME(6) NOT NULL,
         told_at DATETIME(6) NOT NULL
       ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
