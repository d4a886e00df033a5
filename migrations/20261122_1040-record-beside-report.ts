import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const figures = ['maximum', 'staffed', 'occupied', 'reserved', 'accepting'];

/** What our record said when a provider reported: a difference then is told apart from what was done since. */
export class RecordBesideReport1763808000000 implements MigrationInterface {
  readonly name = 'RecordBesideReport1763808000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasColumn(runner, 'availability_report', 'recorded_maximum')) return;
    // Null: a report from before this was noted, or a project none of whose beds is kept singly.
    const columns = figures.map((figure) => `ADD COLUMN recorded_${figure} SMALLINT UNSIGNED NULL`);
    await runner.query(`ALTER TABLE availability_report ${columns.join(', ')}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
