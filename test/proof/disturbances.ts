import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';

import { createChance } from '../../src/composition/demonstration/chance.js';
import { consumerNames } from '../../src/composition/subscriptions.js';
import { createProducerConnection, createPublisher } from '../../src/platform/queue/queues.js';
import type { LimitChange } from './check-invariants.js';
import type { ContestedWorld } from './contested-world.js';
import type { Race } from './race.js';
import type { Service } from './service-processes.js';

export interface Disturbances {
  readonly counts: { kills: number; flushes: number; repeatedDeliveries: number; hurriedOffers: number };
  readonly limitChanges: readonly LimitChange[];
  /** Ends them, and waits for those under way. */
  stop(): Promise<void>;
}

interface Rhythm {
  readonly everyMs: number;
  readonly turn: () => Promise<void>;
}

/** Runs turns at their own pace, never two of one kind at once. */
const runRhythms = (rhythms: readonly Rhythm[], onFault: (fault: unknown) => void) => {
  const underWay = new Set<Promise<void>>();
  const timers = rhythms.map(({ everyMs, turn }) => {
    let isBusy = false;
    return setInterval(() => {
      if (isBusy) return;
      isBusy = true;
      const running = turn()
        .catch(onFault)
        .finally(() => {
          isBusy = false;
          underWay.delete(running);
        });
      underWay.add(running);
    }, everyMs);
  });
  return async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(underWay);
  };
};

/**
 * What happens to the service while the clients race: processes die without warning, Redis forgets everything,
 * messages are delivered again, offers come close to their time, and budgets are raised so that they stay scarce
 * but never end.
 */
export const startDisturbances = (options: {
  readonly database: DataSource;
  readonly redisUrl: string;
  readonly world: ContestedWorld;
  readonly race: Race;
  readonly service: Service;
  readonly seed: number;
  readonly budgetPence: number;
  /** Whether processes are killed. */
  readonly withKills: boolean;
  /** Whether Redis is emptied. */
  readonly withFlushes: boolean;
  readonly onFault: (fault: unknown) => void;
}): Disturbances => {
  const { database, redisUrl, world, race, service, budgetPence, onFault } = options;
  const chance = createChance(options.seed + 1);
  const counts = { kills: 0, flushes: 0, repeatedDeliveries: 0, hurriedOffers: 0 };
  const limitChanges: LimitChange[] = world.budgets.map(({ budgetId, limitPence }) => ({
    budgetId,
    limitPence,
    afterEntryId: 0,
  }));
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  const publisher = createPublisher(
    createProducerConnection(redisUrl, () => undefined),
    Object.values(consumerNames),
  );
  const pending = new Set<NodeJS.Timeout>();

  const kill = async (): Promise<void> => {
    // On a slow machine a process may not be back yet; a service that is always down proves nothing.
    if (!service.isWhole()) return;
    service.kill(chance.between(0, service.killable - 1));
    counts.kills += 1;
  };

  const flush = async (): Promise<void> => {
    await redis.flushall();
    counts.flushes += 1;
  };

  /** A queue promises to deliver at least once; here is the more, twice over. */
  const deliverAgain = async (): Promise<void> => {
    const rows: { id: string; consumer: string }[] = await database.query(
      `SELECT id, consumer FROM outbox WHERE id > (SELECT GREATEST(MAX(id), 300) FROM outbox) - 300 AND consumer IN (?)
        ORDER BY RAND() LIMIT 4`,
      [Object.values(consumerNames)],
    );
    const deliveries = [...rows, ...rows].map(({ id, consumer }, index) => ({
      id,
      consumer,
      // Part of the job's name: a name used before would be passed over.
      attempt: 1_000_000 + counts.repeatedDeliveries + index,
    }));
    counts.repeatedDeliveries += deliveries.length;
    await publisher.publish(deliveries);
  };

  /** Answer times are hours long: some are cut to a moment, or to the moment before, and answered just then. */
  const hurryOffers = async (): Promise<void> => {
    for (const offerId of race.someOffers(4)) {
      const leftMs = chance.between(-20, 900);
      const until = 'UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND';
      const found: { affectedRows: number } = await database.query(
        // Only ever sooner: an offer whose time was up must not come back to life.
        `UPDATE offer SET expires_at = ${until} WHERE id = ? AND state = 'offered' AND expires_at > ${until}`,
        [leftMs * 1_000, offerId, leftMs * 1_000],
      );
      if (found.affectedRows === 0) continue;
      counts.hurriedOffers += 1;
      const timer = setTimeout(
        () => {
          pending.delete(timer);
          race.answerNow(offerId);
        },
        Math.max(0, leftMs - chance.between(-5, 25)),
      );
      pending.add(timer);
      // Half of them lose their message, so that the sweep has something to find.
      if (chance.happens(0.5)) continue;
      const messages: { id: string }[] = await database.query(
        `SELECT id FROM outbox WHERE id > (SELECT GREATEST(MAX(id), 3000) FROM outbox) - 3000 AND done_at IS NULL AND consumer = ?
            AND JSON_VALUE(payload, '$.offerId') = ?`,
        [consumerNames.expireOffer, offerId],
      );
      for (const { id } of messages) {
        await database.query(
          `UPDATE outbox SET due_at = ${until}, wanted_at = due_at WHERE id = ? AND done_at IS NULL`,
          [leftMs * 1_000, id],
        );
      }
    }
  };

  const raiseBudgets = async (): Promise<void> => {
    for (const { budgetId } of world.budgets) {
      await database.transaction(async (manager) => {
        const rows: { spent: string; allowed: string }[] = await manager.query(
          'SELECT spent_pence AS spent, limit_pence AS allowed FROM budget WHERE id = ? FOR UPDATE',
          [budgetId],
        );
        const limitPence = Number(rows[0]?.spent) + budgetPence;
        if (limitPence <= Number(rows[0]?.allowed)) return;
        await manager.query('UPDATE budget SET limit_pence = ? WHERE id = ?', [limitPence, budgetId]);
        // Entries are written while the budget's row is held, so none of this budget lies between these two.
        const last: { id: string }[] = await manager.query(
          'SELECT COALESCE(MAX(id), 0) AS id FROM budget_entry WHERE budget_id = ?',
          [budgetId],
        );
        limitChanges.push({ budgetId, limitPence, afterEntryId: Number(last[0]?.id) });
      });
    }
  };

  const stopRhythms = runRhythms(
    [
      ...(options.withKills ? [{ everyMs: 6_000, turn: kill }] : []),
      ...(options.withFlushes ? [{ everyMs: 5_000, turn: flush }] : []),
      { everyMs: 1_000, turn: deliverAgain },
      { everyMs: 300, turn: hurryOffers },
      { everyMs: 1_000, turn: raiseBudgets },
    ],
    onFault,
  );

  return {
    counts,
    limitChanges,
    async stop() {
      await stopRhythms();
      for (const timer of pending) clearTimeout(timer);
      await publisher.close();
      redis.disconnect();
    },
  };
};
