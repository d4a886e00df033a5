import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const route = "ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund')";

const tables = [
  // What a member may approve alone, from a day on; the row with the latest day that has come counts. Only ever added.
  `CREATE TABLE IF NOT EXISTS approval_limit (
    member_id ${id} NOT NULL,
    step INT UNSIGNED NOT NULL,
    partnership_id ${id} NOT NULL,
    limit_pence BIGINT UNSIGNED NOT NULL,
    from_on DATE NOT NULL,
    set_by ${id} NOT NULL,
    set_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (member_id, step),
    KEY approval_limit_by_partnership (partnership_id, member_id, from_on)
  ) ENGINE=InnoDB`,
  // An approval above what one member may give alone. What was proposed stays as it was; it is answered once.
  `CREATE TABLE IF NOT EXISTS funding_proposal (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    route ${route} NOT NULL,
    weeks SMALLINT UNSIGNED NOT NULL,
    weekly_rate_pence INT UNSIGNED NOT NULL,
    decided_on DATE NOT NULL,
    exceptional_reason VARCHAR(500) NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    answer ENUM('confirmed','returned','overtaken') NULL,
    answered_by ${id} NULL,
    answered_at DATETIME(6) NULL,
    answer_note VARCHAR(500) NULL,
    funding_decision_id ${id} NULL,
    version INT UNSIGNED NOT NULL,
    open_referral_id ${id} AS (IF(answer IS NULL, referral_id, NULL)) STORED,
    UNIQUE KEY funding_proposal_one_open (open_referral_id),
    UNIQUE KEY funding_proposal_of_decision (funding_decision_id),
    KEY funding_proposal_waiting (partnership_id, answer, id),
    KEY funding_proposal_by_referral (referral_id, id),
    CONSTRAINT funding_proposal_two_people CHECK (answer <> 'confirmed' OR answered_by <> proposed_by)
  ) ENGINE=InnoDB`,
];

const refuses = (name: string, event: string, condition: string, text: string): readonly string[] => [
  `DROP TRIGGER IF EXISTS ${name}`,
  `CREATE TRIGGER ${name} BEFORE ${event} FOR EACH ROW
     IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'; END IF`,
];

const triggers = [
  ...refuses('approval_limit_is_never_changed', 'UPDATE ON approval_limit', 'TRUE', 'limits are only added'),
  ...refuses('approval_limit_is_never_deleted', 'DELETE ON approval_limit', 'TRUE', 'limits are only added'),
  ...refuses(
    'funding_proposal_facts_are_kept',
    'UPDATE ON funding_proposal',
    `NOT (OLD.answer IS NULL AND OLD.referral_id <=> NEW.referral_id AND OLD.route <=> NEW.route
       AND OLD.weeks <=> NEW.weeks AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence
       AND OLD.decided_on <=> NEW.decided_on AND OLD.exceptional_reason <=> NEW.exceptional_reason
       AND OLD.proposed_by <=> NEW.proposed_by AND OLD.proposed_at <=> NEW.proposed_at)`,
    'what was proposed is never changed, and answered once',
  ),
];

/** What each approver may approve alone, and what waits for a second one. */
export class TwoApprovers1763822400000 implements MigrationInterface {
  readonly name = 'TwoApprovers1763822400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    for (const statement of triggers) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
