import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** Braces keep every key of the product in one slot of a Redis cluster. */
const prefix = '{rehab-placements}';

/** Everything a job carries: the number of the outbox row. Facts stay in the database. */
export interface MessageJob {
  readonly messageId: string;
}

/** Longer each time, a second at most. Unit: milliseconds. */
const nextTryMs = (times: number): number => Math.min(times * 100, 1_000);

/**
 * Fails at once when Redis is away: a caller never waits for the queue.
 *
 * @param onAway - told once for each fault, not at each try
 */
export const createProducerConnection = (url: string, onAway: (fault: Error) => void): Redis => {
  const connection = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    retryStrategy: nextTryMs,
    lazyConnect: false,
  });
  let lastFault = '';
  connection.on('error', (fault) => {
    if (fault.message !== lastFault) onAway(fault);
    lastFault = fault.message;
  });
  connection.on('ready', () => {
    lastFault = '';
  });
  return connection;
};

/** Waits for its next command as long as it takes, as a worker that has nothing else to do may. */
const createWaitingConnection = (url: string, onFault: (fault: Error) => void): Redis => {
  const connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: nextTryMs });
  connection.on('error', onFault);
  return connection;
};

/** Where outbox rows are handed to the queues. */
export interface Publisher {
  /** @throws when Redis is away; some may have been handed on by then, and are run once all the same. */
  publish(deliveries: readonly { id: string; consumer: string; attempt: number }[]): Promise<void>;
  /** @throws when there is no such queue. */
  queueOf(consumer: string): Queue<MessageJob>;
  close(): Promise<void>;
}

/** A queue that was never connected waits without end for its first connection, so nothing is asked of it. */
const refuseWhenAway = (connection: Redis): void => {
  if (connection.status !== 'ready') throw new Error(`Redis is away (${connection.status}).`);
};

/** Hands outbox rows to their queues. A job's id names row and attempt, since a used id would be ignored. */
export const createPublisher = (connection: Redis, consumers: readonly string[]): Publisher => {
  const queues = new Map(
    consumers.map((consumer) => [consumer, new Queue<MessageJob>(consumer, { connection, prefix })]),
  );
  for (const queue of queues.values()) queue.on('error', () => undefined);
  const queueOf = (consumer: string): Queue<MessageJob> => {
    const queue = queues.get(consumer);
    if (queue === undefined) throw new Error(`No queue for consumer ${consumer}.`);
    return queue;
  };
  return {
    queueOf,
    async publish(deliveries) {
      refuseWhenAway(connection);
      // One question to Redis for each queue: of hundreds of notices, none waits for those before it.
      for (const consumer of new Set(deliveries.map((delivery) => delivery.consumer))) {
        const own = deliveries.filter((delivery) => delivery.consumer === consumer);
        await queueOf(consumer).addBulk(
          own.map(({ id, attempt }) => ({
            name: consumer,
            data: { messageId: id },
            opts: { jobId: `outbox-${id}-${attempt}`, removeOnComplete: true, removeOnFail: true },
          })),
        );
      }
    },
    async close() {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
      connection.disconnect();
    },
  };
};

/** Lets the job in hand end. A blocking read on a Redis that is away would hold the stop for ever, and is cut off. */
const closeWorker = async (worker: Worker, connection: Redis): Promise<void> => {
  await worker.close(connection.status !== 'ready');
  connection.disconnect();
};

/** A worker of one queue: whose messages, how many at once, and what is done with each. */
export interface WorkerOptions {
  readonly url: string;
  readonly consumer: string;
  readonly concurrency: number;
  readonly handle: (messageId: string) => Promise<unknown>;
  readonly onFault: (fault: Error) => void;
}

/** Takes jobs from one queue. Has its own connection, as blocking reads need. */
export const createQueueWorker = (options: WorkerOptions): { close(): Promise<void> } => {
  const connection = createWaitingConnection(options.url, options.onFault);
  const worker = new Worker<MessageJob>(
    options.consumer,
    async (job) => {
      const messageId: unknown = job.data.messageId;
      if (typeof messageId !== 'string' || !/^\d{1,20}$/.test(messageId)) return;
      await options.handle(messageId);
    },
    { connection, prefix, concurrency: options.concurrency },
  );
  worker.on('error', options.onFault);
  return { close: () => closeWorker(worker, connection) };
};

/** Work by the clock: `pattern` is cron's five fields, read in the time zone `tz`. */
export interface Schedule {
  readonly id: string;
  readonly pattern: string;
  readonly tz: string;
}

const scheduleQueue = 'schedules';

/** Keeps the job schedulers of a table, and removes those that are no longer in it. */
export const createScheduler = (connection: Redis, schedules: readonly Schedule[]) => {
  const queue = new Queue(scheduleQueue, { connection, prefix });
  queue.on('error', () => undefined);
  return {
    async keep(): Promise<void> {
      refuseWhenAway(connection);
      const known = new Set(schedules.map(({ id }) => id));
      for (const { key } of await queue.getJobSchedulers()) {
        if (!known.has(key)) await queue.removeJobScheduler(key);
      }
      for (const { id, pattern, tz } of schedules) {
        await queue.upsertJobScheduler(
          id,
          { pattern, tz },
          { name: id, opts: { removeOnComplete: true, removeOnFail: true } },
        );
      }
    },
    close: () => queue.close(),
  };
};

/** Runs scheduled jobs by name. */
export const createScheduleWorker = (
  options: Pick<WorkerOptions, 'url' | 'onFault'> & { readonly run: (id: string) => Promise<void> },
): { close(): Promise<void> } => {
  const connection = createWaitingConnection(options.url, options.onFault);
  const worker = new Worker(scheduleQueue, (job) => options.run(job.name), { connection, prefix });
  worker.on('error', options.onFault);
  return { close: () => closeWorker(worker, connection) };
};
