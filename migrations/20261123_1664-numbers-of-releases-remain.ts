import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  'DROP TRIGGER IF EXISTS published_release_numbers_remain',
  `CREATE TRIGGER published_release_numbers_remain BEFORE DELETE ON published_release_numbers FOR EACH ROW
     SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Without its numbers, later releases are not protected beside a release.'`,
];

/** The numbers of a release remain: those after it are protected beside them. Run again it changes nothing. */
export class NumbersOfReleasesRemain1763844240000 implements MigrationInterface {
  readonly name = 'NumbersOfReleasesRemain1763844240000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
