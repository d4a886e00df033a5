import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasIndex } from './already-there.js';

/** The oldest notifications are forgotten first, by an index. */
export class NotificationsByTime1763826000000 implements MigrationInterface {
  readonly name = 'NotificationsByTime1763826000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await hasIndex(runner, 'notification', 'notification_by_time')) return;
    await runner.query('ALTER TABLE notification ADD KEY notification_by_time (told_at)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
