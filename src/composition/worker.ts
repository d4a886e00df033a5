import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';

import type { Redis } from 'ioredis';

import type { Config } from '../../config/load.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { createBarrierCounter } from '../modules/matching/adapters/thread/barrier-counter.js';
import { createHeartbeat, type Heartbeat } from '../platform/db/heartbeat.js';
import { dropLease, holdLease } from '../platform/db/lease.js';
import { createLogger, type Logger } from '../platform/logging.js';
import { createMailer, type Mailer } from '../platform/mail/smtp.js';
import { createRelay } from '../platform/outbox/relay.js';
import { createRunMessage, type Run } from '../platform/outbox/run-message.js';
import { createTellOfRuns } from '../platform/outbox/tell-of-runs.js';
import {
  createProducerConnection,
  createPublisher,
  createQueueWorker,
  createScheduler,
  createScheduleWorker,
  type Publisher,
  type Schedule,
} from '../platform/queue/queues.js';
import { redisSettingFaults } from '../platform/queue/redis-settings.js';
import { repeat } from '../platform/repeat.js';
import { openDatabase, SettingsFault, type Database } from './database.js';
import { createHandlers } from './handlers.js';
import { createWorkerMatching } from './matcher.js';
import { createMailTurn } from './mail-turn.js';
import { createModules, type Modules } from './modules.js';
import { createPrepareReleases } from './publication.js';
import { createScheduledWork, createSweep } from './scheduled-work.js';
import { serviceContext } from './service-context.js';

/** The tables a worker is started from: who handles messages, what comes by the clock, and how often it looks. */
export interface WorkerTables {
  readonly consumers: readonly {
    readonly consumer: string;
    readonly concurrency: number;
    /** For a consumer that answers everything waiting at once: the least time between two of its messages. */
    readonly gatherMs?: number;
  }[];
  readonly schedules: readonly Schedule[];
  /** People times places from which a run of the matcher goes to a thread of its own; as configured unless given. */
  readonly pairsOfThread?: number;
  readonly rhythms: {
    readonly relayMs: number;
    readonly queuePatienceMs: number;
    readonly sweepMs: number;
    readonly releasesMs: number;
    readonly mailMs: number;
    readonly heartbeatMs: number;
    readonly schedulesMs: number;
  };
}

/** A worker that works. */
export interface RunningWorker {
  /** Finishes the jobs in hand, lets go of its leases, and takes itself off the list. */
  stop(): Promise<void>;
}

/** A worker that could not reach the database for this long ends, so that its supervisor starts another. */
const silentAtMostMs = 60_000;

/** Answers on a port of its own whether this worker lives, for whoever supervises it. */
const serveHealth = (port: number, host: string, heartbeat: Heartbeat, redis: Redis): Server =>
  createServer((_request, response) => {
    const isAlive = heartbeat.silentMs() < silentAtMostMs;
    response.writeHead(isAlive ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify({
        status: isAlive ? 'ready' : 'not-ready',
        faults: isAlive ? [] : ['The database has not answered for a minute.'],
        notes:
          redis.status === 'ready' ? [] : ['The queue (Redis) does not answer: messages are run without it.'],
      }),
    );
  }).listen(port, host);

/** Everything a worker's parts share. */
interface Workplace {
  readonly config: Config;
  readonly tables: WorkerTables;
  /** This worker among the others: its host and process. */
  readonly name: string;
  readonly logger: Logger;
  readonly onFault: (error: unknown) => void;
  readonly uow: UnitOfWork;
  readonly redis: Redis;
  readonly modules: Modules;
}

const monotonicMs = (): number => performance.now();

/**
 * The database and Redis, looked at before anything is done with them.
 *
 * @throws SettingsFault when one of them is not set up safely; neither is left open then.
 */
const openServers = async (
  config: Config,
  logger: Logger,
  onFault: (error: unknown) => void,
): Promise<{ readonly database: Database; readonly redis: Redis }> => {
  const database = await openDatabase(
    {
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      mode: config.mode,
    },
    onFault,
  );
  const redis = createProducerConnection(config.redisUrl, (fault) => {
    logger.warn({ err: fault }, 'redis away');
  });
  const redisFaults = await redisSettingFaults(redis);
  if (redisFaults.length > 0) {
    redis.disconnect();
    await database.close();
    throw new SettingsFault(`Redis is not set up safely:\n  ${redisFaults.join('\n  ')}`);
  }
  return { database, redis };
};

/** Runs one message by its number; one that nobody here can read is an error in the log, once. */
const messageRunner = ({ uow, modules, logger }: Workplace) => {
  const runMessage = createRunMessage(
    uow,
    createHandlers(modules, uow),
    (messageId, { refusal, message }) => {
      logger.error({ messageId, refusal, detail: message }, 'message set aside');
    },
  );
  const tell = createTellOfRuns(logger, monotonicMs);
  /** `consumer` is whose queue it came from, or null where it is run without one. */
  return (messageId: string, consumer: string | null): Promise<Run> =>
    tell('message', { messageId, consumer }, () => runMessage(messageId));
};

/** Sends mail; one that is given up is an error in the log, once. */
const mailTurn = ({ uow, modules, logger }: Workplace, mailer: Mailer) =>
  createMailTurn(uow, modules, mailer, (mailId, fault) => {
    logger.error({ mailId, fault }, 'mail given up');
  });

type RunMessage = ReturnType<typeof messageRunner>;

/** Takes jobs from the queues: one for each consumer, and one for what comes by the clock. */
const startQueueWorkers = (
  { config, tables, logger, onFault, uow, modules }: Workplace,
  runMessage: RunMessage,
): readonly { close(): Promise<void> }[] => {
  const scheduledWork = new Map(Object.entries(createScheduledWork(uow, modules)));
  const tell = createTellOfRuns(logger, monotonicMs);
  return [
    ...tables.consumers.map(({ consumer, concurrency }) =>
      createQueueWorker({
        url: config.redisUrl,
        consumer,
        concurrency,
        onFault,
        handle: (messageId) => runMessage(messageId, consumer),
      }),
    ),
    createScheduleWorker({
      url: config.redisUrl,
      onFault,
      run: async (id) => {
        const work = scheduledWork.get(id);
        if (work !== undefined)
          await tell('schedule', { schedule: id }, async () => {
            await work();
            return 'done' as const;
          });
      },
    }),
  ];
};

const createWorkerRelay = (
  { tables: { consumers, rhythms }, name, onFault, uow }: Workplace,
  publisher: Publisher,
  runMessage: RunMessage,
) =>
  createRelay({
    uow,
    holder: name,
    publish: (deliveries) => publisher.publish(deliveries),
    runHere: (messageId) => runMessage(messageId, null),
    gatherMs: Object.fromEntries(
      consumers.flatMap(({ consumer, gatherMs }) => (gatherMs === undefined ? [] : [[consumer, gatherMs]])),
    ),
    patienceMs: rhythms.queuePatienceMs,
    monotonicMs,
    onFault,
  });

/** Ends the process when the database has been silent too long, so that its supervisor starts another. */
const watchOver = (heartbeat: Heartbeat, everyMs: number, onSilent: () => void): (() => void) => {
  // A timer of its own: a beat that never comes back must not stop the looking.
  const watch = setInterval(() => {
    if (heartbeat.silentMs() > silentAtMostMs) onSilent();
  }, everyMs);
  return () => {
    clearInterval(watch);
  };
};

/**
 * Starts everything a worker does: queues, relay, sweep, heartbeat, schedules.
 *
 * @param onSilent - called when the database has not answered for a minute
 * @throws SettingsFault when the database or Redis is not set up safely.
 */
export const startWorker = async (
  config: Config,
  tables: WorkerTables,
  onSilent: () => void,
): Promise<RunningWorker> => {
  const name = `${hostname()}-${process.pid}`;
  const logger = createLogger(config.logLevel, `worker ${process.pid}`);
  const onFault = (error: unknown): void => {
    logger.warn({ err: error }, 'worker fault');
  };
  const { database, redis } = await openServers(config, logger, onFault);
  const { uow } = database;
  const matching = createWorkerMatching(uow, onFault, tables.pairsOfThread);
  const barriers = createBarrierCounter();
  const modules = createModules({
    isMailOn: config.smtp !== null,
    runMatch: matching.runMatch,
    countBarriers: (input) => barriers.ask(input),
  });
  const workplace: Workplace = { config, tables, name, logger, onFault, uow, redis, modules };
  const { consumers, schedules, rhythms } = tables;

  const runMessage = messageRunner(workplace);
  const publisher = createPublisher(
    redis,
    consumers.map(({ consumer }) => consumer),
  );
  const scheduler = createScheduler(redis, schedules);
  const queueWorkers = startQueueWorkers(workplace, runMessage);
  const relay = createWorkerRelay(workplace, publisher, runMessage);
  const sweep = createSweep(uow, modules, onFault);
  const sweepInTurn = async (): Promise<void> => {
    if (await holdLease(uow, serviceContext('sweep'), 'sweep', name)) await sweep();
  };
  const mailer = config.smtp === null ? null : createMailer(config.smtp);
  const heartbeat = createHeartbeat(uow, serviceContext('heartbeat'), name, monotonicMs);
  await heartbeat.beat();
  const health =
    config.workerPort === null ? null : serveHealth(config.workerPort, config.host, heartbeat, redis);

  const stops = [
    repeat(relay, rhythms.relayMs, onFault),
    repeat(sweepInTurn, rhythms.sweepMs, onFault),
    repeat(createPrepareReleases(uow, modules), rhythms.releasesMs, onFault),
    repeat(() => heartbeat.beat(), rhythms.heartbeatMs, onFault),
    repeat(() => scheduler.keep(), rhythms.schedulesMs, onFault),
    ...(mailer === null ? [] : [repeat(mailTurn(workplace, mailer), rhythms.mailMs, onFault)]),
  ];
  scheduler.keep().catch(onFault);
  const watchNoMore = watchOver(heartbeat, rhythms.heartbeatMs, onSilent);
  logger.info({ consumers: consumers.length }, 'worker ready');

  return {
    async stop() {
      watchNoMore();
      health?.close();
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all(queueWorkers.map((worker) => worker.close()));
      await matching.close();
      await barriers.close();
      for (const lease of ['outbox-relay', 'sweep'])
        await dropLease(uow, serviceContext('stop'), lease, name);
      await heartbeat.forget();
      await scheduler.close().catch(onFault);
      await publisher.close();
      mailer?.close();
      await database.close();
      logger.info('worker stopped');
    },
  };
};
