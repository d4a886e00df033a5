import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // One row for every change of state. `version` is the version the subject moved to: the unique key
  // makes two records of one step, or a step without its own number, impossible.
  `CREATE TABLE IF NOT EXISTS audit (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    actor_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_role VARCHAR(40) NOT NULL,
    on_behalf_of VARCHAR(80) NULL,
    action VARCHAR(80) NOT NULL,
    subject_kind VARCHAR(40) NOT NULL,
    subject_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version INT UNSIGNED NULL,
    before_json JSON NULL,
    after_json JSON NULL,
    reason VARCHAR(1000) NULL,
    request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY audit_one_row_per_version (subject_kind, subject_id, version),
    KEY audit_by_request (request_id)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS audit_is_never_changed',
  `CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit rows are never changed'`,
  'DROP TRIGGER IF EXISTS audit_is_never_deleted',
  `CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit rows are never deleted'`,

  // One row for every event and consumer, written with the change itself. `done_at` is the inbox:
  // the consumer's own transaction sets it, once. `wanted_at` is when it was first to be done; `due_at` moves on
  // each time it is handed out.
  `CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    topic VARCHAR(80) NOT NULL,
    version SMALLINT UNSIGNED NOT NULL,
    consumer VARCHAR(80) NOT NULL,
    payload JSON NOT NULL,
    occurred_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    due_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    wanted_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    attempts INT UNSIGNED NOT NULL DEFAULT 0,
    last_fault VARCHAR(500) NULL,
    done_at DATETIME(6) NULL,
    KEY outbox_due (done_at, due_at, id),
    KEY outbox_waiting (consumer, done_at, id)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS lease (
    name VARCHAR(60) NOT NULL PRIMARY KEY,
    holder VARCHAR(80) NOT NULL,
    held_until DATETIME(6) NOT NULL
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS worker_heartbeat (
    worker VARCHAR(80) NOT NULL PRIMARY KEY,
    at DATETIME(6) NOT NULL
  ) ENGINE=InnoDB`,

  // Kept 90 days: a retry of a referral can be slow to come.
  `CREATE TABLE IF NOT EXISTS idempotency (
    actor_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome JSON NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (actor_id, idempotency_key),
    KEY idempotency_by_age (recorded_at)
  ) ENGINE=InnoDB`,

  // How far the demonstration's clock is ahead, and how far its caseload has lived. Empty in production.
  `CREATE TABLE IF NOT EXISTS demonstration (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
  ) ENGINE=InnoDB`,
];

/** Audit, outbox, leases, heartbeats, idempotency. */
export class Platform1763800000000 implements MigrationInterface {
  readonly name = 'Platform1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
