import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // Who saw whom. Apart from audit, whose latest row tells open pages that something changed: a page that wrote
  // there by being read would ask every other to read again. The first reading of a day is kept, for each member,
  // subject and door; `read_on` is the day in Scotland.
  `CREATE TABLE IF NOT EXISTS person_access (
    subject_kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id ${id} NOT NULL,
    read_on DATE NOT NULL,
    member_id ${id} NOT NULL,
    door VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    member_role VARCHAR(40) NOT NULL,
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, read_on, member_id, door),
    KEY person_access_by_day (read_on, member_id)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS person_access_is_never_changed',
  `CREATE TRIGGER person_access_is_never_changed BEFORE UPDATE ON person_access
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of person_access are never changed'`,
  'DROP TRIGGER IF EXISTS person_access_is_never_deleted',
  `CREATE TRIGGER person_access_is_never_deleted BEFORE DELETE ON person_access
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of person_access are never deleted'`,
];

const columns = [
  // Why a message was set aside unhandled; its done_at then says when. Null for all others.
  { table: 'outbox', name: 'refusal', is: 'VARCHAR(40) NULL' },
  // So that the address of somebody long gone can be found and forgotten.
  {
    table: 'sign_in_address',
    name: 'last_tried_at',
    is: 'DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)',
  },
] as const;

/** What is looked up by age, so that forgetting never reads a whole table; and messages set aside. */
const indexes = [
  { table: 'outbox', name: 'outbox_refused', on: '(refusal, topic)' },
  { table: 'session', name: 'session_by_age', on: '(last_seen_at)' },
  { table: 'sign_in_attempt', name: 'sign_in_attempt_by_age', on: '(at)' },
  { table: 'sign_in_address', name: 'sign_in_address_by_age', on: '(last_tried_at)' },
  { table: 'worker_heartbeat', name: 'worker_heartbeat_by_age', on: '(at)' },
  { table: 'match_run', name: 'match_run_by_age', on: '(started_at)' },
] as const;

/** Access to people's data is recorded; messages can be set aside; what is over can be found by its age. */
export class AccessAndKeeping1763807400000 implements MigrationInterface {
  readonly name = 'AccessAndKeeping1763807400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const { table, name, is } of columns) {
      if (await hasColumn(runner, table, name)) continue;
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${name} ${is}`);
    }
    for (const { table, name, on } of indexes) {
      if (await hasIndex(runner, table, name)) continue;
      await runner.query(`CREATE INDEX ${name} ON ${table} ${on}`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
