import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { KeptFigure } from '../../domain/kept-figure.js';

/** National figures others published, newest period first, with their vintage and status. */
export const readPublishedFigures = async (tx: Tx): Promise<readonly KeptFigure[]> => {
  const rows = await select<{
    measure: string;
    period_label: string;
    period_start: IsoDate | null;
    period_end: IsoDate | null;
    route: string;
    figure: string | null;
    status: string;
    vintage: string;
    note: string | null;
    source: string;
  }>(
    tx,
    `SELECT measure, period_label, period_start, period_end, route, figure, status, vintage, note, source FROM published_figure
      WHERE geography_type = 'Scotland' AND (breakdown IS NULL OR breakdown = '')
      ORDER BY period_end DESC, period_start DESC, route, id LIMIT 200`,
  );
  return rows.map((row) => ({
    measure: row.measure,
    periodLabel: row.period_label,
    periodStartsOn: row.period_start,
    periodLastOn: row.period_end,
    route: row.route,
    figure: row.figure === null ? null : Number(row.figure),
    status: row.status,
    vintage: row.vintage,
    note: row.note,
    source: row.source,
  }));
};
