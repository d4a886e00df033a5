import type { MigrationInterface, QueryRunner } from 'typeorm';

import { hasColumn, hasIndex } from './already-there.js';

const id = 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

// Of what a figure tells, in one text: columns that may be empty are never the same to a key.
const thingOfWhatIsKept = `CONCAT_WS('|', measure, IF(period_label LIKE '%monthly mean', 'mean', ''),
  COALESCE(DATE_FORMAT(period_start, '%Y-%m-%d'), period_label),
  COALESCE(DATE_FORMAT(period_end, '%Y-%m-%d'), ''),
  geography_type, geography, route, COALESCE(breakdown, ''), COALESCE(category, ''))`;

// Where the source of a report prints its day. Figures that nobody published have none.
const releasedOn = `CASE
  WHEN status = 'derived' THEN NULL
  WHEN vintage = 'PHS 2025 via SG news' THEN '2025-10-08'
  WHEN vintage = 'PHS Dec 2024' OR vintage LIKE 'R10%' THEN '2024-12-17'
  WHEN vintage IN ('R9', 'R9 2024', 'R9 Jun 2024', 'R9/R10') THEN '2024-06-18'
  WHEN vintage LIKE 'R5%' THEN '2022-12-20'
  WHEN vintage = 'R4 15 Nov 2022' THEN '2022-11-15'
  WHEN vintage IN ('R4', 'R4 27 Sep 2022') OR vintage LIKE 'R4 before%' THEN '2022-09-27'
  ELSE NULL END`;

const explanations = `CREATE TABLE IF NOT EXISTS published_difference (
    id ${id} NOT NULL PRIMARY KEY,
    figure_id INT UNSIGNED NOT NULL,
    compared_with VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    words VARCHAR(1000) NOT NULL,
    told_here INT UNSIGNED NULL,
    explained_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    explained_by ${id} NOT NULL,
    KEY published_difference_of_figure (figure_id),
    CONSTRAINT published_difference_figure FOREIGN KEY (figure_id) REFERENCES published_figure (id)
  ) ENGINE=InnoDB`;

/** A figure of others is kept once in each vintage, with its day, and why it differs is written down. Run again it changes nothing. */
export class PublishedFiguresByVintage1763845560000 implements MigrationInterface {
  readonly name = 'PublishedFiguresByVintage1763845560000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await hasColumn(runner, 'published_figure', 'released_on'))) {
      await runner.query('ALTER TABLE published_figure ADD COLUMN released_on DATE NULL');
      await runner.query(`UPDATE published_figure SET released_on = ${releasedOn}`);
    }
    if (!(await hasColumn(runner, 'published_figure', 'thing')))
      await runner.query('ALTER TABLE published_figure ADD COLUMN thing VARCHAR(400) NULL');
    await runner.query(`UPDATE published_figure SET thing = ${thingOfWhatIsKept} WHERE thing IS NULL`);
    if (!(await hasIndex(runner, 'published_figure', 'published_figure_once')))
      await runner.query(
        'ALTER TABLE published_figure ADD UNIQUE KEY published_figure_once (thing, vintage)',
      );
    await runner.query(explanations);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: write a new one that puts it right.');
  }
}
