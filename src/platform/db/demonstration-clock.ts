import type { DataSource } from 'typeorm';

import type { Clock } from '../../kernel/clock.js';
import { oneTurnAtATime } from '../waiting.js';

/** A clock that is looked after by a timer until it is stopped. */
export interface DemonstrationClock extends Clock {
  stop(): void;
}

/**
 * The demonstration's time: the machine's, moved on by what the table `demonstration` says, looked up twice a second
 * so that every process moves together. Production has none: there the database's own clock decides.
 */
export const createDemonstrationClock = async (
  dataSource: DataSource,
  onFault: (error: unknown) => void,
): Promise<DemonstrationClock> => {
  let aheadMs = 0;
  const look = async (): Promise<void> => {
    const rows: { value: string }[] = await dataSource.query(
      `SELECT value FROM demonstration WHERE name = 'clock-ahead-ms'`,
    );
    aheadMs = Number(rows[0]?.value ?? 0);
  };
  await look();
  // One look at a time, however slow the database: looks that pile up would take every connection.
  const lookInTurn = oneTurnAtATime(look);
  const timer = setInterval(() => {
    lookInTurn().catch(onFault);
  }, 500);
  return {
    now: () => new Date(Date.now() + aheadMs),
    stop: () => {
      clearInterval(timer);
    },
  };
};
