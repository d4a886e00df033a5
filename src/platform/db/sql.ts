import type { Tx } from '../../kernel/unit-of-work.js';
import { managerOf, readerOf } from './transaction.js';

type SqlScalar = string | number | boolean | Date | null;

/** A list stands in `IN (?)`; a list of rows in `VALUES ?`. */
export type SqlValue = SqlScalar | readonly (string | number)[] | readonly (readonly SqlScalar[])[];

/**
 * Rows of a SELECT. The caller names the row's shape, beside the statement that makes it.
 *
 * @throws when a read is asked to write or to lock.
 */
export const select = async <Row>(
  tx: Tx,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<Row[]> => readerOf(tx, statement).query<Row[]>(statement, [...values]);

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

/**
 * How many rows an INSERT, UPDATE or DELETE touched (found, for an UPDATE, changed or not).
 *
 * @throws when the transaction is a read.
 */
export const execute = async (tx: Tx, statement: string, values: readonly SqlValue[] = []): Promise<number> =>
  (await managerOf(tx).query<WriteResult>(statement, [...values])).affectedRows;

/**
 * The number an AUTO_INCREMENT gave to a new row, as text, since it may be greater than a JavaScript number holds.
 *
 * @throws when the transaction is a read.
 */
export const insertNumbered = async (
  tx: Tx,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<string> => String((await managerOf(tx).query<WriteResult>(statement, [...values])).insertId);

/** `(?, ?), (?, ?)` for `rows` rows of `columns` values. */
export const placeholders = (rows: number, columns: number): string =>
  Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => '?').join(', ')})`).join(', ');

/** The pattern of LIKE for what contains a text as it was typed; its signs stand for themselves. */
export const containing = (typed: string): string => `%${typed.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
