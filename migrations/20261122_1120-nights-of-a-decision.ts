import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const columns: readonly (readonly [table: string, column: string, definition: string])[] = [
  // Nights promised, booked or slept on a decision. Guarded when they are taken: never more than its weeks.
  ['funding_decision', 'claimed_nights', 'INT UNSIGNED NOT NULL DEFAULT 0'],
  // The shared room that the person of this night was counted in, whatever room the bed is in later.
  ['bed_night', 'room_id', `${id} NULL`],
];

/** An approval pays for its nights once, and whoever leaves a shared room leaves the one they entered. */
export class NightsOfADecision1763810400000 implements MigrationInterface {
  readonly name = 'NightsOfADecision1763810400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, definition] of columns) {
      if (await hasColumn(runner, table, column)) continue;
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}, ALGORITHM=INSTANT`);
    }
    await runner.query(
      `UPDATE funding_decision d
         JOIN (SELECT funding_decision_id, SUM(nights) AS nights
                 FROM (SELECT funding_decision_id, DATEDIFF(departs_on, arrives_on) AS nights
                         FROM offer WHERE state = 'offered'
                       UNION ALL
                       SELECT funding_decision_id,
                              GREATEST(DATEDIFF(COALESCE(ended_on, departs_on), arrives_on), 0)
                         FROM placement WHERE state <> 'never_started') AS claims
                GROUP BY funding_decision_id) c ON c.funding_decision_id = d.id
          SET d.claimed_nights = c.nights`,
    );
    // Only where somebody is counted in the room on that night: a bed that was moved since entered another.
    await runner.query(
      `UPDATE bed_night n
         JOIN bed_unit u ON u.id = n.bed_id
         JOIN room_night r ON r.room_id = u.room_id AND r.night = n.night AND r.occupants > 0
          SET n.room_id = u.room_id
        WHERE n.claim_kind IN ('hold', 'stay') AND n.room_id IS NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
