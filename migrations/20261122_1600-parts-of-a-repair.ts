import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

const statements = [
  // A repair adds nights that more than one agreement pays for: the change of the stay holds the money of the first run of them,
  // and each further run is a claim of its own under the id of its row, for the nights from from_on up to to_on.
  `CREATE TABLE IF NOT EXISTS stay_repair_part (
    id ${id} NOT NULL PRIMARY KEY,
    repair_id ${id} NOT NULL,
    placement_id ${id} NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    made_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY stay_repair_part_once (repair_id, from_on),
    KEY stay_repair_part_by_placement (placement_id, id),
    CONSTRAINT stay_repair_part_of_repair FOREIGN KEY (repair_id) REFERENCES stay_repair (id),
    CONSTRAINT stay_repair_part_of_placement FOREIGN KEY (placement_id) REFERENCES placement (id),
    CONSTRAINT stay_repair_part_nights CHECK (from_on < to_on)
  ) ENGINE=InnoDB`,
  'DROP TRIGGER IF EXISTS stay_repair_part_is_never_changed',
  `CREATE TRIGGER stay_repair_part_is_never_changed BEFORE UPDATE ON stay_repair_part
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of stay_repair_part are never changed'`,
  'DROP TRIGGER IF EXISTS stay_repair_part_is_never_deleted',
  `CREATE TRIGGER stay_repair_part_is_never_deleted BEFORE DELETE ON stay_repair_part
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'rows of stay_repair_part are never deleted'`,
];

/** Nights that a repair adds are paid by whoever paid for each of them. Run again it changes nothing. */
export class PartsOfARepair1763839860000 implements MigrationInterface {
  readonly name = 'PartsOfARepair1763839860000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
