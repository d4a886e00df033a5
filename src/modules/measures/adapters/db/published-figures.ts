import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { AddDifference } from '../../application/outside-figures.js';
import { comparedWith, differenceCodes, type DifferenceExplained } from '../../domain/difference.js';
import type { KeptFigure } from '../../domain/kept-figure.js';

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
  }>(
    tx,
    `SELECT id, measure, period_label, period_start, period_end, geography_type, geography, route, breakdown, category,
            figure, status, vintage, released_on, note, source
       FROM published_figure ORDER BY id`,
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
    status: row.status,
    vintage: row.vintage,
    releasedOn: row.released_on,
    note: emptyIsNull(row.note),
    source: row.source,
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
