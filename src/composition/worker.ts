import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';

import type { Redis } from 'ioredis';

import type { Config } from '../../config/load.js';
import { createHeartbeat, type Heartbeat } from '../platform/db/heartbeat.js';
import { dropLease, holdLease } from '../platform/db/lease.js';
import { createLogger, type Logger } from '../platform/logging.js';
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
import { repeat } from '../platform/repeat.js';
import { openDatabase, SettingsFault } from './database.js';
import { createHandlers } from './handlers.js';
import { createModules } from './modules.js';
import { createScheduledWork, createSweep, serviceContext } from './scheduled-work.js';

export interface WorkerTables {
  readonly consumers: readonly {
    readonly consumer: string;
    readonly concurrency: number;
    /** For a consumer that answers everything waiting at once: the least time between two of its messages. */
    readonly gatherMs?: number;
  }[];
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

/** A worker that could not reach the database for this long ends, so that its supervisor starts another. */
const silentAtMostMs = 60_000;

/** Redis as this process uses it: told once when it goes away, not once a try. */
const connectRedis = (url: string, logger: Logger): Redis => {
  const redis = createProducerConnection(url);
  let lastFault = '';
  redis.on('error', (error) => {
    if (error.message !== lastFault) logger.warn({ err: error }, 'redis away');
    lastFault = error.message;
  });
  redis.on('ready', () => {
    lastFault = '';
  });
  return redis;
};

/** Answers on a port of its own whether this worker lives, for whoever supervises it. */
const serveHealth = (port: number, host: string, heartbeat: Heartbeat): Server =>
  createServer((_request, response) => {
    const isAlive = heartbeat.silentMs() < silentAtMostMs;
    response.writeHead(isAlive ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ status: isAlive ? 'ready' : 'not-ready' }));
  }).listen(port, host);

/**
 * Starts everything a worker does: queues, relay, sweep, heartbeat, schedules.
 *
 * @throws SettingsFault when the database or Redis is not set up safely.
 */
export const startWorker = async (
  config: Config,
  { consumers, schedules, rhythms }: WorkerTables,
  onSilent: () => void,
): Promise<RunningWorker> => {
  const name = `${hostname()}-${process.pid}`;
  const logger = createLogger(config.logLevel, `worker ${process.pid}`);
  const onFault = (error: unknown): void => {
    logger.warn({ err: error }, 'worker fault');
  };
  const monotonicMs = (): number => performance.now();

  const database = await openDatabase(
    {
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      isDemonstration: config.mode === 'demonstration',
    },
    onFault,
  );
  const { uow } = database;
  const redis = connectRedis(config.redisUrl, logger);
  const redisFaults = await redisSettingFaults(redis);
  if (redisFaults.length > 0) {
    redis.disconnect();
    await database.close();
    throw new SettingsFault(`Redis is not set up safely:\n  ${redisFaults.join('\n  ')}`);
  }

  const modules = createModules();
  const runMessage = createRunMessage(uow, createHandlers(modules));
  const scheduledWork = createScheduledWork(uow, modules);
  const publisher = createPublisher(
    redis,
    consumers.map(({ consumer }) => consumer),
  );
  const scheduler = createScheduler(redis, schedules);
  const queueWorkers = [
    ...consumers.map(({ consumer, concurrency }) =>
      createQueueWorker({ url: config.redisUrl, consumer, concurrency, handle: runMessage, onFault }),
    ),
    createScheduleWorker({
      url: config.redisUrl,
      onFault,
      run: async (id) => {
        await scheduledWork[id]?.();
      },
    }),
  ];

  const relay = createRelay({
    uow,
    holder: name,
    publish: (deliveries) => publisher.publish(deliveries),
    runHere: runMessage,
    gatherMs: Object.fromEntries(
      consumers.flatMap(({ consumer, gatherMs }) => (gatherMs === undefined ? [] : [[consumer, gatherMs]])),
    ),
    patienceMs: rhythms.queuePatienceMs,
    monotonicMs,
    onFault,
  });
  const sweep = createSweep(uow, modules, onFault);
  const heartbeat = createHeartbeat(uow, serviceContext('heartbeat'), name, monotonicMs);
  await heartbeat.beat();
  const health = config.workerPort === null ? null : serveHealth(config.workerPort, config.host, heartbeat);

  const stops = [
    repeat(relay, rhythms.relayMs, onFault),
    repeat(
      async () => {
        if (await holdLease(uow, serviceContext('sweep'), 'sweep', name)) await sweep();
      },
      rhythms.sweepMs,
      onFault,
    ),
    repeat(() => heartbeat.beat(), rhythms.heartbeatMs, onFault),
    repeat(() => scheduler.keep(), rhythms.schedulesMs, onFault),
  ];
  scheduler.keep().catch(onFault);
  // A timer of its own: a beat that never comes back must not stop the looking.
  const watch = setInterval(() => {
    if (heartbeat.silentMs() > silentAtMostMs) onSilent();
  }, rhythms.heartbeatMs);
  logger.info({ consumers: consumers.length }, 'worker ready');

  return {
    async stop() {
      clearInterval(watch);
      health?.close();
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all(queueWorkers.map((worker) => worker.close()));
      await dropLease(uow, serviceContext('stop'), 'outbox-relay', name);
      await dropLease(uow, serviceContext('stop'), 'sweep', name);
      await heartbeat.forget();
      await scheduler.close().catch(onFault);
      await publisher.close();
      await database.close();
      logger.info('worker stopped');
    },
  };
};
