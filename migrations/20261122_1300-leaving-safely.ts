import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const code = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // What was done for somebody who leaves, as it was recorded. A record is put right by a later one that names it, and
  // only once, so that of two corrections at the same moment one is told of the other. What nothing corrects is what holds.
  // Everything but a contact is answered once: is_only is null for contacts and for corrections.
  `CREATE TABLE IF NOT EXISTS safety_record (
    id ${id} NOT NULL PRIMARY KEY,
    placement_id ${id} NOT NULL,
    subject ${code} NOT NULL,
    weeks SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    outcome ${code} NOT NULL,
    happened_on DATE NOT NULL,
    kits TINYINT UNSIGNED NULL,
    is_trained BOOLEAN NULL,
    instrument VARCHAR(80) NULL,
    instrument_version VARCHAR(40) NULL,
    score DECIMAL(8, 2) NULL,
    satisfaction TINYINT UNSIGNED NULL,
    note VARCHAR(500) NULL,
    corrects_id ${id} NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    is_only BOOLEAN AS (IF(corrects_id IS NULL AND subject <> 'contact', TRUE, NULL)) STORED,
    UNIQUE KEY safety_record_answered_once (placement_id, subject, weeks, is_only),
    UNIQUE KEY safety_record_corrected_once (corrects_id),
    KEY safety_record_by_subject (subject, weeks, happened_on),
    CONSTRAINT safety_record_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id),
    CONSTRAINT safety_record_satisfaction CHECK (satisfaction <= 10)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS safety_record_is_never_changed',
  `CREATE TRIGGER safety_record_is_never_changed BEFORE UPDATE ON safety_record
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of safety_record are never changed'`,
  'DROP TRIGGER IF EXISTS safety_record_is_never_deleted',
  `CREATE TRIGGER safety_record_is_never_deleted BEFORE DELETE ON safety_record
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of safety_record are never deleted'`,
];

/** Who left whom since a day is asked on every first page. */
const indexes = [
  { name: 'placement_left_by_partnership', on: '(partnership_id, state, ended_on)' },
  { name: 'placement_left_by_provider', on: '(provider_id, state, ended_on)' },
] as const;

/** What leaving safely rests on: records of what was done, by whom and when. */
export class LeavingSafely1763816400000 implements MigrationInterface {
  readonly name = 'LeavingSafely1763816400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const { name, on } of indexes) {
      if (await hasIndex(runner, 'placement', name)) continue;
      await runner.query(`ALTER TABLE placement ADD KEY ${name} ${on}, ALGORITHM=INPLACE`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
