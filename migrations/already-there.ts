import type { QueryRunner } from 'typeorm';

const finds = async (runner: QueryRunner, statement: string, names: string[]): Promise<boolean> => {
  const rows: unknown = await runner.query(statement, names);
  return Array.isArray(rows) && rows.length > 0;
};

/** Whether a table has a column, so that a migration that stopped half-way can be run again. */
export const hasColumn = (runner: QueryRunner, table: string, column: string): Promise<boolean> =>
  finds(
    runner,
    `SELECT 1 FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?`,
    [table, column],
  );

/** Whether a table has an index, by its name. */
export const hasIndex = (runner: QueryRunner, table: string, index: string): Promise<boolean> =>
  finds(
    runner,
    `SELECT 1 FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ?`,
    [table, index],
  );
