import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // A record of a stay that was made by mistake, what it said, and what is to be put right. What was proposed stays as it
  // was; it is answered once. A confirmed one is also a row of stay_change, under the same id.
  `CREATE TABLE IF NOT EXISTS stay_repair (
    id ${id} NOT NULL PRIMARY KEY,
    placement_id ${id} NOT NULL,
    placement_version INT UNSIGNED NOT NULL,
    kind ENUM('arrival_undone','arrival_day','leaving_undone') NOT NULL,
    day_on DATE NULL,
    admitted_on_before DATE NULL,
    ended_on_before DATE NULL,
    end_kind_before VARCHAR(20) NULL,
    end_reason_before VARCHAR(60) NULL,
    reason VARCHAR(500) NOT NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL,
    answer ENUM('confirmed','returned') NULL,
    answered_by ${id} NULL,
    answered_at DATETIME(6) NULL,
    answer_note VARCHAR(500) NULL,
    version INT UNSIGNED NOT NULL,
    open_placement_id ${id} AS (IF(answer IS NULL, placement_id, NULL)) STORED,
    UNIQUE KEY stay_repair_one_open (open_placement_id),
    KEY stay_repair_by_placement (placement_id, id),
    KEY stay_repair_waiting (answer, id),
    CONSTRAINT stay_repair_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id),
    CONSTRAINT stay_repair_two_people CHECK (answer <> 'confirmed' OR answered_by <> proposed_by)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS stay_repair_facts_are_kept',
  `CREATE TRIGGER stay_repair_facts_are_kept BEFORE UPDATE ON stay_repair FOR EACH ROW
     IF NOT (OLD.answer IS NULL AND OLD.placement_id <=> NEW.placement_id
       AND OLD.placement_version <=> NEW.placement_version AND OLD.kind <=> NEW.kind AND OLD.day_on <=> NEW.day_on
       AND OLD.admitted_on_before <=> NEW.admitted_on_before AND OLD.ended_on_before <=> NEW.ended_on_before
       AND OLD.end_kind_before <=> NEW.end_kind_before AND OLD.end_reason_before <=> NEW.end_reason_before
       AND OLD.reason <=> NEW.reason AND OLD.proposed_by <=> NEW.proposed_by AND OLD.proposed_at <=> NEW.proposed_at)
     THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a proposed repair is never changed, and answered once'; END IF`,
  'DROP TRIGGER IF EXISTS stay_repair_is_never_deleted',
  `CREATE TRIGGER stay_repair_is_never_deleted BEFORE DELETE ON stay_repair
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of stay_repair are never deleted'`,
];

/** Arrivals and leavings recorded by mistake are put right by two people, and what was recorded stays to be read. */
export class Repairs1763824320000 implements MigrationInterface {
  readonly name = 'Repairs1763824320000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
