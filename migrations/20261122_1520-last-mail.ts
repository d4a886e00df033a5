import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** The last mail of a member is found by an index. */
export class LastMail1763835000000 implements MigrationInterface {
  readonly name = 'LastMail1763835000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasIndex(runner, 'mail', 'mail_of_member')) return;
    await runner.query('ALTER TABLE mail ADD KEY mail_of_member (member_id, written_at, id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
