import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, placeholders, select } from '../../../../platform/db/sql.js';
import type { ImportFiguresDeps, WithdrawFigureDeps } from '../../application/import-figures.js';
import type { AddDifference } from '../../application/outside-figures.js';
import { comparedWith, differenceCodes, type DifferenceExplained } from '../../domain/difference.js';
import { thingOf, type KeptFigure } from '../../domain/kept-figure.js';

const emptyIsNull = (text: string | null): string | null => (text === '' ? null : text);

/** Figures others published, each in every vintage, as they were published. */
export const readKeptFigures = async (tx: Tx): Promise<readonly KeptFigure[]> => {
  const rows = await select<{
    id: number;
    measure: string;
    period_label: string;
    period_start: IsoDate | null;
    period_end: IsoDate | null;
    geography_type: string;
    geography: string;
    route: string;
    breakdown: string | null;
    category: string | null;
    figure: string | null;
    status: string;
    vintage: string;
    released_on: IsoDate | null;
    note: string | null;
    source: string;
    withdrawn_because: string | null;
  }>(
    tx,
    `SELECT f.id, f.measure, f.period_label, f.period_start, f.period_end, f.geography_type, f.geography, f.route,
            f.breakdown, f.category, f.figure, f.status, f.vintage, f.released_on, f.note, f.source,
            w.reason AS withdrawn_because
       FROM published_figure f LEFT JOIN published_withdrawal w ON w.figure_id = f.id ORDER BY f.id`,
  );
  return rows.map((row) => ({
    figureId: row.id,
    measure: row.measure,
    periodLabel: row.period_label,
    periodStartsOn: row.period_start,
    periodLastOn: row.period_end,
    areaKind: row.geography_type.toLowerCase(),
    area: row.geography,
    route: row.route,
    breakdown: emptyIsNull(row.breakdown),
    category: emptyIsNull(row.category),
    figure: row.figure === null ? null : Number(row.figure),
    status: row.withdrawn_because === null ? row.status : 'withdrawn',
    vintage: row.vintage,
    releasedOn: row.released_on,
    note: emptyIsNull(row.note),
    source: row.source,
    withdrawnBecause: row.withdrawn_because,
  }));
};

/** Why figures differ, the first that was written first. */
export const readDifferences = async (tx: Tx): Promise<readonly DifferenceExplained[]> => {
  const rows = await select<{
    id: string;
    figure_id: number;
    compared_with: string;
    code: string;
    words: string;
    told_here: number | null;
    explained_at: Date;
    explained_by_name: string | null;
  }>(
    tx,
    `SELECT d.id, d.figure_id, d.compared_with, d.code, d.words, d.told_here, d.explained_at,
            m.display_name AS explained_by_name
       FROM published_difference d LEFT JOIN member m ON m.id = d.explained_by
      ORDER BY d.explained_at, d.id`,
  );
  return rows.flatMap((row) => {
    const code = differenceCodes.find((known) => known === row.code);
    const beside = comparedWith.find((known) => known === row.compared_with);
    // One of a kind that this release does not know is for another.
    if (code === undefined || beside === undefined) return [];
    return [
      {
        ...{ differenceId: row.id, figureId: row.figure_id, comparedWith: beside, code, words: row.words },
        ...{ toldHere: row.told_here, explainedAt: row.explained_at },
        explainedBy: row.explained_by_name ?? 'Somebody who is no member any more',
      },
    ];
  });
};

/** Adds an explanation; none is ever changed. */
export const addDifference: AddDifference = async (
  tx,
  { differenceId, figureId, comparedWith: beside, code, words, toldHere },
  memberId,
) => {
  await execute(
    tx,
    `INSERT INTO published_difference (id, figure_id, compared_with, code, words, told_here, explained_by)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [differenceId, figureId, beside, code, words, toldHere, memberId],
  );
};

/** Names of partnerships, of which figures can be. */
export const readAreas = async (tx: Tx): Promise<readonly string[]> =>
  (await select<{ name: string }>(tx, 'SELECT name FROM partnership ORDER BY name')).map(({ name }) => name);

const columns = [
  ...['measure', 'period_label', 'period_start', 'period_end', 'geography_type', 'geography', 'route'],
  ...[
    'breakdown',
    'category',
    'figure',
    'status',
    'vintage',
    'released_on',
    'note',
    'source',
    'thing',
    'import_id',
  ],
];

/** Adds figures of one sheet; false, and none of them, where one was taken in meanwhile: the key says which. */
export const addFigures: ImportFiguresDeps['addFigures'] = (tx, importId, figures) =>
  insertUnlessKept('published_figure_once', () =>
    execute(
      tx,
      `INSERT INTO published_figure (${columns.join(', ')}) VALUES ${placeholders(figures.length, columns.length)}`,
      figures.flatMap((figure) => [
        ...[figure.measure, figure.periodLabel, figure.periodStartsOn, figure.periodLastOn],
        ...[figure.areaKind, figure.area, figure.route, figure.breakdown, figure.category],
        ...[figure.figure, figure.status, figure.vintage],
        ...[figure.releasedOn, figure.note, figure.source, thingOf(figure), importId],
      ]),
    ),
  );

/** Records that a figure was taken back; false where it was before. */
export const addWithdrawal: WithdrawFigureDeps['addWithdrawal'] = (tx, figureId, reason, memberId) =>
  insertUnlessKept('PRIMARY', () =>
    execute(tx, 'INSERT INTO published_withdrawal (figure_id, reason, withdrawn_by) VALUES (?, ?, ?)', [
      figureId,
      reason,
      memberId,
    ]),
  );

const insertUnlessKept = async (key: string, insert: () => Promise<number>): Promise<boolean> => {
  try {
    await insert();
    return true;
  } catch (error) {
    if (duplicateKeyOf(error) !== key) throw error;
    return false;
  }
};
