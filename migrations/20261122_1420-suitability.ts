import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const word = 'CHARACTER SET ascii COLLATE ascii_bin';

const tables = [
  // answered_at and version alone move, so that one question waits at a time for a referral and a project.
  `CREATE TABLE IF NOT EXISTS suitability_request (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    provider_id ${id} NOT NULL,
    note VARCHAR(500) NULL,
    asked_on DATE NOT NULL,
    asked_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    answered_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL,
    open_pair VARCHAR(73) ${word} AS (IF(answered_at IS NULL, CONCAT(referral_id, '/', project_id), NULL)) STORED,
    UNIQUE KEY suitability_request_one_open (open_pair),
    KEY suitability_request_of_provider (provider_id, answered_at, id),
    KEY suitability_request_of_partnership (partnership_id, answered_at, id),
    KEY suitability_request_by_referral (referral_id, id)
  ) ENGINE=InnoDB`,
  // decided_on_facts is what was known of the person when a yes or a no was said.
  `CREATE TABLE IF NOT EXISTS suitability_step (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    suitability_request_id ${id} NOT NULL,
    kind ENUM('more_information', 'information_given', 'suitable', 'not_suitable', 'withdrawn') NOT NULL,
    reason VARCHAR(40) ${word} NULL,
    rule_id ${id} NULL,
    rule_version INT UNSIGNED NULL,
    needed_from VARCHAR(40) ${word} NULL,
    note VARCHAR(500) NULL,
    decided_on_facts TEXT NULL,
    recorded_on DATE NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY suitability_step_latest (suitability_request_id, id),
    CONSTRAINT suitability_step_cites_a_version CHECK ((rule_id IS NULL) = (rule_version IS NULL))
  ) ENGINE=InnoDB`,
];

// The rule of the project that a declined offer cites.
const columns: readonly (readonly [column: string, definition: string])[] = [
  ['refusal_rule_id', `${id} NULL`],
  ['refusal_rule_version', 'INT UNSIGNED NULL'],
];

const refuses = (name: string, event: string, condition: string, text: string): readonly string[] => [
  `DROP TRIGGER IF EXISTS ${name}`,
  `CREATE TRIGGER ${name} BEFORE ${event} FOR EACH ROW
     IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'; END IF`,
];

const triggers = [
  ...refuses(
    'suitability_step_is_never_changed',
    'UPDATE ON suitability_step',
    'TRUE',
    'what was said of a person is never changed',
  ),
  ...refuses(
    'suitability_step_is_never_deleted',
    'DELETE ON suitability_step',
    'TRUE',
    'what was said of a person is never deleted',
  ),
  ...refuses(
    'suitability_request_facts_are_kept',
    'UPDATE ON suitability_request',
    `NOT (OLD.referral_id <=> NEW.referral_id AND OLD.project_id <=> NEW.project_id AND OLD.note <=> NEW.note
       AND OLD.asked_on <=> NEW.asked_on AND OLD.asked_by <=> NEW.asked_by
       AND (OLD.answered_at IS NULL OR OLD.answered_at <=> NEW.answered_at))`,
    'what was asked of a project is never changed',
  ),
];

/** Whether a project would take a person: asked, what else must be known, yes or no, each kept as it was said. */
export class Suitability1763821200000 implements MigrationInterface {
  readonly name = 'Suitability1763821200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    for (const [column, definition] of columns) {
      if (await hasColumn(runner, 'offer', column)) continue;
      await runner.query(`ALTER TABLE offer ADD COLUMN ${column} ${definition}, ALGORITHM=INSTANT`);
    }
    for (const statement of triggers) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
