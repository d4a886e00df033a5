import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const code = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // A free place at another provider, proposed for somebody who is here. It holds nothing: the answer takes everything at
  // once. What was proposed stays as it was; it is answered once.
  `CREATE TABLE IF NOT EXISTS provider_move (
    id ${id} NOT NULL PRIMARY KEY,
    placement_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    from_provider_id ${id} NOT NULL,
    provider_id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    bed_id ${id} NOT NULL,
    moves_on DATE NOT NULL,
    departs_on DATE NOT NULL,
    weekly_rate_pence BIGINT UNSIGNED NOT NULL,
    reason VARCHAR(500) NOT NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL,
    answer ENUM('accepted','declined','withdrawn') NULL,
    answered_by ${id} NULL,
    answered_at DATETIME(6) NULL,
    decline_reason ${code} NULL,
    answer_note VARCHAR(500) NULL,
    version INT UNSIGNED NOT NULL,
    open_placement_id ${id} AS (IF(answer IS NULL, placement_id, NULL)) STORED,
    UNIQUE KEY provider_move_one_open (open_placement_id),
    KEY provider_move_by_placement (placement_id, id),
    KEY provider_move_received (provider_id, answer, id),
    KEY provider_move_left (from_provider_id, answer, id),
    KEY provider_move_paid (partnership_id, answer, id),
    KEY provider_move_waiting (answer, id),
    CONSTRAINT provider_move_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id),
    CONSTRAINT provider_move_half_open CHECK (departs_on > moves_on),
    CONSTRAINT provider_move_leaves CHECK (provider_id <> from_provider_id),
    CONSTRAINT provider_move_no_says_why CHECK (answer <> 'declined' OR decline_reason IS NOT NULL)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS provider_move_facts_are_kept',
  `CREATE TRIGGER provider_move_facts_are_kept BEFORE UPDATE ON provider_move FOR EACH ROW
     IF NOT (OLD.answer IS NULL AND OLD.placement_id <=> NEW.placement_id AND OLD.partnership_id <=> NEW.partnership_id
       AND OLD.from_provider_id <=> NEW.from_provider_id AND OLD.provider_id <=> NEW.provider_id
       AND OLD.project_id <=> NEW.project_id AND OLD.bed_id <=> NEW.bed_id AND OLD.moves_on <=> NEW.moves_on
       AND OLD.departs_on <=> NEW.departs_on AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence
       AND OLD.reason <=> NEW.reason AND OLD.proposed_by <=> NEW.proposed_by AND OLD.proposed_at <=> NEW.proposed_at)
     THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a proposed move is never changed, and answered once'; END IF`,
  'DROP TRIGGER IF EXISTS provider_move_is_never_deleted',
  `CREATE TRIGGER provider_move_is_never_deleted BEFORE DELETE ON provider_move
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of provider_move are never deleted'`,
];

/** Somebody who is here goes on to another provider: two stays, one following the other, and never two after one. */
export class MovesBetweenProviders1763824560000 implements MigrationInterface {
  readonly name = 'MovesBetweenProviders1763824560000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    if (!(await hasColumn(runner, 'placement', 'follows_placement_id'))) {
      await runner.query(
        `ALTER TABLE placement ADD COLUMN follows_placement_id ${id} NULL, ALGORITHM=INPLACE`,
      );
    }
    if (!(await hasColumn(runner, 'placement', 'live_follows_id'))) {
      await runner.query(
        `ALTER TABLE placement ADD COLUMN live_follows_id ${id}
           AS (IF(state <> 'never_started', follows_placement_id, NULL)) VIRTUAL`,
      );
    }
    if (!(await hasIndex(runner, 'placement', 'placement_one_follows'))) {
      await runner.query(
        'ALTER TABLE placement ADD UNIQUE KEY placement_one_follows (live_follows_id), ALGORITHM=INPLACE',
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
