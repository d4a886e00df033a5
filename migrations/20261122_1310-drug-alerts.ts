import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // Half-open: until_on is the first day on which it no longer holds. Nothing of an alert is rewritten: a wrong one is
  // withdrawn with the reason, and the right one published.
  `CREATE TABLE IF NOT EXISTS drug_alert (
    id ${id} NOT NULL PRIMARY KEY,
    headline VARCHAR(160) NOT NULL,
    advice VARCHAR(1000) NOT NULL,
    source VARCHAR(300) NOT NULL,
    is_national BOOLEAN NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE NOT NULL,
    published_by ${id} NOT NULL,
    published_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    withdrawn_by ${id} NULL,
    withdrawn_at DATETIME(6) NULL,
    withdrawn_reason VARCHAR(500) NULL,
    version INT UNSIGNED NOT NULL,
    KEY drug_alert_by_end (until_on),
    CONSTRAINT drug_alert_half_open CHECK (until_on > from_on)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS drug_alert_partnership (
    alert_id ${id} NOT NULL,
    partnership_id ${id} NOT NULL,
    PRIMARY KEY (alert_id, partnership_id),
    CONSTRAINT drug_alert_partnership_of_alert FOREIGN KEY (alert_id) REFERENCES drug_alert (id)
  ) ENGINE=InnoDB`,
  // One for each project and each partnership, whoever of its members was first.
  `CREATE TABLE IF NOT EXISTS drug_alert_acknowledgement (
    alert_id ${id} NOT NULL,
    reader_kind ENUM('project','partnership') NOT NULL,
    reader_id ${id} NOT NULL,
    acknowledged_by ${id} NOT NULL,
    acknowledged_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (alert_id, reader_kind, reader_id),
    CONSTRAINT drug_alert_acknowledgement_of_alert FOREIGN KEY (alert_id) REFERENCES drug_alert (id)
  ) ENGINE=InnoDB`,
];

/** Alerts of contaminated or unusually strong drugs, where they hold, and who has read them. */
export class DrugAlerts1763817000000 implements MigrationInterface {
  readonly name = 'DrugAlerts1763817000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
