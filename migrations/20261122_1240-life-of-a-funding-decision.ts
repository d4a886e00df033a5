import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const route = "ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund')";

const tables = [
  // What was asked for stays as it was; answered_at and version alone move, so that one request waits at a time.
  `CREATE TABLE IF NOT EXISTS funding_request (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    route ${route} NOT NULL,
    weeks SMALLINT UNSIGNED NOT NULL,
    weekly_rate_pence INT UNSIGNED NOT NULL,
    reason VARCHAR(500) NOT NULL,
    requested_on DATE NOT NULL,
    requested_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    answered_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL,
    open_referral_id ${id} AS (IF(answered_at IS NULL, referral_id, NULL)) STORED,
    UNIQUE KEY funding_request_one_open (open_referral_id),
    KEY funding_request_waiting (partnership_id, answered_at, id),
    KEY funding_request_by_referral (referral_id, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS funding_request_step (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    funding_request_id ${id} NOT NULL,
    kind ENUM('listed','deferred','withdrawn','decided') NOT NULL,
    panel_on DATE NULL,
    reason VARCHAR(60) NULL,
    note VARCHAR(500) NULL,
    funding_decision_id ${id} NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY funding_request_step_latest (funding_request_id, id)
  ) ENGINE=InnoDB`,
];

const columns: readonly (readonly [column: string, definition: string])[] = [
  ['revoked_at', 'DATETIME(6) NULL'],
  ['revoked_by', `${id} NULL`],
  ['revoke_reason', 'VARCHAR(60) NULL'],
  ['revoke_note', 'VARCHAR(500) NULL'],
];

const refuses = (name: string, event: string, condition: string, text: string): readonly string[] => [
  `DROP TRIGGER IF EXISTS ${name}`,
  `CREATE TRIGGER ${name} BEFORE ${event} FOR EACH ROW
     IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'; END IF`,
];

const triggers = [
  ...refuses(
    'funding_request_step_is_never_changed',
    'UPDATE ON funding_request_step',
    'TRUE',
    'steps of a funding request are never changed',
  ),
  ...refuses(
    'funding_request_step_is_never_deleted',
    'DELETE ON funding_request_step',
    'TRUE',
    'steps of a funding request are never deleted',
  ),
  ...refuses(
    'funding_request_facts_are_kept',
    'UPDATE ON funding_request',
    `NOT (OLD.weeks <=> NEW.weeks AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence AND OLD.route <=> NEW.route
       AND OLD.reason <=> NEW.reason AND OLD.requested_on <=> NEW.requested_on AND OLD.referral_id <=> NEW.referral_id
       AND (OLD.answered_at IS NULL OR OLD.answered_at <=> NEW.answered_at))`,
    'what was asked for is never changed',
  ),
  ...refuses(
    'funding_decision_facts_are_kept',
    'UPDATE ON funding_decision',
    `NOT (OLD.referral_id <=> NEW.referral_id AND OLD.route <=> NEW.route AND OLD.decision <=> NEW.decision
       AND OLD.decided_on <=> NEW.decided_on AND OLD.weeks <=> NEW.weeks AND OLD.expires_on <=> NEW.expires_on
       AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence
       AND (OLD.revoked_at IS NULL OR OLD.revoked_at <=> NEW.revoked_at))`,
    'a funding decision is never changed',
  ),
];

/** Money is asked for, listed for a panel, put off, decided; and a yes can be taken back. Facts, each kept as it was. */
export class LifeOfAFundingDecision1763815200000 implements MigrationInterface {
  readonly name = 'LifeOfAFundingDecision1763815200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    for (const [column, definition] of columns) {
      if (await hasColumn(runner, 'funding_decision', column)) continue;
      await runner.query(
        `ALTER TABLE funding_decision ADD COLUMN ${column} ${definition}, ALGORITHM=INSTANT`,
      );
    }
    for (const statement of triggers) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
