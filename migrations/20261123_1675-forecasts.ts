import type { MigrationInterface, QueryRunner } from 'typeorm';

const word = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

// What was worked out, with everything it was worked out from: never changed, only followed by another.
const table = `CREATE TABLE IF NOT EXISTS forecast_run (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    measure_id ${word} NOT NULL,
    financial_year SMALLINT UNSIGNED NOT NULL,
    worked_out_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    counted_so_far INT UNSIGNED NOT NULL,
    level INT UNSIGNED NOT NULL,
    seed INT UNSIGNED NOT NULL,
    replications INT UNSIGNED NOT NULL,
    world MEDIUMTEXT NOT NULL,
    basis MEDIUMTEXT NOT NULL,
    result MEDIUMTEXT NOT NULL,
    KEY forecast_run_latest (measure_id, financial_year, id)
  ) ENGINE=InnoDB`;

/** Forecasts that were worked out. Run again it changes nothing. */
export class Forecasts1763844900000 implements MigrationInterface {
  readonly name = 'Forecasts1763844900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
