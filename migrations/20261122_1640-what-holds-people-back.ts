import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * What each barrier came to when it was taken away, by run and partnership. Kept when the run itself is forgotten: counts,
 * and nobody in them.
 */
export class WhatHoldsPeopleBack1763842800000 implements MigrationInterface {
  readonly name = 'WhatHoldsPeopleBack1763842800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS barrier_study (
      run_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      day_on DATE NOT NULL,
      policy_version VARCHAR(40) NOT NULL,
      counted_at DATETIME(6) NOT NULL,
      UNIQUE KEY barrier_study_by_day (day_on)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE IF NOT EXISTS barrier_list (
      run_id BIGINT UNSIGNED NOT NULL,
      partnership_id ${id} NOT NULL,
      waiting INT UNSIGNED NOT NULL,
      placed INT UNSIGNED NOT NULL,
      PRIMARY KEY (run_id, partnership_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE IF NOT EXISTS barrier_count (
      run_id BIGINT UNSIGNED NOT NULL,
      barrier VARCHAR(40) NOT NULL,
      partnership_id ${id} NOT NULL,
      gain INT UNSIGNED NOT NULL,
      lose INT UNSIGNED NOT NULL,
      PRIMARY KEY (run_id, barrier, partnership_id)
    ) ENGINE=InnoDB`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
