import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

/** The nights of a person and of their approval that open offers have by the release before this one. */
const openWithNights = `SELECT o.id, o.funding_decision_id, DATEDIFF(o.departs_on, o.arrives_on) AS nights
                          FROM offer o
                         WHERE o.state = 'offered' AND EXISTS (SELECT 1 FROM client_night n WHERE n.claim_id = o.id)`;

/**
 * A person may have several offers open: each has a slot of its own and a project of its own. Their own nights and those of
 * their approval are the booking's, of which they have one. Run again it changes nothing.
 */
export class SeveralOffers1763843460000 implements MigrationInterface {
  readonly name = 'SeveralOffers1763843460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE offer
         MODIFY state ENUM('offered','accepted','declined','expired','withdrawn','superseded') NOT NULL`,
    );
    if (!(await hasColumn(runner, 'offer', 'slot'))) {
      await runner.query(
        `ALTER TABLE offer ADD COLUMN slot TINYINT UNSIGNED NOT NULL DEFAULT 1,
           ADD CONSTRAINT offer_slot_there_is CHECK (slot BETWEEN 1 AND 3)`,
      );
    }
    for (const [name, column] of [
      ['offer_one_live_per_slot', 'slot'],
      ['offer_one_live_per_project', 'project_id'],
    ] as const) {
      if (await hasIndex(runner, 'offer', name)) continue;
      await runner.query(`ALTER TABLE offer ADD UNIQUE KEY ${name} (live_client_id, ${column})`);
    }
    if (await hasIndex(runner, 'offer', 'offer_one_live_per_client')) {
      await runner.query('ALTER TABLE offer DROP KEY offer_one_live_per_client');
    }
    // Both or neither: the second is how the first is known to be done.
    await runner.query('START TRANSACTION');
    await runner.query(
      `UPDATE funding_decision d
         JOIN (SELECT funding_decision_id, SUM(nights) AS nights FROM (${openWithNights}) AS o
                GROUP BY funding_decision_id) c ON c.funding_decision_id = d.id
          SET d.claimed_nights = IF(d.claimed_nights > c.nights, d.claimed_nights - c.nights, 0)`,
    );
    await runner.query(
      `DELETE n FROM client_night n JOIN offer o ON o.id = n.claim_id WHERE o.state = 'offered'`,
    );
    await runner.query('COMMIT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
