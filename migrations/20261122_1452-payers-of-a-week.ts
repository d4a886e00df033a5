import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
const outside = "'social_work','health_board','housing_benefit','self','charity'";
const payer = `ENUM('adp','prison_to_rehab','national_mission','ward5','additional_placement_fund',${outside})`;

const tables = [
  // Who pays what of a week's price, of a decision, or of the proposal it was confirmed from; they add up to the price. None where the
  // route of the decision pays it all, as of every decision before this table. Only ever added.
  `CREATE TABLE IF NOT EXISTS payer_share (
    agreement_id ${id} NOT NULL,
    payer ${payer} NOT NULL,
    weekly_pence INT UNSIGNED NOT NULL,
    PRIMARY KEY (agreement_id, payer),
    CONSTRAINT payer_share_pays CHECK (weekly_pence > 0)
  ) ENGINE=InnoDB`,
  // As budget_entry, of who pays without a budget here: no ceiling, and the same four kinds.
  `CREATE TABLE IF NOT EXISTS outside_entry (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    claim_id ${id} NOT NULL,
    payer ENUM(${outside}) NOT NULL,
    financial_year SMALLINT UNSIGNED NOT NULL,
    kind ENUM('hold','post','void','release') NOT NULL,
    amount_pence BIGINT UNSIGNED NOT NULL,
    step INT UNSIGNED NOT NULL DEFAULT 0,
    is_resolution BOOLEAN AS (IF(kind IN ('post', 'void'), TRUE, NULL)) STORED,
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY outside_entry_once (claim_id, payer, financial_year, kind, step),
    UNIQUE KEY outside_entry_resolved_once (claim_id, payer, financial_year, is_resolution)
  ) ENGINE=InnoDB`,
];

const isKept = (table: string): readonly string[] =>
  ['UPDATE', 'DELETE'].flatMap((event) => {
    const name = `${table}_is_never_${event === 'UPDATE' ? 'changed' : 'deleted'}`;
    return [
      `DROP TRIGGER IF EXISTS ${name}`,
      `CREATE TRIGGER ${name} BEFORE ${event} ON ${table}
         FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of ${table} are only added'`,
    ];
  });

/** Several may pay for one stay: shares of a week's price, and entries of those who have no budget here. */
export class PayersOfAWeek1763823120000 implements MigrationInterface {
  readonly name = 'PayersOfAWeek1763823120000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...isKept('payer_share'), ...isKept('outside_entry')]) {
      await runner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
