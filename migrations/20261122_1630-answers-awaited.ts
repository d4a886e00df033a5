import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn } from './already-there.js';

const id = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * The answer to an offer is due some time before the bed is let go. Offers made before have neither moment: their answer is due
 * when they lapse, as it was.
 */
export class AnswersAwaited1763842200000 implements MigrationInterface {
  readonly name = 'AnswersAwaited1763842200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['answer_due_at', 'remind_at']) {
      if (await hasColumn(runner, 'offer', column)) continue;
      await runner.query(`ALTER TABLE offer ADD COLUMN ${column} DATETIME(6) NULL`);
    }
    await runner.query(`CREATE TABLE IF NOT EXISTS offer_try (
      id ${id} NOT NULL PRIMARY KEY,
      offer_id ${id} NOT NULL,
      whom ENUM('provider','person','partnership') NOT NULL,
      channel ENUM('phone','email','in_person','other') NOT NULL,
      outcome ENUM('reached','message_left','no_answer') NOT NULL,
      tried_at DATETIME(6) NOT NULL,
      recorded_by ${id} NOT NULL,
      recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      KEY offer_try_by_offer (offer_id, tried_at)
    ) ENGINE=InnoDB`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
