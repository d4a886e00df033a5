import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const tables = [
  // What was arranged, as often as it was arranged; the latest row counts.
  `CREATE TABLE IF NOT EXISTS travel_plan (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    travels_on DATE NOT NULL,
    brought_by ENUM('key_worker','project','family','prison','transport_service','alone','other') NOT NULL,
    note VARCHAR(200) NULL,
    is_confirmed BOOLEAN NOT NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY travel_plan_latest (referral_id, recorded_at, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS home_while_away (
    id ${id} NOT NULL PRIMARY KEY,
    referral_id ${id} NOT NULL,
    answer ENUM('no_home','gives_home_up','support_not_needed','support_to_apply','support_applied','support_granted','support_refused') NOT NULL,
    note VARCHAR(200) NULL,
    recorded_by ${id} NOT NULL,
    recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    KEY home_while_away_latest (referral_id, recorded_at, id)
  ) ENGINE=InnoDB`,
];

const refuses = (table: string, event: 'UPDATE' | 'DELETE', text: string): readonly string[] => {
  const name = `${table}_is_never_${event === 'UPDATE' ? 'changed' : 'deleted'}`;
  return [
    `DROP TRIGGER IF EXISTS ${name}`,
    `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW
       SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'`,
  ];
};

/** Who brings a person to their place and when, and what becomes of their home meanwhile; facts, only ever added. */
export class GettingThere1763821500000 implements MigrationInterface {
  readonly name = 'GettingThere1763821500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    for (const table of ['travel_plan', 'home_while_away']) {
      const kept = 'what was arranged is added to and never rewritten';
      for (const statement of [...refuses(table, 'UPDATE', kept), ...refuses(table, 'DELETE', kept)])
        await runner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
