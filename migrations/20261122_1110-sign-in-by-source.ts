import type { MigrationInterface, QueryRunner } from 'typeorm';

const finds = async (runner: QueryRunner, statement: string, values: readonly string[]): Promise<boolean> => {
  const rows: unknown = await runner.query(statement, [...values]);
  return Array.isArray(rows) && rows.length > 0;
};

// A row stands for an address together with where the tries come from; its key is a hash of both.
const columns = [
  // Since the last success.
  { name: 'failures', is: 'INT UNSIGNED NOT NULL DEFAULT 0' },
  { name: 'last_failed_at', is: 'DATETIME(6) NULL' },
] as const;

/** Addresses are compared letter by letter, and waits after failed tries grow for each address and source. */
export class SignInBySource1763809800000 implements MigrationInterface {
  readonly name = 'SignInBySource1763809800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { name, is } of columns) {
      const isThere = await finds(
        runner,
        `SELECT 1 FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name = 'sign_in_address' AND column_name = ?`,
        [name],
      );
      if (!isThere) {
        await runner.query(`ALTER TABLE sign_in_address ADD COLUMN ${name} ${is}, ALGORITHM=INSTANT`);
      }
    }
    // The collation before took letters with accents, and some that are not seen, for the plain ones.
    await runner.query(
      'UPDATE member SET email = LOWER(email) WHERE CAST(email AS BINARY) <> CAST(LOWER(email) AS BINARY)',
    );
    await runner.query(
      'ALTER TABLE member MODIFY COLUMN email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
