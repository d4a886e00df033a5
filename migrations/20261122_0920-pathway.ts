import type { MigrationInterface, QueryRunner } from 'typeorm';

// VARCHAR, not CHAR: a generated column may not rest on CHAR, whose padding depends on the server's mode.
const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const route = "ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund')";

const statements = [
  // Facts that rules need, without the name. claims_version moves with every offer and every closing of a
  // referral, so that the two meet in one row.
  `CREATE TABLE IF NOT EXISTS client (
    id ${id} NOT NULL PRIMARY KEY,
    reference VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sex ENUM('female','male','not_known') NOT NULL,
    born_on DATE NOT NULL,
    partnership_id ${id} NOT NULL,
    version INT UNSIGNED NOT NULL,
    claims_version BIGINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY client_reference (reference),
    KEY client_by_birth (partnership_id, born_on),
    CONSTRAINT client_of_partnership FOREIGN KEY (partnership_id) REFERENCES partnership (id)
  ) ENGINE=InnoDB`,
  // Names stand apart: one table, read through one function.
  `CREATE TABLE IF NOT EXISTS client_identity (
    client_id ${id} NOT NULL PRIMARY KEY,
    given_name VARCHAR(120) NOT NULL,
    family_name VARCHAR(120) NOT NULL,
    CONSTRAINT client_identity_of_client FOREIGN KEY (client_id) REFERENCES client (id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS referral (
    id ${id} NOT NULL PRIMARY KEY,
    client_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    source ENUM('self','family','key_worker','gp','social_work','prison','hospital','court','other') NOT NULL,
    route ${route} NOT NULL,
    received_on DATE NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    reason VARCHAR(500) NOT NULL,
    substance ENUM('alcohol','drug','co_dependency') NOT NULL,
    urgency_band ENUM('emergency','urgent','soon','routine') NOT NULL,
    urgency_reason VARCHAR(500) NOT NULL,
    urgency_set_by ${id} NOT NULL,
    urgency_set_at DATETIME(6) NOT NULL,
    needs_step_free BOOLEAN NOT NULL,
    needs_wet_room BOOLEAN NOT NULL,
    adults TINYINT UNSIGNED NOT NULL,
    children TINYINT UNSIGNED NOT NULL,
    oldest_child_born_on DATE NULL,
    detox_need ENUM('none','before_entry') NOT NULL,
    prefers_area ENUM('near','away','no_preference') NOT NULL,
    prefers_mix ENUM('mixed','single_sex','no_preference') NOT NULL,
    planned_weeks SMALLINT UNSIGNED NOT NULL,
    state ENUM('open','closed') NOT NULL,
    closed_reason VARCHAR(60) NULL,
    version INT UNSIGNED NOT NULL,
    open_client_id ${id} AS (IF(state = 'open', client_id, NULL)) STORED,
    UNIQUE KEY referral_one_open_per_client (open_client_id),
    KEY referral_waiting (state, partnership_id, received_on, id),
    CONSTRAINT referral_of_client FOREIGN KEY (client_id) REFERENCES client (id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS referral_preference (
    referral_id ${id} NOT NULL,
    preference_rank TINYINT UNSIGNED NOT NULL,
    project_id ${id} NOT NULL,
    PRIMARY KEY (referral_id, preference_rank),
    UNIQUE KEY referral_preference_once (referral_id, project_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS assessment (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    held_on DATE NOT NULL,
    valid_until DATE NOT NULL,
    outcome ENUM('suitable','not_suitable') NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY assessment_by_referral (referral_id, held_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS detox_booking (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    site VARCHAR(200) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY detox_booking_by_referral (referral_id, ends_on),
    CONSTRAINT detox_booking_half_open CHECK (ends_on > starts_on)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS funding_decision (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    route ${route} NOT NULL,
    decision ENUM('approved','declined') NOT NULL,
    decided_on DATE NOT NULL,
    weeks SMALLINT UNSIGNED NOT NULL,
    weekly_rate_pence INT UNSIGNED NOT NULL,
    expires_on DATE NOT NULL,
    decided_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY funding_decision_by_referral (referral_id, decided_on),
    KEY funding_decision_by_date (decision, decided_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS budget (
    id ${id} NOT NULL PRIMARY KEY,
    partnership_id ${id} NOT NULL,
    route ${route} NOT NULL,
    financial_year SMALLINT UNSIGNED NOT NULL,
    limit_pence BIGINT UNSIGNED NOT NULL,
    held_pence BIGINT UNSIGNED NOT NULL DEFAULT 0,
    spent_pence BIGINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY budget_once (partnership_id, route, financial_year),
    CONSTRAINT budget_never_overspent CHECK (held_pence + spent_pence <= limit_pence)
  ) ENGINE=InnoDB`,
  // hold, then exactly one of post or void. Never changed.
  `CREATE TABLE IF NOT EXISTS budget_entry (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    budget_id ${id} NOT NULL,
    claim_id ${id} NOT NULL,
    kind ENUM('hold','post','void') NOT NULL,
    amount_pence BIGINT UNSIGNED NOT NULL,
    is_resolution BOOLEAN AS (IF(kind = 'hold', NULL, TRUE)) STORED,
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY budget_entry_once (claim_id, budget_id, kind),
    UNIQUE KEY budget_entry_resolved_once (claim_id, budget_id, is_resolution)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS match_run (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    policy_version VARCHAR(40) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    finished_at DATETIME(6) NOT NULL,
    cause VARCHAR(80) NOT NULL,
    waiting INT UNSIGNED NOT NULL,
    ready INT UNSIGNED NOT NULL,
    suggested INT UNSIGNED NOT NULL
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS suggestion (
    run_id BIGINT UNSIGNED NOT NULL,
    referral_id ${id} NOT NULL,
    priority_rank INT UNSIGNED NOT NULL,
    bed_id ${id} NULL,
    project_id ${id} NULL,
    arrives_on DATE NULL,
    departs_on DATE NULL,
    explanation JSON NOT NULL,
    PRIMARY KEY (run_id, referral_id)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS offer (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    client_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    bed_id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    provider_id ${id} NOT NULL,
    funding_decision_id ${id} NOT NULL,
    arrives_on DATE NOT NULL,
    departs_on DATE NOT NULL,
    cost_pence BIGINT UNSIGNED NOT NULL,
    state ENUM('offered','accepted','declined','expired','withdrawn') NOT NULL,
    made_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    made_by ${id} NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    resolved_at DATETIME(6) NULL,
    refused_by ENUM('person','provider','funder') NULL,
    refusal_reason VARCHAR(60) NULL,
    decision JSON NOT NULL,
    version INT UNSIGNED NOT NULL,
    live_client_id ${id} AS (IF(state = 'offered', client_id, NULL)) STORED,
    UNIQUE KEY offer_one_live_per_client (live_client_id),
    KEY offer_due (state, expires_at),
    KEY offer_by_provider (provider_id, state, expires_at),
    KEY offer_by_partnership (partnership_id),
    KEY offer_by_referral (referral_id),
    CONSTRAINT offer_half_open CHECK (departs_on > arrives_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS placement (
    id ${id} NOT NULL PRIMARY KEY,
    offer_id ${id} NOT NULL,
    referral_id ${id} NOT NULL,
    client_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    bed_id ${id} NOT NULL,
    project_id ${id} NOT NULL,
    provider_id ${id} NOT NULL,
    route ${route} NOT NULL,
    funding_decision_id ${id} NOT NULL,
    arrives_on DATE NOT NULL,
    departs_on DATE NOT NULL,
    state ENUM('booked','admitted','ended','never_started') NOT NULL,
    admitted_on DATE NULL,
    ended_on DATE NULL,
    end_kind ENUM('planned','unplanned') NULL,
    end_reason VARCHAR(60) NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY placement_one_per_offer (offer_id),
    KEY placement_by_provider (provider_id, state, arrives_on, id),
    KEY placement_by_client (client_id),
    KEY placement_by_partnership (partnership_id),
    KEY placement_by_state (state, ended_on, admitted_on, referral_id),
    KEY placement_started (admitted_on, client_id, bed_id, project_id),
    CONSTRAINT placement_half_open CHECK (departs_on > arrives_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS extension (
    id ${id} NOT NULL PRIMARY KEY,
    placement_id ${id} NOT NULL,
    departs_on_before DATE NOT NULL,
    departs_on_after DATE NOT NULL,
    reason VARCHAR(500) NOT NULL,
    made_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    made_by ${id} NOT NULL,
    KEY extension_by_placement (placement_id)
  ) ENGINE=InnoDB`,

  // Figures others have published, with their vintage, never mixed with ours.
  `CREATE TABLE IF NOT EXISTS published_figure (
    id INT UNSIGNED NOT NULL PRIMARY KEY,
    measure VARCHAR(60) NOT NULL,
    period_label VARCHAR(40) NOT NULL,
    period_start DATE NULL,
    period_end DATE NULL,
    geography_type VARCHAR(40) NOT NULL,
    geography VARCHAR(80) NOT NULL,
    route VARCHAR(60) NOT NULL,
    breakdown VARCHAR(60) NULL,
    category VARCHAR(80) NULL,
    figure DECIMAL(16, 2) NULL,
    cost_pounds DECIMAL(16, 2) NULL,
    cost_known_for INT UNSIGNED NULL,
    status VARCHAR(40) NOT NULL,
    vintage VARCHAR(60) NOT NULL,
    note VARCHAR(500) NULL,
    source VARCHAR(500) NOT NULL
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS published_capacity (
    period VARCHAR(40) NOT NULL PRIMARY KEY,
    beds VARCHAR(40) NOT NULL,
    facilities VARCHAR(20) NULL,
    measure VARCHAR(120) NULL,
    note VARCHAR(500) NULL,
    source VARCHAR(300) NOT NULL
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS expansion_project (
    id SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    provider VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    beds_before VARCHAR(80) NULL,
    beds_after VARCHAR(80) NULL,
    beds_added VARCHAR(300) NULL,
    other_capacity VARCHAR(300) NULL,
    funding VARCHAR(200) NULL,
    announced VARCHAR(80) NULL,
    opened VARCHAR(200) NULL,
    status VARCHAR(80) NULL,
    client_group VARCHAR(120) NULL,
    source VARCHAR(500) NOT NULL
  ) ENGINE=InnoDB`,
];

/** Referral to placement, the money, the matcher's record, and what others have published. */
export class Pathway1763801200000 implements MigrationInterface {
  readonly name = 'Pathway1763801200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
