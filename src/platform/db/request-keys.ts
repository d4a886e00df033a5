import type { Tx } from '../../kernel/unit-of-work.js';
import { execute } from './sql.js';

/** Forgets up to `atMost` answers kept for requests that were made so many days ago. Gives how many. */
export const forgetRequestKeys = async (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    `DELETE FROM idempotency WHERE recorded_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY
      ORDER BY recorded_at LIMIT ?`,
    [days, atMost],
  );
