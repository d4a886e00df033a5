import type { Tx } from '../../kernel/unit-of-work.js';
import { managerOf } from './transaction.js';

type SqlScalar = string | number | boolean | Date | null;

/** A list stands in `IN (?)`; a list of rows in `VALUES ?`. */
export type SqlValue = SqlScalar | readonly (string | number)[] | readonly (readonly SqlScalar[])[];

/** Rows of a SELECT. The caller names the row's shape, beside the statement that makes it. */
export const select = async <Row>(
  tx: Tx,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<Row[]> => managerOf(tx).query<Row[]>(statement, [...values]);

/** The one row of a SELECT, or null. */
export const selectOne = async <Row>(
  tx: Tx,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<Row | null> => (await select<Row>(tx, statement, values))[0] ?? null;

interface WriteResult {
  readonly affectedRows: number;
  readonly insertId: number | string;
}

/** How many rows an INSERT, UPDATE or DELETE touched (found, for an UPDATE, changed or not). */
export const execute = async (tx: Tx, statement: string, values: readonly SqlValue[] = []): Promise<number> =>
  (await managerOf(tx).query<WriteResult>(statement, [...values])).affectedRows;

/** The number an AUTO_INCREMENT gave to a new row. */
export const insertNumbered = async (
  tx: Tx,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<string> => String((await managerOf(tx).query<WriteResult>(statement, [...values])).insertId);

/** `(?, ?), (?, ?)` for `rows` rows of `columns` values. */
export const placeholders = (rows: number, columns: number): string =>
  Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => '?').join(', ')})`).join(', ');
