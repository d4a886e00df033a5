import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const word = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';
// Text, not JSON: one server would hand JSON out as it was written, the other as it reads it.
const spells = 'TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const route = "ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund')";

/**
 * What is counted, with both times: what was true when (the dates), and what was recorded of it when. A row is never
 * changed but for the moment at which another took its place; until then that moment is the end of time.
 */
const twoTimes = (subject: string): string => `
    revision INT UNSIGNED NOT NULL,
    recorded_at DATETIME(6) NOT NULL,
    superseded_at DATETIME(6) NOT NULL,
    cause ${word} NOT NULL,
    PRIMARY KEY (${subject}, revision),
    KEY standing (${subject}, superseded_at),`;

const statements = [
  `CREATE TABLE IF NOT EXISTS counted_referral (
    referral_id ${id} NOT NULL,
    client_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    route ${route} NOT NULL,
    sex ${word} NOT NULL,
    age SMALLINT NOT NULL,
    substance ${word} NOT NULL,
    received_on DATE NOT NULL,
    assessed_on DATE NULL,
    approved_on DATE NULL,
    approved_route ${route} NULL,
    approved_weeks SMALLINT UNSIGNED NULL,
    weekly_rate_pence INT UNSIGNED NULL,
    accepted_on DATE NULL,
    admitted_on DATE NULL,
    closed_on DATE NULL,
    closed_reason VARCHAR(60) NULL,
    unavailable ${spells},
    ${twoTimes('referral_id')}
    KEY counted_referral_standing (superseded_at, approved_on),
    KEY counted_referral_received (superseded_at, received_on),
    KEY counted_referral_of_client (client_id, received_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS counted_stay (
    placement_id ${id} NOT NULL,
    referral_id ${id} NOT NULL,
    client_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    route ${route} NOT NULL,
    sex ${word} NOT NULL,
    age SMALLINT NOT NULL,
    substance ${word} NOT NULL,
    project_id ${id} NOT NULL,
    bed_type ${word} NOT NULL,
    is_rehab BOOLEAN NOT NULL,
    is_start BOOLEAN NOT NULL,
    is_last BOOLEAN NOT NULL,
    state ${word} NOT NULL,
    arrives_on DATE NOT NULL,
    admitted_on DATE NULL,
    start_id ${id} NOT NULL,
    started_on DATE NULL,
    left_on DATE NULL,
    end_kind ${word} NULL,
    end_reason VARCHAR(60) NULL,
    ${twoTimes('placement_id')}
    KEY counted_stay_started (superseded_at, admitted_on),
    KEY counted_stay_left (superseded_at, left_on),
    KEY counted_stay_of_start (start_id, superseded_at)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS counted_bed (
    bed_id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    bed_type ${word} NOT NULL,
    opens_on DATE NOT NULL,
    closes_on DATE NULL,
    counts ${spells},
    out_of_service ${spells},
    ${twoTimes('bed_id')}
    KEY counted_bed_standing (superseded_at, project_id)
  ) ENGINE=InnoDB`,
  // Every night all is counted twice. Where the two ways differ, the questions are kept.
  `CREATE TABLE IF NOT EXISTS count_check (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    checked_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    questions INT UNSIGNED NOT NULL,
    revised INT UNSIGNED NOT NULL,
    disagreements TEXT NOT NULL,
    disagreeing INT UNSIGNED NOT NULL
  ) ENGINE=InnoDB`,
];

/** The facts that measures count, as they were known at any time. Run again it changes nothing. */
export class CountedFacts1763845200000 implements MigrationInterface {
  readonly name = 'CountedFacts1763845200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
