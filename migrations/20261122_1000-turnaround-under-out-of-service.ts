import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const isThere = async (
  runner: QueryRunner,
  what: 'columns' | 'statistics',
  name: string,
): Promise<boolean> => {
  const column = what === 'columns' ? 'column_name' : 'index_name';
  const found: unknown = await runner.query(
    `SELECT 1 FROM information_schema.${what}
      WHERE table_schema = DATABASE() AND table_name = 'bed_night' AND ${column} = ?`,
    [name],
  );
  return Array.isArray(found) && found.length > 0;
};

/** A night out of service remembers whose turnaround lies under it, to give it back when the bed is in service again. */
export class TurnaroundUnderOutOfService1763804000000 implements MigrationInterface {
  readonly name = 'TurnaroundUnderOutOfService1763804000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await isThere(runner, 'columns', 'turnaround_of'))) {
      await runner.query(`ALTER TABLE bed_night ADD COLUMN turnaround_of ${id} NULL, ALGORITHM=INSTANT`);
    }
    if (!(await isThere(runner, 'statistics', 'bed_night_turnaround_of'))) {
      await runner.query(
        'ALTER TABLE bed_night ADD KEY bed_night_turnaround_of (turnaround_of), ALGORITHM=INPLACE',
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
