import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const datePrecision = "ENUM('day','month','quarter','year') NULL";
const mark = "ENUM('published','derived','unverified','recorded') NOT NULL";

const columns = [
  // Rows of the release before, which gives none, get one of their own.
  ['expansion_id', `${id} NULL`],
  ['is_of_the_programme', 'BOOLEAN NOT NULL DEFAULT TRUE'],
  ['beds_before_count', 'SMALLINT UNSIGNED NULL'],
  // Pence; the most is empty where a source says "over".
  ['funding_least_pence', 'BIGINT UNSIGNED NULL'],
  ['funding_most_pence', 'BIGINT UNSIGNED NULL'],
  // Money that several projects share is counted once.
  ['funding_shared_as', 'VARCHAR(80) NULL'],
  // The project of this service whose beds these are, once somebody has said so.
  ['project_id', `${id} NULL`],
  ['added_by', `${id} NULL`],
  ['version', 'INT UNSIGNED NOT NULL DEFAULT 1'],
] as const;

const indexes = [
  ['expansion_named_by', 'ADD UNIQUE KEY expansion_named_by (expansion_id)'],
  ['expansion_named_once', 'ADD UNIQUE KEY expansion_named_once (name)'],
  ['expansion_of_project', 'ADD UNIQUE KEY expansion_of_project (project_id)'],
] as const;

const tables = [
  // What was said of beds that had come so far by a day. Never changed: a wrong one is followed by another that says why.
  `CREATE TABLE IF NOT EXISTS expansion_beds_fact (
    id ${id} NOT NULL PRIMARY KEY,
    expansion_id ${id} NOT NULL,
    stage ENUM('planned','funded','built','open','staffed','in_use') NOT NULL,
    beds SMALLINT UNSIGNED NULL,
    dated_on DATE NULL,
    date_precision ${datePrecision},
    mark ${mark},
    source VARCHAR(500) NOT NULL,
    note VARCHAR(500) NULL,
    replaces_id ${id} NULL,
    reason VARCHAR(500) NULL,
    said_as ${hash} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NULL,
    UNIQUE KEY expansion_beds_said_once (expansion_id, said_as),
    UNIQUE KEY expansion_beds_replaced_once (replaces_id),
    CONSTRAINT expansion_beds_have_a_source CHECK (source <> ''),
    CONSTRAINT expansion_beds_dated_so_exactly CHECK ((dated_on IS NULL) = (date_precision IS NULL)),
    CONSTRAINT expansion_beds_replaced_for_a_reason CHECK ((replaces_id IS NULL) = (reason IS NULL)),
    CONSTRAINT expansion_beds_of_a_project FOREIGN KEY (expansion_id) REFERENCES expansion_project (expansion_id)
  ) ENGINE=InnoDB`,
  // What was said of a step of the work: when it is planned, or when it happened. A later plan stands beside the earlier.
  `CREATE TABLE IF NOT EXISTS expansion_milestone (
    id ${id} NOT NULL PRIMARY KEY,
    expansion_id ${id} NOT NULL,
    milestone ENUM('announced','funding_agreed','works_begin','works_end','registered','first_residents','opened','staffed') NOT NULL,
    is_plan BOOLEAN NOT NULL,
    dated_on DATE NOT NULL,
    date_precision ENUM('day','month','quarter','year') NOT NULL,
    said_on DATE NULL,
    mark ${mark},
    source VARCHAR(500) NOT NULL,
    note VARCHAR(500) NULL,
    said_as ${hash} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NULL,
    UNIQUE KEY expansion_milestone_said_once (expansion_id, said_as),
    CONSTRAINT expansion_milestone_has_a_source CHECK (source <> ''),
    CONSTRAINT expansion_milestone_of_a_project FOREIGN KEY (expansion_id) REFERENCES expansion_project (expansion_id)
  ) ENGINE=InnoDB`,
];

/** Beds that are to be added, by step and date, each with its source. Run again it changes nothing. */
export class Expansion1763844600000 implements MigrationInterface {
  readonly name = 'Expansion1763844600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, type] of columns) {
      if (!(await hasColumn(runner, 'expansion_project', column))) {
        await runner.query(`ALTER TABLE expansion_project ADD COLUMN ${column} ${type}`);
      }
    }
    await runner.query(
      `UPDATE expansion_project SET expansion_id = CONCAT('01930000-0002-7000-8000-', LPAD(id, 12, '0'))
        WHERE expansion_id IS NULL`,
    );
    for (const [name, change] of indexes) {
      if (!(await hasIndex(runner, 'expansion_project', name))) {
        await runner.query(`ALTER TABLE expansion_project ${change}`);
      }
    }
    // Projects that somebody adds are numbered beyond those of the published list, which may grow.
    await runner.query(
      'ALTER TABLE expansion_project MODIFY id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT = 1001',
    );
    for (const table of tables) await runner.query(table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
