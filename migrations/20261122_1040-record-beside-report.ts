import type { MigrationInterface, QueryRunner } from 'typeorm';

const figures = ['maximum', 'staffed', 'occupied', 'reserved', 'accepting'];

/** What our record said when a provider reported: a difference then is told apart from what was done since. */
export class RecordBesideReport1763808000000 implements MigrationInterface {
  readonly name = 'RecordBesideReport1763808000000';

  async up(runner: QueryRunner): Promise<void> {
    const found: unknown = await runner.query(
      `SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'availability_report' AND column_name = 'recorded_maximum'`,
    );
    if (Array.isArray(found) && found.length > 0) return;
    // Null: a report from before this was noted, or a project none of whose beds is kept singly.
    const columns = figures.map((figure) => `ADD COLUMN recorded_${figure} SMALLINT UNSIGNED NULL`);
    await runner.query(`ALTER TABLE availability_report ${columns.join(', ')}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
