import { expect } from 'chai';

import { startApi, type RunningApi } from '../../src/composition/api.js';
import { systemActor } from '../../src/kernel/actor.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { done } from '../../src/kernel/outcome.js';
import { openSession } from '../../src/modules/identity/adapters/db/identity-repository.js';
import { createCaller, type Caller, type Reply } from '../support/caller.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { redisUrl } from '../support/redis.js';
import { startSilencer } from '../support/silencer.js';
import { insertSmallWorld, memberOf } from '../support/small-world.js';

/** Longest that anybody should wait for a plain answer. Unit: milliseconds. */
const patienceMs = 6_000;

describe('the queue dashboard', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let api: RunningApi | null = null;
  let administrator: Caller;

  const start = async (redis: string): Promise<void> => {
    api = await startApi({
      databaseUrl: database.url,
      redisUrl: redis,
      port: 0,
      host: '127.0.0.1',
      publicOrigin: 'http://127.0.0.1',
      trustedProxies: ['loopback'],
      mode: 'test',
      logLevel: 'silent',
      databasePoolSize: 4,
      requestsPerMinute: 1_000_000,
      workerPort: null,
      smtp: null,
    });
    const { memberId } = memberOf('administrator');
    const session = { token: `token-of-${api.port}`, csrfToken: 'csrf', memberId };
    await database.uow.run({ actor: systemActor, requestId: 'test' }, async (tx) => {
      await openSession(tx, session);
      return done(true);
    });
    administrator = createCaller(`http://127.0.0.1:${api.port}`, `rehab-session=${session.token}`, 'csrf');
  };
  /** An answer that came in time. */
  const inTime = async (path: string): Promise<Reply> => {
    const began = performance.now();
    const reply = await administrator.get(path);
    expect(performance.now() - began, `${path} took too long`).to.be.lessThan(patienceMs);
    return reply;
  };

  before(async () => {
    database = await withTestDatabase({ poolSize: 2 });
    await insertSmallWorld(database.uow, isoDate('2026-11-23'));
  });
  after(() => database.drop());
  afterEach(async () => {
    await api?.stop();
    api = null;
  });

  it('shows the queues while Redis answers, and the service says nothing is missing', async () => {
    await start(redisUrl());
    const reply = await eventually('the dashboard answers', async () => {
      const found = await inTime('/admin/queues/api/queues');
      return found.status === 200 ? found : null;
    });
    expect(reply.body.queues.map(({ name }: { name: string }) => name)).to.include('matching.rematch');
    expect((await administrator.get('/readyz')).body).to.deep.equal({
      status: 'ready',
      faults: [],
      notes: [],
    });
  });

  it('fetches nothing from elsewhere', async () => {
    await start(redisUrl());
    const page = await eventually('the dashboard answers', async () => {
      const found = await administrator.page.get('/admin/queues');
      return found.status === 200 ? found : null;
    });
    expect(page.html)
      .to.contain('<div id="root">')
      .and.to.match(/static\/css\/main/);
    expect(page.html.match(/(?:href|src)="(?:https?:)?\/\/[^"]*"/g)).to.equal(null);
  });

  it('says at once that Redis is away, to people and to programs, and the service stays ready', async () => {
    await start('redis://127.0.0.1:1');
    for (const path of ['/admin/queues', '/admin/queues/', '/admin/queues/api/queues']) {
      const { status, body } = await inTime(path);
      expect([status, body.type], path).to.deep.equal([503, '/problems/queue-away']);
    }
    const page = await administrator.page.get('/admin/queues');
    expect(page.status).to.equal(503);
    expect(page.html).to.contain('The queue does not answer').and.to.contain('Nothing is lost');
    const ready = await inTime('/readyz');
    expect([ready.status, ready.body.status]).to.deep.equal([200, 'ready']);
    expect(ready.body.notes.join(' ')).to.contain('Redis');
  });

  it('answers in time when Redis falls silent under it, and again when it speaks', async () => {
    const silencer = await startSilencer(redisUrl());
    try {
      await start(silencer.url);
      await eventually(
        'the dashboard answers',
        async () => (await inTime('/admin/queues/api/queues')).status === 200,
      );
      silencer.fallSilent();
      const answers = await Promise.all(Array.from({ length: 10 }, () => inTime('/admin/queues/api/queues')));
      for (const { status, body } of answers) {
        expect([status, body.type]).to.deep.equal([503, '/problems/queue-away']);
      }
      expect((await inTime('/api/projects')).status, 'the rest of the service goes on').to.equal(200);
      silencer.speakAgain();
      await eventually(
        'the dashboard answers again',
        async () => (await inTime('/admin/queues/api/queues')).status === 200,
      );
    } finally {
      silencer.close();
    }
  });

  it('lets nobody change anything, an administrator neither', async () => {
    await start(redisUrl());
    await eventually(
      'the dashboard answers',
      async () => (await inTime('/admin/queues/api/queues')).status === 200,
    );
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
      const { status } = await fetch(`http://127.0.0.1:${api?.port}/admin/queues/api/queues/pause`, {
        method,
        headers: { cookie: administrator.cookie, 'x-csrf-token': administrator.csrfToken },
      });
      expect(status, method).to.equal(403);
    }
  });

  it('is shut to everybody but administrators, whether Redis is away or not', async () => {
    await start('redis://127.0.0.1:1');
    const nobody = createCaller(`http://127.0.0.1:${api?.port}`, '', '');
    expect((await nobody.get('/admin/queues')).status).to.equal(401);
  });

  it('has beside it the messages that could not be handled', async () => {
    await start('redis://127.0.0.1:1');
    const seen = async (): Promise<string> => (await administrator.page.get('/admin/messages')).html;
    expect(await seen()).to.contain('Every message has been handled');
    await database.dataSource.query(
      `INSERT INTO outbox (topic, version, consumer, payload, attempts, done_at, refusal, last_fault) VALUES
         ('placements.offer-made', 9, 'matching.rematch', '{}', 1, UTC_TIMESTAMP(6), 'unknown-version', 'a later release'),
         ('placements.offer-made', 1, 'matching.rematch', '{}', 4, NULL, NULL, 'TypeError: <b>no</b>')`,
    );
    const html = await seen();
    expect(html).to.contain('placements.offer-made, version 9').and.to.contain('Set aside');
    expect(html).to.contain('Tried again').and.to.contain('&lt;b>no');
    expect(html).to.contain('href="/admin/queues"');
    const { text } = await administrator.get('/metrics');
    expect(text).to.contain('outbox_refused_messages 1');
  });
});
