import type { MigrationInterface, QueryRunner } from 'typeorm';

const never = (table: string, what: 'UPDATE' | 'DELETE', name: string): readonly string[] => [
  `DROP TRIGGER IF EXISTS ${table}_is_never_${name}`,
  `CREATE TRIGGER ${table}_is_never_${name} BEFORE ${what} ON ${table}
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of ${table} are never ${name}'`,
];

const statements = [
  ...never('client_restriction_opening', 'UPDATE', 'changed'),
  ...never('client_restriction_opening', 'DELETE', 'deleted'),
];

/** A comparison of two people passes where the second is nobody, so that somebody is asked for by itself. */
export class SomebodyAnswers1763838000000 implements MigrationInterface {
  readonly name = 'SomebodyAnswers1763838000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const table of ['stay_repair', 'provider_move']) {
      const name = `${table}_is_answered_by_somebody`;
      const there: unknown = await runner.query(
        `SELECT 1 FROM information_schema.table_constraints
          WHERE constraint_schema = DATABASE() AND table_name = ? AND constraint_name = ?`,
        [table, name],
      );
      if (Array.isArray(there) && there.length > 0) continue;
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (answer IS NULL OR answered_by IS NOT NULL)`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
