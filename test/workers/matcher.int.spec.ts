import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import type { Config } from '../../config/load.js';
import { subscriptions } from '../../src/composition/subscriptions.js';
import { startWorker, type RunningWorker } from '../../src/composition/worker.js';
import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import { availabilityChangedV1 } from '../../src/modules/capacity/contract/events.js';
import { createAppendEvent } from '../../src/platform/outbox/outbox.js';
import { consumers } from '../../workers/consumers.js';
import { rhythms, schedules } from '../../workers/schedules.js';
import { eventually } from '../support/eventually.js';
import { redisUrl } from '../support/redis.js';
import { startService, type RunningService } from '../support/running-service.js';
import { world } from '../support/small-world.js';

const quick = { ...rhythms, relayMs: 20, queuePatienceMs: 100, sweepMs: 50, heartbeatMs: 50 };
const program = fileURLToPath(new URL('../../workers/main.js', import.meta.url));

describe('the matcher among workers', () => {
  let service: RunningService;
  let worker: RunningWorker | null = null;
  let child: ChildProcess | null = null;
  let redis: Redis;

  const config = (): Config => ({
    databaseUrl: service.databaseUrl,
    redisUrl: redisUrl(),
    port: 3000,
    host: '127.0.0.1',
    publicOrigin: 'http://127.0.0.1',
    trustedProxies: ['loopback'],
    mode: 'test',
    logLevel: 'silent',
    databasePoolSize: 6,
    requestsPerMinute: 600,
    workerPort: null,
    smtp: null,
  });
  const start = async (given: { readonly pairsOfThread?: number } = {}): Promise<void> => {
    const tables = { consumers, schedules, rhythms: quick, ...given };
    worker = await startWorker(config(), tables, () => expect.fail('it is not silent'));
  };
  const rows = (statement: string): Promise<Record<string, unknown>[]> => service.dataSource.query(statement);
  const numberOf = async (what: string): Promise<number> =>
    Number((await rows(`SELECT ${what} AS n`))[0]!['n']);
  const waiting = () =>
    numberOf(`(SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND consumer = 'matching.rematch')`);
  /** Runs kept, and looks that found everything as it was. */
  const turnsTaken = () => numberOf('(SELECT COUNT(*) + COALESCE(SUM(looks), 0) FROM match_run)');

  before(async () => {
    service = await startService({ clock: 'server' });
    redis = new Redis(redisUrl());
    await redis.flushall();
  });
  after(async () => {
    redis.disconnect();
    await service.stop();
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    child = null;
    await worker?.stop();
    worker = null;
  });

  it('answers a hundred changes in a burst with a handful of runs', async () => {
    await start();
    await service.aReadyReferral();
    await eventually('what was asked before is answered', async () => (await waiting()) === 0);
    const before = await turnsTaken();
    const append = createAppendEvent(subscriptions);
    const context = { actor: systemActor, requestId: 'burst' };
    const event = availabilityChangedV1.make({ projectId: world.projects.larchHouse.id });
    const beganMs = performance.now();
    await Promise.all(
      Array.from({ length: 100 }, () =>
        service.uow.run(context, async (tx) => {
          await append(tx, event);
          return done(true);
        }),
      ),
    );
    await eventually('the burst is answered', async () => (await waiting()) === 0, 30_000);
    const seconds = (performance.now() - beganMs) / 1_000;
    expect(consumers.map((row) => ('gatherMs' in row ? row.gatherMs : null))).to.include(500);
    // The first at once, then at most two a second, however long this machine took.
    expect((await turnsTaken()) - before).to.be.within(1, Math.ceil(2 * seconds) + 1);
  });

  it('works a large run out in a thread, and leaves no word of it once it is over', async () => {
    await start({ pairsOfThread: 0 });
    const { referralId } = await service.aReadyReferral();
    await eventually('the person is suggested a bed', async () => {
      const found = await rows(
        `SELECT bed_id FROM suggestion WHERE referral_id = '${referralId}' AND bed_id IS NOT NULL LIMIT 1`,
      );
      return found[0] ?? null;
    });
    await worker?.stop();
    worker = null;
    expect(await numberOf('(SELECT COUNT(*) FROM match_progress)')).to.equal(0);
  });

  it('loses nothing when a worker is killed in the midst of a run and Redis forgets everything', async () => {
    const { referralId } = await service.aReadyReferral();
    const before = await turnsTaken();
    expect(await waiting()).to.be.greaterThan(0);
    // The run has matched everybody and stands before writing.
    const held = service.dataSource.createQueryRunner();
    await held.query('LOCK TABLES match_run READ');
    const writing = `SELECT COUNT(*) AS n FROM information_schema.processlist
      WHERE db = DATABASE() AND info LIKE 'INSERT INTO match_run%'`;
    try {
      child = spawn(process.execPath, [program], {
        env: {
          DATABASE_URL: service.databaseUrl,
          REDIS_URL: redisUrl(),
          APP_MODE: 'test',
          LOG_LEVEL: 'error',
        },
        stdio: 'ignore',
      });
      await eventually(
        'the run is about to be written',
        async () => Number((await held.query(writing))[0].n) > 0,
        60_000,
      );
      child.kill('SIGKILL');
      await redis.flushall();
    } finally {
      await held.query('UNLOCK TABLES');
      await held.release();
    }
    await eventually('its connection has ended', async () => Number((await rows(writing))[0]!['n']) === 0);
    expect(await turnsTaken(), 'what it had not committed is as if it had never begun').to.equal(before);
    expect(await waiting()).to.be.greaterThan(0);
    // Its lease and its turn at the messages have run out.
    await rows('UPDATE lease SET held_until = UTC_TIMESTAMP(6)');
    await rows('UPDATE outbox SET due_at = LEAST(due_at, UTC_TIMESTAMP(6)) WHERE done_at IS NULL');
    await start();
    await eventually('the next worker has done it', async () => {
      const found = await rows(`SELECT run_id FROM suggestion WHERE referral_id = '${referralId}' LIMIT 1`);
      return found[0] ?? null;
    });
    await eventually('nothing waits any more', async () => (await waiting()) === 0);
  });
});
