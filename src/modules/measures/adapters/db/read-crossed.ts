import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { Grouping, MeasureQuestion } from '../../domain/measure.js';
import { crossedStatementOf } from './measure-statements.js';

/** What a measure comes to for people or places alike in all groups that were asked for. */
export interface CrossedCell {
  readonly groups: Readonly<Partial<Record<Grouping, string | null>>>;
  readonly days: number | null;
  readonly n: number;
  readonly pence: number;
}

/** A measure told apart by several groups at once, over the whole of its time. One statement. */
export const readCrossed = async (
  tx: Tx,
  question: MeasureQuestion,
  by: readonly Grouping[],
): Promise<readonly CrossedCell[]> => {
  const rows = await select<Readonly<Record<string, string | number | null>>>(
    tx,
    crossedStatementOf(question, by),
  );
  return rows.map((row) => ({
    groups: Object.fromEntries(
      by.map((grouping, index) => {
        const value = row[`g${index}`] ?? null;
        return [grouping, value === null ? null : String(value)];
      }),
    ),
    days: row['days'] == null ? null : Number(row['days']),
    n: Number(row['n']),
    pence: Number(row['pence']),
  }));
};
