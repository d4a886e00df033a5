import { done } from '../../kernel/outcome.js';
import type { CommandContext, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { execute } from './sql.js';

/** That a worker lives, told to the database. */
export interface Heartbeat {
  /** Writes that this worker lives, after a whole round trip to the database. */
  beat(): Promise<void>;
  /** How long ago the last beat came back. Unit: milliseconds. */
  silentMs(): number;
  /** Takes this worker off the list. */
  forget(): Promise<void>;
}

/** A heartbeat under this worker's name; it counts as just told until the first beat. */
export const createHeartbeat = (
  uow: UnitOfWork,
  context: CommandContext,
  worker: string,
  monotonicMs: () => number,
): Heartbeat => {
  let lastMs = monotonicMs();
  return {
    async beat() {
      await uow.run(context, async (tx) =>
        done(
          await execute(
            tx,
            `INSERT INTO worker_heartbeat (worker, at) VALUES (?, UTC_TIMESTAMP(6))
               ON DUPLICATE KEY UPDATE at = VALUES(at)`,
            [worker],
          ),
        ),
      );
      lastMs = monotonicMs();
    },
    silentMs: () => monotonicMs() - lastMs,
    async forget() {
      await uow.run(context, async (tx) =>
        done(await execute(tx, 'DELETE FROM worker_heartbeat WHERE worker = ?', [worker])),
      );
    },
  };
};

/** Forgets up to `atMost` workers that have not told for so many days: they were killed outright. Gives how many. */
export const forgetSilentWorkers = async (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM worker_heartbeat WHERE at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY at LIMIT ?',
    [days, atMost],
  );
