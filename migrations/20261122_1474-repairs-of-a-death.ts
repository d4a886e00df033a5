import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A death recorded by mistake can be taken back, where the person did leave. Run again it changes nothing. */
export class RepairsOfADeath1763824440000 implements MigrationInterface {
  readonly name = 'RepairsOfADeath1763824440000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE stay_repair
         MODIFY kind ENUM('arrival_undone','arrival_day','leaving_undone','death_undone') NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
