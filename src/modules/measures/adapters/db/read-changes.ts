import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { FactChange } from '../../application/read-measures.js';
import type { MeasureQuestion } from '../../domain/measure.js';
import { countedTables } from './counted-tables.js';
import { factsStatementOf } from './measure-statements.js';

interface FactRow {
  readonly subject: string;
  readonly month: string;
  readonly n: string;
  readonly of_n: string;
  readonly pence: string;
}

const keyOf = ({ subject, month }: FactRow): string => `${subject}/${month}`;

const tables = Object.entries(countedTables).map(([table, { subject }]) => [table, subject] as const);

/** Of each fact the first revision recorded after a time; a fact nobody had recorded by then has none before it. */
const readCauses = async (
  tx: Tx,
  subjects: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, string | null>> => {
  const causes = new Map<string, string | null>();
  for (const [table, subject] of tables) {
    const rows = await select<{
      readonly subject: string;
      readonly cause: string;
      readonly revision: number;
    }>(
      tx,
      `SELECT f.${subject} AS subject, f.cause, f.revision FROM ${table} f
        WHERE f.${subject} IN (?) AND f.recorded_at > ? ORDER BY f.${subject}, f.revision DESC`,
      [subjects, since],
    );
    // The latest first, so that what stays is the first of them.
    for (const { subject: of, cause, revision } of rows) causes.set(of, revision === 1 ? null : cause);
  }
  return causes;
};

const zero = { n: '0', of_n: '0', pence: '0' };

/** What counts otherwise now than it did at an earlier time, by month and by the step that changed it first. */
export const readChanges = async (
  tx: Tx,
  then: MeasureQuestion,
  now: MeasureQuestion,
): Promise<readonly FactChange[]> => {
  if (then.asAt === null) return [];
  const before = new Map((await select<FactRow>(tx, factsStatementOf(then))).map((row) => [keyOf(row), row]));
  const after = new Map((await select<FactRow>(tx, factsStatementOf(now))).map((row) => [keyOf(row), row]));
  const moved = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const row = is ?? was;
    if (row === undefined) return [];
    const of = (field: 'n' | 'of_n' | 'pence'): number =>
      Number((is ?? zero)[field]) - Number((was ?? zero)[field]);
    const change = { n: of('n'), of: of('of_n'), pence: of('pence') };
    return change.n === 0 && change.of === 0 && change.pence === 0
      ? []
      : [{ ...change, subject: row.subject, month: row.month }];
  });
  if (moved.length === 0) return [];
  const causes = await readCauses(tx, [...new Set(moved.map(({ subject }) => subject))], then.asAt);
  const changes = new Map<string, FactChange>();
  for (const { subject, month, n, of, pence } of moved) {
    const cause = causes.get(subject) ?? null;
    const key = `${month}/${cause ?? ''}`;
    const sum = changes.get(key) ?? { month, cause, n: 0, of: 0, pence: 0 };
    changes.set(key, { ...sum, n: sum.n + n, of: sum.of + of, pence: sum.pence + pence });
  }
  return [...changes.values()].toSorted(
    (a, b) =>
      Number(a.month > b.month) - Number(a.month < b.month) || (a.cause ?? '').localeCompare(b.cause ?? ''),
  );
};

/** The first time at which what is counted was kept; null when nothing is. */
export const readKeptSince = async (tx: Tx): Promise<Date | null> => {
  const firsts = await select<{ readonly since: Date | null }>(
    tx,
    'SELECT MIN(recorded_at) AS since FROM counted_bed UNION ALL SELECT MIN(recorded_at) FROM counted_referral',
  );
  const times = firsts.flatMap(({ since }) => (since === null ? [] : [since.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
};
