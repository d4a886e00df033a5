import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Nobody is recorded as living in two places. Who is so already keeps both until one is ended: only the stay that began
 * first has the key.
 */
export class OneStayAPerson1763837100000 implements MigrationInterface {
  readonly name = 'OneStayAPerson1763837100000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'placement', 'is_second_stay'))) {
      await runner.query('ALTER TABLE placement ADD COLUMN is_second_stay BOOLEAN NOT NULL DEFAULT FALSE');
    }
    if (!(await hasColumn(runner, 'placement', 'resident_client_id'))) {
      await runner.query(
        `ALTER TABLE placement ADD COLUMN resident_client_id ${id}
           AS (IF(state = 'admitted' AND is_second_stay = 0, client_id, NULL)) VIRTUAL`,
      );
    }
    if (await hasIndex(runner, 'placement', 'placement_one_stay_a_person')) return;
    await runner.query(
      `UPDATE placement p
         JOIN (SELECT client_id, MIN(CONCAT(admitted_on, ' ', id)) AS first
                 FROM placement WHERE state = 'admitted' GROUP BY client_id HAVING COUNT(*) > 1) d
           ON d.client_id = p.client_id AND CONCAT(p.admitted_on, ' ', p.id) <> d.first
          SET p.is_second_stay = TRUE
        WHERE p.state = 'admitted'`,
    );
    await runner.query(
      'ALTER TABLE placement ADD UNIQUE KEY placement_one_stay_a_person (resident_client_id), ALGORITHM=INPLACE',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
