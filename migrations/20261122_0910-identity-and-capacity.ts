import type { MigrationInterface, QueryRunner } from 'typeorm';

// VARCHAR, not CHAR: a generated column may not rest on CHAR, whose padding depends on the server's mode.
const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  `CREATE TABLE IF NOT EXISTS partnership (
    id ${id} NOT NULL PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    health_board_code VARCHAR(12) NOT NULL,
    note VARCHAR(500) NULL,
    recordings BIGINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY partnership_name (name)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS provider (
    id ${id} NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    sector VARCHAR(80) NOT NULL,
    UNIQUE KEY provider_name (name)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS member (
    id ${id} NOT NULL PRIMARY KEY,
    email VARCHAR(254) NOT NULL,
    display_name VARCHAR(120) NOT NULL,
    role VARCHAR(40) NOT NULL,
    partnership_id ${id} NULL,
    provider_id ${id} NULL,
    password_hash VARCHAR(200) NOT NULL,
    disabled_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY member_email (email),
    CONSTRAINT member_of_partnership FOREIGN KEY (partnership_id) REFERENCES partnership (id),
    CONSTRAINT member_of_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
  ) ENGINE=InnoDB`,
  // Only the hash of the token is kept: a copy of this table signs nobody in.
  `CREATE TABLE IF NOT EXISTS session (
    token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    member_id ${id} NOT NULL,
    csrf_token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    started_at DATETIME(6) NOT NULL,
    last_seen_at DATETIME(6) NOT NULL,
    KEY session_by_member (member_id)
  ) ENGINE=InnoDB`,
  // Every try for one address meets in its row, so that a burst cannot outrun the count.
  `CREATE TABLE IF NOT EXISTS sign_in_address (
    email_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    tries BIGINT UNSIGNED NOT NULL
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sign_in_attempt (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    succeeded BOOLEAN NOT NULL,
    KEY sign_in_attempt_recent (email_hash, at)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS project (
    id ${id} NOT NULL PRIMARY KEY,
    provider_id ${id} NOT NULL,
    name VARCHAR(200) NOT NULL,
    locality VARCHAR(200) NOT NULL,
    health_board VARCHAR(80) NOT NULL,
    description VARCHAR(2000) NULL,
    typical_weeks SMALLINT UNSIGNED NOT NULL,
    turnaround_nights TINYINT UNSIGNED NOT NULL DEFAULT 0,
    accepting_referrals BOOLEAN NOT NULL DEFAULT TRUE,
    source VARCHAR(500) NOT NULL,
    verification VARCHAR(300) NOT NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY project_name (name),
    CONSTRAINT project_of_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
  ) ENGINE=InnoDB`,
  // Whether a project counts as residential rehabilitation, and since when, and why. Half-open.
  `CREATE TABLE IF NOT EXISTS rehab_standing (
    project_id ${id} NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NULL,
    counts_as_residential_rehab BOOLEAN NOT NULL,
    reason VARCHAR(500) NOT NULL,
    PRIMARY KEY (project_id, from_on),
    CONSTRAINT rehab_standing_of_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS room (
    id ${id} NOT NULL PRIMARY KEY,
    project_id ${id} NOT NULL,
    label VARCHAR(80) NOT NULL,
    UNIQUE KEY room_label (project_id, label),
    CONSTRAINT room_of_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
  // claims_version moves with every claim, so that a claim and a change of opening dates meet in one row.
  `CREATE TABLE IF NOT EXISTS bed_unit (
    id ${id} NOT NULL PRIMARY KEY,
    project_id ${id} NOT NULL,
    room_id ${id} NULL,
    label VARCHAR(80) NOT NULL,
    bed_type ENUM('rehab','detox','stabilisation','crisis','emergency') NOT NULL,
    unit_type ENUM('single','shared','family_unit') NOT NULL,
    sex_designation ENUM('any','male','female','flexible') NOT NULL,
    max_adults TINYINT UNSIGNED NOT NULL,
    max_children TINYINT UNSIGNED NOT NULL,
    oldest_child_years TINYINT UNSIGNED NULL,
    is_step_free BOOLEAN NULL,
    has_wet_room BOOLEAN NULL,
    opens_on DATE NOT NULL,
    closes_on DATE NULL,
    origin ENUM('source','generated','imported','entered') NOT NULL,
    version INT UNSIGNED NOT NULL,
    claims_version BIGINT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY bed_unit_label (project_id, label),
    CONSTRAINT bed_unit_of_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT bed_unit_in_room FOREIGN KEY (room_id) REFERENCES room (id),
    CONSTRAINT bed_unit_shared_has_room CHECK (unit_type <> 'shared' OR room_id IS NOT NULL),
    CONSTRAINT bed_unit_opens_first CHECK (closes_on IS NULL OR closes_on > opens_on)
  ) ENGINE=InnoDB`,

  // The ledger. No foreign keys here: each would lock the parent row once a night.
  `CREATE TABLE IF NOT EXISTS bed_night (
    bed_id ${id} NOT NULL,
    night DATE NOT NULL,
    claim_kind ENUM('hold','stay','out_of_service','turnaround') NOT NULL,
    claim_id ${id} NOT NULL,
    PRIMARY KEY (bed_id, night),
    KEY bed_night_by_claim (claim_id, night)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS client_night (
    client_id ${id} NOT NULL,
    night DATE NOT NULL,
    claim_id ${id} NOT NULL,
    PRIMARY KEY (client_id, night),
    KEY client_night_by_claim (claim_id, night)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS room_night (
    room_id ${id} NOT NULL,
    night DATE NOT NULL,
    sex ENUM('female','male') NOT NULL,
    occupants TINYINT UNSIGNED NOT NULL,
    PRIMARY KEY (room_id, night),
    KEY room_night_by_night (night)
  ) ENGINE=InnoDB`,

  `CREATE TABLE IF NOT EXISTS out_of_service (
    id ${id} NOT NULL PRIMARY KEY,
    bed_id ${id} NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    reason ENUM('staffing','repair','infection','family_mix','other') NOT NULL,
    note VARCHAR(500) NULL,
    state ENUM('planned','cancelled') NOT NULL,
    version INT UNSIGNED NOT NULL,
    KEY out_of_service_by_bed (bed_id, from_on),
    CONSTRAINT out_of_service_of_bed FOREIGN KEY (bed_id) REFERENCES bed_unit (id),
    CONSTRAINT out_of_service_half_open CHECK (to_on > from_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS out_of_service_revision (
    out_of_service_id ${id} NOT NULL,
    version INT UNSIGNED NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    reason VARCHAR(40) NOT NULL,
    note VARCHAR(500) NULL,
    state VARCHAR(20) NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    recorded_by ${id} NOT NULL,
    PRIMARY KEY (out_of_service_id, version)
  ) ENGINE=InnoDB`,
  // What a provider says, beside what the ledger says. Never changed, only followed by another.
  `CREATE TABLE IF NOT EXISTS availability_report (
    id ${id} NOT NULL PRIMARY KEY,
    project_id ${id} NOT NULL,
    reported_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    reported_by ${id} NOT NULL,
    maximum SMALLINT UNSIGNED NOT NULL,
    staffed SMALLINT UNSIGNED NOT NULL,
    occupied SMALLINT UNSIGNED NOT NULL,
    reserved SMALLINT UNSIGNED NOT NULL,
    accepting SMALLINT UNSIGNED NOT NULL,
    is_no_change BOOLEAN NOT NULL,
    note VARCHAR(500) NULL,
    KEY availability_report_latest (project_id, reported_at),
    CONSTRAINT availability_report_of_project FOREIGN KEY (project_id) REFERENCES project (id)
  ) ENGINE=InnoDB`,
];

/** Who works here, and every bed on every night. */
export class IdentityAndCapacity1763800600000 implements MigrationInterface {
  readonly name = 'IdentityAndCapacity1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
