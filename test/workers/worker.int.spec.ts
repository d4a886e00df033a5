import { expect } from 'chai';
import { Redis } from 'ioredis';

import type { Config } from '../../config/load.js';
import { SettingsFault } from '../../src/composition/database.js';
import { startWorker, type RunningWorker } from '../../src/composition/worker.js';
import { consumers } from '../../workers/consumers.js';
import { rhythms, schedules } from '../../workers/schedules.js';
import { eventually } from '../support/eventually.js';
import { startMailServer } from '../support/mail-server.js';
import { redisUrl } from '../support/redis.js';
import { startService, type RunningService } from '../support/running-service.js';
import { memberOf } from '../support/small-world.js';

const quick = {
  ...rhythms,
  relayMs: 20,
  queuePatienceMs: 100,
  sweepMs: 50,
  mailMs: 50,
  heartbeatMs: 50,
  schedulesMs: 50,
};
const nowhere = 'redis://127.0.0.1:1';

describe('a worker', () => {
  let service: RunningService;
  let worker: RunningWorker | null = null;
  let admin: Redis;

  const config = (redis: string, smtp: Config['smtp']): Config => ({
    databaseUrl: service.databaseUrl,
    redisUrl: redis,
    port: 3000,
    host: '127.0.0.1',
    publicOrigin: 'http://127.0.0.1',
    trustedProxies: ['loopback'],
    mode: 'test',
    logLevel: 'silent',
    databasePoolSize: 6,
    requestsPerMinute: 600,
    workerPort: null,
    smtp,
  });
  const start = async (redis = redisUrl(), smtp: Config['smtp'] = null): Promise<void> => {
    const tables = {
      consumers: consumers.map((row) => ('gatherMs' in row ? { ...row, gatherMs: 10 } : row)),
      schedules,
      rhythms: quick,
    };
    worker = await startWorker(config(redis, smtp), tables, () => expect.fail('it is not silent'));
  };
  const one = async (statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>> =>
    (await service.dataSource.query(statement, [...values]))[0];
  const undone = async (): Promise<number> =>
    Number(
      (
        await one(
          'SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL AND due_at <= UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE',
        )
      )['n'],
    );
  const makeDue = (offerId: string) =>
    service.dataSource.query(
      `UPDATE offer SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?`,
      [offerId],
    );

  before(async () => {
    service = await startService({ clock: 'server' });
    admin = new Redis(redisUrl());
    await admin.flushall();
  });
  after(async () => {
    admin.disconnect();
    await service.stop();
  });
  afterEach(async () => {
    await worker?.stop();
    worker = null;
  });

  it('answers a change with a new run of the matcher, soon and without being asked', async () => {
    await start();
    const before = await one('SELECT COUNT(*) AS n FROM match_run');
    const ready = await service.aReadyReferral();
    const suggestion = await eventually('the person is suggested a bed', async () => {
      const found = await one(
        'SELECT bed_id FROM suggestion WHERE referral_id = ? AND bed_id IS NOT NULL ORDER BY run_id DESC LIMIT 1',
        [ready.referralId],
      );
      return found ?? null;
    });
    expect(suggestion['bed_id']).to.be.a('string');
    await eventually('nothing waits any more', async () => (await undone()) === 0);
    const after = await one('SELECT COUNT(*) AS n FROM match_run');
    expect(Number(after['n'])).to.be.greaterThan(Number(before['n']));
  });

  it('lets an offer go whose time is up although its message was lost, and gives bed and money back', async () => {
    const offer = await service.anOffer({ bed: 'plain' });
    await service.dataSource.query(`DELETE FROM outbox WHERE topic = 'placements.offer-fell-due'`);
    await makeDue(offer.offerId);
    await start();
    await eventually('the offer has expired', async () => {
      const { state } = await one('SELECT state FROM offer WHERE id = ?', [offer.offerId]);
      return state === 'expired';
    });
    expect(
      await one('SELECT COUNT(*) AS n FROM bed_night WHERE claim_id = ?', [offer.offerId]),
    ).to.deep.equal({ n: '0' });
    expect(await one('SELECT SUM(held_pence) AS held FROM budget')).to.deep.equal({ held: '0' });
  });

  it('does everything without Redis, and stops when it is told to', async () => {
    const offer = await service.anOffer({ bed: 'rowan1' });
    await start(nowhere);
    await eventually('nothing waits any more', async () => (await undone()) === 0);
    const done: { consumer: string }[] = await service.dataSource.query(
      `SELECT consumer FROM outbox WHERE done_at IS NOT NULL AND topic = 'placements.offer-made' AND payload LIKE ?
        ORDER BY consumer`,
      [`%${offer.offerId}%`],
    );
    expect(done.map(({ consumer }) => consumer)).to.deep.equal(['matching.rematch', 'notifications.tell']);
    await worker?.stop();
    worker = null;
    expect(
      (await one('SELECT COUNT(*) AS n FROM worker_heartbeat'))['n'],
      'it took itself off the list',
    ).to.equal('0');
  });

  it('sends the mail that a member chose, and none where there is no mail server', async () => {
    const mailServer = await startMailServer();
    try {
      const { memberId } = memberOf('staff@larch.example');
      await service.act('staff@larch.example', (tx) =>
        service.modules.notifications.mail.chooseMail(tx, { memberId, choice: 'immediately' }),
      );
      await start(redisUrl());
      await service.anOffer({ bed: 'plain' });
      await eventually('nothing waits any more', async () => (await undone()) === 0);
      await worker?.stop();
      expect(await one('SELECT COUNT(*) AS n FROM mail'), 'none is kept for later').to.deep.equal({ n: '0' });
      await start(redisUrl(), mailServer.settings);
      await service.anOffer({ bed: 'any' });
      await eventually('the mail has come', () => Promise.resolve(mailServer.mails.length > 0));
      await eventually('it is known to have come', async () => {
        const { outcome } = await one('SELECT outcome FROM mail');
        return outcome === 'sent';
      });
      expect(mailServer.mails.map(({ to }) => to)).to.deep.equal([['staff@larch.example']]);
    } finally {
      await mailServer.stop();
    }
  });

  it('puts its schedules back when Redis forgot them', async () => {
    const known = async (): Promise<string[]> => {
      const keys = await admin.keys('*schedules:repeat:*');
      return schedules.map(({ id }) => id).filter((id) => keys.some((key) => key.includes(id)));
    };
    await start();
    await eventually('the schedules are there', async () => (await known()).length === schedules.length);
    await admin.flushall();
    await eventually(
      'the schedules are there again',
      async () => (await known()).length === schedules.length,
    );
  });

  it('goes on after Redis was wiped: what happens afterwards is done', async () => {
    await start();
    await admin.flushall();
    const ready = await service.aReadyReferral();
    await eventually('the person is on a run', async () => {
      const found = await one('SELECT run_id FROM suggestion WHERE referral_id = ? LIMIT 1', [
        ready.referralId,
      ]);
      return found ?? null;
    });
  });

  it('says that it lives, and in which row', async () => {
    await start();
    const first = await one('SELECT worker, at FROM worker_heartbeat');
    await eventually('its row moves on', async () => {
      const next = await one('SELECT at FROM worker_heartbeat');
      return (next['at'] as Date).getTime() > (first['at'] as Date).getTime();
    });
  });

  it('does not start on a Redis that would throw jobs away', async () => {
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      await start();
      expect.fail('it started');
    } catch (fault) {
      expect(fault).to.be.instanceOf(SettingsFault);
      expect(String(fault)).to.contain('set it to noeviction');
    } finally {
      await admin.config('SET', 'maxmemory-policy', 'noeviction');
    }
  });
});
