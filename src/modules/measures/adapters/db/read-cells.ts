import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import { inOrder, type MeasureCell, type MeasureQuestion } from '../../domain/measure.js';
import { statementOf } from './measure-statements.js';

/** A measure counted in SQL: the numbers of whole months, in order. One statement. */
export const readCells = async (tx: Tx, question: MeasureQuestion): Promise<readonly MeasureCell[]> => {
  const rows = await select<{
    readonly month: string;
    readonly grouped_by: string | null;
    readonly days: string | number | null;
    readonly n: string;
    readonly of_n: string;
    readonly pence: string;
  }>(tx, statementOf(question));
  const cells = rows.map(({ month, grouped_by, days, n, of_n, pence }) => ({
    month,
    group: grouped_by,
    days: days === null ? null : Number(days),
    n: Number(n),
    of: Number(of_n),
    pence: Number(pence),
  }));
  // Nights that are all taken away again leave nothing.
  return inOrder(cells.filter(({ n, of, pence }) => n !== 0 || of !== 0 || pence !== 0));
};
