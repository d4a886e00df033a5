import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who records a name and birth, or gives it to somebody, meets others who do in one of 256 rows. Run again it changes nothing. */
export class TurnsOfAName1763839960000 implements MigrationInterface {
  readonly name = 'TurnsOfAName1763839960000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS person_name_turn (turn TINYINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB',
    );
    const turns = Array.from({ length: 256 }, (_, turn) => `(${turn})`).join(', ');
    await runner.query(`INSERT IGNORE INTO person_name_turn (turn) VALUES ${turns}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
