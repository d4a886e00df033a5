import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

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
      if (await hasColumn(runner, 'sign_in_address', name)) continue;
      await runner.query(`ALTER TABLE sign_in_address ADD COLUMN ${name} ${is}, ALGORITHM=INSTANT`);
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
