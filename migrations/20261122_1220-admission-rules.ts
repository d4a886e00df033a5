import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const word = 'CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // One row for each version of a rule, in force on the days of [valid_from, valid_to). A rule that is replaced goes on
  // under its id with the next version. Without recorded_by it was loaded with the reference data.
  `CREATE TABLE IF NOT EXISTS admission_rule (
    rule_id ${id} NOT NULL,
    version INT UNSIGNED NOT NULL,
    project_id ${id} NOT NULL,
    attribute VARCHAR(40) ${word} NOT NULL,
    operator VARCHAR(12) ${word} NOT NULL,
    compared_with JSON NOT NULL,
    unit VARCHAR(12) ${word} NULL,
    stage ENUM('assessment', 'admission', 'stay') NOT NULL,
    effect ENUM('exclude', 'case_by_case', 'require_action') NOT NULL,
    action VARCHAR(500) NULL,
    source VARCHAR(500) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    recorded_by ${id} NULL,
    confirmed_by ${id} NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (rule_id, version),
    KEY admission_rule_of_project (project_id, valid_to),
    KEY admission_rule_by_end (valid_to),
    CONSTRAINT admission_rule_half_open CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CONSTRAINT admission_rule_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
  // A change that a manager has asked for. One that excludes more people waits for somebody else of the provider: the
  // check holds that whatever a program does. One change at a time waits for each rule. base_version is 0 for a new rule.
  `CREATE TABLE IF NOT EXISTS admission_rule_change (
    id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    kind ENUM('add', 'replace', 'end') NOT NULL,
    rule_id ${id} NOT NULL,
    base_version INT UNSIGNED NOT NULL,
    content JSON NULL,
    starts_on DATE NOT NULL,
    reason VARCHAR(500) NOT NULL,
    excludes_more BOOLEAN NOT NULL,
    preview JSON NOT NULL,
    state ENUM('waiting', 'applied', 'withdrawn') NOT NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    decided_by ${id} NULL,
    decided_at DATETIME(6) NULL,
    waiting_rule_id ${id} AS (IF(state = 'waiting', rule_id, NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY admission_rule_change_waits_once (waiting_rule_id),
    KEY admission_rule_change_of_project (project_id, state, proposed_at),
    CONSTRAINT admission_rule_change_four_eyes
      CHECK (state <> 'applied' OR excludes_more = 0 OR decided_by <> proposed_by),
    CONSTRAINT admission_rule_change_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
];

/** Who may come to a project, as rules with their days and authors, and the changes that wait for a second manager. */
export class AdmissionRules1763814000000 implements MigrationInterface {
  readonly name = 'AdmissionRules1763814000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
