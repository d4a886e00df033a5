import type { MigrationInterface, QueryRunner } from 'typeorm';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * What people answered about equality, apart from everything else. It hangs on the name, not on the person: whatever
 * removes who somebody is removes these answers in the same statement.
 */
export class Equality1763820480000 implements MigrationInterface {
  readonly name = 'Equality1763820480000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS client_equality (
        client_id ${id} NOT NULL PRIMARY KEY,
        ethnic_group ENUM('white_scottish','white_other_british','white_irish','white_polish','white_gypsy_traveller',
          'white_roma','white_showperson','white_other','mixed','asian_pakistani','asian_indian','asian_bangladeshi',
          'asian_chinese','asian_other','african','caribbean_or_black','arab','other','prefers_not_to_say') NULL,
        disability ENUM('limited_a_lot','limited_a_little','not_limited','prefers_not_to_say') NULL,
        religion_or_belief ENUM('none','church_of_scotland','roman_catholic','other_christian','muslim','hindu','buddhist',
          'sikh','jewish','pagan','other','prefers_not_to_say') NULL,
        sexual_orientation ENUM('straight','gay_or_lesbian','bisexual','other','prefers_not_to_say') NULL,
        trans_status ENUM('not_trans','trans','prefers_not_to_say') NULL,
        version INT UNSIGNED NOT NULL,
        recorded_by ${id} NOT NULL,
        recorded_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        CONSTRAINT client_equality_goes_with_the_name FOREIGN KEY (client_id)
          REFERENCES client_identity (client_id) ON DELETE CASCADE
      ) ENGINE=InnoDB`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
