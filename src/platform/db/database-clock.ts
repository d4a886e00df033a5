import { londonDate, type IsoDate } from '../../kernel/iso-date.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { selectOne } from './sql.js';

/** The time by the database's clock, which decides every limit, and the civil date it is in Scotland. */
export const databaseNow = async (tx: Tx): Promise<{ readonly at: Date; readonly today: IsoDate }> => {
  const row = await selectOne<{ at: Date }>(tx, 'SELECT UTC_TIMESTAMP(6) AS at');
  if (row === null) throw new Error('The database did not say what time it is.');
  return { at: row.at, today: londonDate(row.at) };
};

/**
 * The server's own time, which the demonstration does not move: for what is about the people who use the service and not
 * about its beds, such as how long somebody is signed in. In production it is `databaseNow`.
 */
export const serverNow = async (tx: Tx): Promise<Date> => {
  const row = await selectOne<{ at: Date }>(tx, 'SELECT SYSDATE(6) AS at');
  if (row === null) throw new Error('The database did not say what time it is.');
  return row.at;
};
