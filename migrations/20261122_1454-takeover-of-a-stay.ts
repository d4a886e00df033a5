import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const route = "ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund')";

const statements = [
  // Others are to pay for a stay from a day on. What was asked for stays as it was; it is answered once, by somebody else.
  // Confirmed, it is a decision of its own, and a change of the stay under the same id holds its money.
  `CREATE TABLE IF NOT EXISTS funding_takeover (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    placement_id ${id} NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    route ${route} NOT NULL,
    weekly_rate_pence INT UNSIGNED NOT NULL,
    reason VARCHAR(500) NOT NULL,
    proposed_by ${id} NOT NULL,
    proposed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    answer ENUM('confirmed','returned') NULL,
    answered_by ${id} NULL,
    answered_at DATETIME(6) NULL,
    answer_note VARCHAR(500) NULL,
    funding_decision_id ${id} NULL,
    version INT UNSIGNED NOT NULL,
    open_referral_id ${id} AS (IF(answer IS NULL, referral_id, NULL)) STORED,
    UNIQUE KEY funding_takeover_one_open (open_referral_id),
    KEY funding_takeover_by_referral (referral_id, id),
    CONSTRAINT funding_takeover_two_people CHECK (answer <> 'confirmed' OR answered_by <> proposed_by),
    CONSTRAINT funding_takeover_nights CHECK (from_on < to_on)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS funding_takeover_facts_are_kept',
  `CREATE TRIGGER funding_takeover_facts_are_kept BEFORE UPDATE ON funding_takeover FOR EACH ROW
     IF NOT (OLD.answer IS NULL AND OLD.referral_id <=> NEW.referral_id AND OLD.placement_id <=> NEW.placement_id
       AND OLD.from_on <=> NEW.from_on AND OLD.to_on <=> NEW.to_on AND OLD.route <=> NEW.route
       AND OLD.weekly_rate_pence <=> NEW.weekly_rate_pence AND OLD.proposed_by <=> NEW.proposed_by)
     THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was asked for is never changed, and answered once'; END IF`,
];

/** Others take over the paying for a stay, from a day on. */
export class TakeoverOfAStay1763823240000 implements MigrationInterface {
  readonly name = 'TakeoverOfAStay1763823240000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
