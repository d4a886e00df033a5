import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked for never changes, whichever columns a table has besides. */
const sameColumns = (columns: readonly string[]): string =>
  columns.map((column) => `OLD.${column} <=> NEW.${column}`).join(' AND ');

const kept = (table: string, columns: readonly string[], text: string): readonly string[] => [
  `DROP TRIGGER IF EXISTS ${table}_facts_are_kept`,
  `CREATE TRIGGER ${table}_facts_are_kept BEFORE UPDATE ON ${table} FOR EACH ROW
     IF NOT (OLD.answer IS NULL AND ${sameColumns(columns)})
     THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'; END IF`,
  `DROP TRIGGER IF EXISTS ${table}_is_never_deleted`,
  `CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table} FOR EACH ROW
     SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of ${table} are answered, never deleted'`,
];

const triggers = [
  ...kept(
    'funding_proposal',
    [
      ...['id', 'referral_id', 'partnership_id', 'route', 'weeks', 'weekly_rate_pence', 'decided_on'],
      ...['exceptional_reason', 'proposed_by', 'proposed_at'],
    ],
    'what was proposed is never changed, and answered once',
  ),
  ...kept(
    'funding_takeover',
    [
      ...['id', 'referral_id', 'partnership_id', 'placement_id', 'from_on', 'to_on', 'route'],
      ...['weekly_rate_pence', 'reason', 'proposed_by', 'proposed_at'],
    ],
    'what was asked for is never changed, and answered once',
  ),
];

/** The check that two people gave the yes holds only where the second is named: a comparison with nothing passes. */
const answeredBy = (table: string): { readonly name: string; readonly statement: string } => ({
  name: `${table}_is_answered_by_somebody`,
  statement: `ALTER TABLE ${table} ADD CONSTRAINT ${table}_is_answered_by_somebody
                CHECK (answer IS NULL OR answered_by IS NOT NULL)`,
});

/** What is asked of a second person stays as it was asked, is never taken away, and is answered by somebody. */
export class AnswersAreKept1763823360000 implements MigrationInterface {
  readonly name = 'AnswersAreKept1763823360000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of triggers) await runner.query(statement);
    for (const table of ['funding_proposal', 'funding_takeover']) {
      const { name, statement } = answeredBy(table);
      const there: unknown = await runner.query(
        `SELECT 1 FROM information_schema.table_constraints
          WHERE constraint_schema = DATABASE() AND table_name = ? AND constraint_name = ?`,
        [table, name],
      );
      if (!Array.isArray(there) || there.length === 0) await runner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
