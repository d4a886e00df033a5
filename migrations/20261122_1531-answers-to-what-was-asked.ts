import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A coordinator answers what must be known before money is decided on; the release before reads such a step as asked for. */
export class AnswersToWhatWasAsked1763836260000 implements MigrationInterface {
  readonly name = 'AnswersToWhatWasAsked1763836260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE funding_request_step
         MODIFY kind ENUM('listed','deferred','withdrawn','decided','answered') NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
