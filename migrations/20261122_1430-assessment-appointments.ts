import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const kind = "ENUM('partnership','medical')";

// What was arranged, as often as it was; the latest row of a kind counts, until a result of that kind is recorded after it.
const appointments = `CREATE TABLE IF NOT EXISTS assessment_appointment (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    kind ${kind} NOT NULL,
    step ENUM('booked','moved','not_attended','called_off') NOT NULL,
    appointed_on DATE NOT NULL,
    held_with VARCHAR(200) NOT NULL,
    note VARCHAR(200) NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY assessment_appointment_latest (referral_id, kind, recorded_at, id)
  ) ENGINE=InnoDB`;

const refuses = (event: 'UPDATE' | 'DELETE'): readonly string[] => {
  const name = `assessment_appointment_is_never_${event === 'UPDATE' ? 'changed' : 'deleted'}`;
  return [
    `DROP TRIGGER IF EXISTS ${name}`,
    `CREATE TRIGGER ${name} BEFORE ${event} ON assessment_appointment FOR EACH ROW
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was arranged is added to and never rewritten'`,
  ];
};

/** Assessments are of a kind, those recorded before the partnership's; and are booked, moved, missed or called off. */
export class AssessmentAppointments1763821800000 implements MigrationInterface {
  readonly name = 'AssessmentAppointments1763821800000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'assessment', 'kind'))) {
      await runner.query(
        `ALTER TABLE assessment ADD COLUMN kind ${kind} NOT NULL DEFAULT 'partnership', ALGORITHM=INSTANT`,
      );
    }
    await runner.query(appointments);
    for (const statement of [...refuses('UPDATE'), ...refuses('DELETE')]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
