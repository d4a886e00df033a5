import { createServer } from 'node:http';
import { hostname } from 'node:os';

import type { Config } from '../../config/load.js';
import { systemActor } from '../kernel/actor.js';
import { done } from '../kernel/outcome.js';
import type { CommandContext } from '../kernel/unit-of-work.js';
import { readDueOffers } from '../modules/placements/adapters/db/placement-repository.js';
import { holdLease, dropLease } from '../platform/db/lease.js';
import { execute } from '../platform/db/sql.js';
import { createLogger } from '../platform/logging.js';
import { createRelay } from '../platform/outbox/relay.js';
import { createRunMessage } from '../platform/outbox/run-message.js';
import {
  createProducerConnection,
  createPublisher,
  createQueueWorker,
  createScheduler,
  createScheduleWorker,
  type Schedule,
} from '../platform/queue/queues.js';
import { redisSettingFaults } from '../platform/queue/redis-settings.js';
import { openDatabase, SettingsFault } from './database.js';
import { createHandlers } from './handlers.js';
import { createModules } from './modules.js';

export interface WorkerTables {
  readonly consumers: readonly { readonly consumer: string; readonly concurrency: number }[];
  readonly schedules: readonly Schedule[];
  readonly rhythms: {
    readonly relayMs: number;
    readonly queuePatienceMs: number;
    readonly sweepMs: number;
    readonly heartbeatMs: number;
    readonly schedulesMs: number;
  };
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** Repeats work with a pause after each turn; a turn that fails is told and the next one comes all the same. */
const repeat = (work: () => Promise<unknown>, everyMs: number, onFault: (error: unknown) => void) => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work()
        .then(() => undefined, onFault)
        .finally(next);
    }, everyMs);
  };
  next();
  return async (): Promise<void> => {
    stopped = true;
    clearTimeout(timer);
    await turn;
  };
};

/** Starts everything a worker does: queues, relay, sweep, heartbeat, schedules. */
export const startWorker = async (config: Config, tables: WorkerTables): Promise<RunningWorker> => {
  const name = `${hostname()}-${process.pid}`;
  const logger = createLogger(config.logLevel, `worker ${process.pid}`);
  const onFault = (error: unknown): void => {
    logger.warn({ err: error }, 'worker fault');
  };
  const database = await openDatabase(
    {
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      isDemonstration: config.mode === 'demonstration',
    },
    onFault,
  );
  const { uow } = database;
  const modules = createModules();
  const runMessage = createRunMessage(uow, createHandlers(modules));

  const producer = createProducerConnection(config.redisUrl);
  let lastRedisFault = '';
  producer.on('error', (error) => {
    if (error.message !== lastRedisFault) logger.warn({ err: error }, 'redis away');
    lastRedisFault = error.message;
  });
  producer.on('ready', () => {
    lastRedisFault = '';
  });
  const redisFaults = await redisSettingFaults(producer);
  if (redisFaults.length > 0) {
    producer.disconnect();
    await database.close();
    throw new SettingsFault(`Redis is not set up safely:\n  ${redisFaults.join('\n  ')}`);
  }
  const publisher = createPublisher(
    producer,
    tables.consumers.map(({ consumer }) => consumer),
  );
  const queueWorkers = tables.consumers.map(({ consumer, concurrency }) =>
    createQueueWorker({
      url: config.redisUrl,
      consumer,
      concurrency,
      handle: async (messageId) => {
        await runMessage(messageId);
      },
      onFault,
    }),
  );

  const context = (requestId: string): CommandContext => ({ actor: systemActor, requestId });
  const scheduled: Readonly<Record<string, () => Promise<unknown>>> = {
    'nightly-rematch': () =>
      uow.run(context('nightly-rematch'), async (tx) => {
        await modules.matching.rematch(tx, 'nightly');
        return done(true);
      }),
    'forget-old-requests': () =>
      uow.run(context('forget-old-requests'), async (tx) =>
        done(
          await execute(
            tx,
            'DELETE FROM idempotency WHERE recorded_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY LIMIT 10000',
          ),
        ),
      ),
  };
  const scheduler = createScheduler(producer, tables.schedules);
  const scheduleWorker = createScheduleWorker({
    url: config.redisUrl,
    onFault,
    run: async (id) => {
      await scheduled[id]?.();
    },
  });

  const relay = createRelay({
    uow,
    holder: name,
    publish: (deliveries) => publisher.publish(deliveries),
    runHere: runMessage,
    patienceMs: tables.rhythms.queuePatienceMs,
    monotonicMs: () => performance.now(),
    onFault,
  });
  const sweep = async (): Promise<void> => {
    if (!(await holdLease(uow, context('sweep'), 'sweep', name))) return;
    for (const offerId of await uow.read((tx) => readDueOffers(tx, 200))) {
      await uow.run(context('sweep'), async (tx) => done(await modules.placements.expireOffer(tx, offerId)));
    }
  };
  let lastBeatMs = performance.now();
  const beat = async (): Promise<void> => {
    await uow.run(context('heartbeat'), async (tx) =>
      done(
        await execute(
          tx,
          `INSERT INTO worker_heartbeat (worker, at) VALUES (?, UTC_TIMESTAMP(6))
             ON DUPLICATE KEY UPDATE at = VALUES(at)`,
          [name],
        ),
      ),
    );
    lastBeatMs = performance.now();
  };
  await beat();
  const health =
    config.workerPort === null
      ? null
      : createServer((_request, response) => {
          const isAlive = performance.now() - lastBeatMs < 4 * tables.rhythms.heartbeatMs;
          response.writeHead(isAlive ? 200 : 503, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify({ status: isAlive ? 'ready' : 'not-ready' }));
        }).listen(config.workerPort, config.host);
  const stops = [
    repeat(relay, tables.rhythms.relayMs, onFault),
    repeat(sweep, tables.rhythms.sweepMs, onFault),
    repeat(beat, tables.rhythms.heartbeatMs, onFault),
    repeat(() => scheduler.keep(), tables.rhythms.schedulesMs, onFault),
  ];
  scheduler.keep().catch(onFault);
  logger.info({ consumers: tables.consumers.length }, 'worker ready');

  return {
    async stop() {
      health?.close();
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([...queueWorkers, scheduleWorker].map((worker) => worker.close()));
      await dropLease(uow, context('stop'), 'outbox-relay', name);
      await dropLease(uow, context('stop'), 'sweep', name);
      await scheduler.close().catch(onFault);
      await publisher.close();
      await uow.run(context('stop'), async (tx) =>
        done(await execute(tx, 'DELETE FROM worker_heartbeat WHERE worker = ?', [name])),
      );
      await database.close();
      logger.info('worker stopped');
    },
  };
};
