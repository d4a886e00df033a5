import type { MigrationInterface, QueryRunner } from 'typeorm';

const word = 'CHARACTER SET ascii COLLATE ascii_bin';
const id = `VARCHAR(36) ${word}`;

const tables = [
  // What all scenarios of a day are compared with: taken once a day, by whoever asks first, and never changed.
  `CREATE TABLE IF NOT EXISTS forecast_basis (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    taken_on DATE NOT NULL,
    taken_at DATETIME(6) NOT NULL,
    level INT UNSIGNED NULL,
    world LONGTEXT NOT NULL,
    basis LONGTEXT NOT NULL,
    projects LONGTEXT NOT NULL,
    UNIQUE KEY forecast_basis_of_day (taken_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS forecast_scenario (
    id ${id} NOT NULL PRIMARY KEY,
    owner_id ${id} NOT NULL,
    name VARCHAR(200) NOT NULL,
    is_shared BOOLEAN NOT NULL,
    changes LONGTEXT NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY scenario_name (owner_id, name),
    CONSTRAINT scenario_of_member FOREIGN KEY (owner_id) REFERENCES member (id)
  ) ENGINE=InnoDB`,
  // The same inputs give the same answer: one that is asked for, under way or done stands for every other.
  `CREATE TABLE IF NOT EXISTS scenario_run (
    id ${id} NOT NULL PRIMARY KEY,
    scenario_id ${id} NOT NULL,
    scenario_version INT UNSIGNED NOT NULL,
    basis_id BIGINT UNSIGNED NOT NULL,
    changes LONGTEXT NOT NULL,
    seed INT UNSIGNED NOT NULL,
    replications INT UNSIGNED NOT NULL,
    kernel_version INT UNSIGNED NOT NULL,
    state VARCHAR(20) ${word} NOT NULL,
    progress TINYINT UNSIGNED NOT NULL DEFAULT 0,
    asked_by ${id} NOT NULL,
    asked_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    fault VARCHAR(500) NULL,
    result LONGTEXT NULL,
    of_runs LONGTEXT NULL,
    stands BOOLEAN AS (IF(state IN ('queued', 'running', 'done'), TRUE, NULL)) STORED,
    UNIQUE KEY scenario_run_stands (scenario_id, scenario_version, basis_id, kernel_version, stands),
    CONSTRAINT scenario_run_of_scenario FOREIGN KEY (scenario_id) REFERENCES forecast_scenario (id),
    CONSTRAINT scenario_run_on_basis FOREIGN KEY (basis_id) REFERENCES forecast_basis (id),
    CONSTRAINT scenario_run_state CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
    CONSTRAINT scenario_run_progress CHECK (progress <= 100),
    CONSTRAINT scenario_run_is_whole CHECK ((state = 'done') = (result IS NOT NULL) AND (result IS NULL) = (of_runs IS NULL)),
    CONSTRAINT scenario_run_ends CHECK ((state IN ('done', 'cancelled', 'failed')) = (ended_at IS NOT NULL))
  ) ENGINE=InnoDB`,
];

/** Scenarios that are kept, and what they were worked out to do. Run again it changes nothing. */
export class Scenarios1763844960000 implements MigrationInterface {
  readonly name = 'Scenarios1763844960000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
