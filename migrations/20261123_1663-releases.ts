import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // Tables of one period as they are published. Asked for by one person, worked out, checked by another, and from then on as it
  // is: `content` holds protected numbers only. One draft of a period at a time; versions count what was published of it.
  // `beside` is how many releases of the year it was protected beside: another since then, and it must be worked out anew.
  // `content` is text, not JSON: one server would hand JSON out as it was written, the other as it reads it.
  `CREATE TABLE IF NOT EXISTS published_release (
    id ${id} NOT NULL,
    period_kind ENUM('quarter', 'year') NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    financial_year SMALLINT UNSIGNED NOT NULL,
    state ENUM('asked', 'drafted', 'frozen', 'set_aside') NOT NULL,
    version SMALLINT UNSIGNED NULL,
    reason VARCHAR(500) NULL,
    as_at DATETIME(6) NOT NULL,
    asked_by ${id} NOT NULL,
    asked_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    taken_until DATETIME(6) NULL,
    attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    drafted_at DATETIME(6) NULL,
    beside SMALLINT UNSIGNED NULL,
    content LONGTEXT NULL,
    decided_by ${id} NULL,
    decided_at DATETIME(6) NULL,
    note VARCHAR(500) NULL,
    open_period VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin
      AS (IF(state IN ('asked', 'drafted'), CONCAT(period_kind, ' ', starts_on), NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY published_release_one_open (open_period),
    UNIQUE KEY published_release_version (period_kind, starts_on, version),
    KEY published_release_of_year (financial_year, state),
    KEY published_release_newest (starts_on, period_kind),
    CONSTRAINT published_release_four_eyes
      CHECK (state <> 'frozen' OR (decided_by IS NOT NULL AND decided_by <> asked_by)),
    CONSTRAINT published_release_whole
      CHECK (state <> 'frozen' OR (version IS NOT NULL AND content IS NOT NULL AND decided_at IS NOT NULL)),
    CONSTRAINT published_release_drafted CHECK (state <> 'drafted' OR (content IS NOT NULL AND beside IS NOT NULL))
  ) ENGINE=InnoDB`,
  // Every number of a release with the hidden ones, and the sums between them: what later releases are protected beside. Read by
  // nothing else.
  `CREATE TABLE IF NOT EXISTS published_release_numbers (
    release_id ${id} NOT NULL PRIMARY KEY,
    numbers LONGTEXT NOT NULL,
    CONSTRAINT published_release_numbers_release FOREIGN KEY (release_id) REFERENCES published_release (id)
  ) ENGINE=InnoDB`,
  // Under which numbers are rounded: whoever had it could tell what a rounded number was.
  `CREATE TABLE IF NOT EXISTS rounding_secret (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    secret BINARY(32) NOT NULL,
    CONSTRAINT rounding_secret_one CHECK (id = 1)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS published_release_stays',
  `CREATE TRIGGER published_release_stays BEFORE UPDATE ON published_release FOR EACH ROW
     IF OLD.state = 'frozen' THEN
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'What is published is never changed: publish a new version.';
     END IF`,
  'DROP TRIGGER IF EXISTS published_release_remains',
  `CREATE TRIGGER published_release_remains BEFORE DELETE ON published_release FOR EACH ROW
     IF OLD.state = 'frozen' THEN
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'What is published stays: publish a new version.';
     END IF`,
  'DROP TRIGGER IF EXISTS published_release_numbers_stay',
  `CREATE TRIGGER published_release_numbers_stay BEFORE UPDATE ON published_release_numbers FOR EACH ROW
     SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The numbers of a release are written once.'`,
];

/** Releases: tables safe to publish, made by two people. Run again it changes nothing. */
export class Releases1763844180000 implements MigrationInterface {
  readonly name = 'Releases1763844180000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
