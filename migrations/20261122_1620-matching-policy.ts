import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // A change of how people are matched, for the country or (partnership_id) of what one partnership chose. It is looked at,
  // then waits for a second person, then is applied or withdrawn; an applied one is a version, numbered base_number + 1 and
  // in force from in_force_from on until the next. The keys let one wait at a time and one follow each version; the check
  // holds that its author never confirms it, whatever a program does.
  `CREATE TABLE IF NOT EXISTS matching_policy_change (
    id ${id} NOT NULL,
    partnership_id ${id} NULL,
    base_number INT UNSIGNED NOT NULL,
    content JSON NOT NULL,
    starts_on DATE NOT NULL,
    reason VARCHAR(500) NOT NULL,
    state ENUM('looking', 'waiting', 'applied', 'withdrawn') NOT NULL,
    preview JSON NULL,
    looked_at DATETIME(6) NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    decided_by ${id} NULL,
    decided_at DATETIME(6) NULL,
    in_force_from DATE NULL,
    waiting_for ${id} AS (IF(state = 'waiting', COALESCE(partnership_id, 'national'), NULL)) STORED,
    in_force_for ${id} AS (IF(state = 'applied', COALESCE(partnership_id, 'national'), NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY matching_policy_change_waits_once (waiting_for),
    UNIQUE KEY matching_policy_change_follows_once (in_force_for, base_number),
    KEY matching_policy_change_of (partnership_id, state, proposed_at),
    KEY matching_policy_change_by_age (state, proposed_at),
    CONSTRAINT matching_policy_change_four_eyes
      CHECK (state <> 'applied' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT matching_policy_change_in_force CHECK (state <> 'applied' OR in_force_from IS NOT NULL),
    CONSTRAINT matching_policy_change_partnership FOREIGN KEY (partnership_id) REFERENCES partnership (id)
  ) ENGINE=InnoDB`,
  // Who would be suggested another place by a change, as its preview found. A project and a day where there is a place.
  `CREATE TABLE IF NOT EXISTS matching_policy_move (
    change_id ${id} NOT NULL,
    referral_id ${id} NOT NULL,
    urgency_band VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    now_project_id ${id} NULL,
    now_arrives_on DATE NULL,
    then_project_id ${id} NULL,
    then_arrives_on DATE NULL,
    PRIMARY KEY (change_id, referral_id),
    KEY matching_policy_move_of_referral (referral_id),
    CONSTRAINT matching_policy_move_change FOREIGN KEY (change_id) REFERENCES matching_policy_change (id)
  ) ENGINE=InnoDB`,
];

/** How people are matched as versioned data: changes that were looked at, wait, were confirmed or taken back, and whom they move. */
export class MatchingPolicy1763841600000 implements MigrationInterface {
  readonly name = 'MatchingPolicy1763841600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
