import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import { openSession } from '../../src/modules/identity/adapters/db/identity-repository.js';
import { createCaller, type Caller } from '../support/caller.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { redisUrl } from '../support/redis.js';
import { everybodysPassword, insertSmallWorld, memberOf } from '../support/small-world.js';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });

describe('the log of the running program', () => {
  let database: TestDatabase;
  let program: ChildProcess;
  let url: string;
  let log = '';
  let coordinator: Caller;
  const canaries = ['Canarygiven', 'Canaryfamily', 'Canaryreason', '1968-07-19'];
  const today = new Date().toISOString().slice(0, 10);
  const aPerson = {
    givenName: 'Canarygiven',
    familyName: 'Canaryfamily',
    bornOn: '1968-07-19',
    sex: 'female',
    source: 'gp',
    route: 'adp',
    receivedOn: '2026-01-05',
    reason: 'Canaryreason',
    substance: 'drug',
    urgencyBand: 'routine',
    urgencyReason: 'Canaryreason',
    plannedWeeks: 12,
  };
  const lines = (): { msg: string; [fact: string]: unknown }[] =>
    log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));

  before(async () => {
    database = await withTestDatabase({ poolSize: 4 });
    await insertSmallWorld(database.uow, today as never);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    program = spawn(process.execPath, [join(import.meta.dirname, '../../src/server.js')], {
      env: {
        DATABASE_URL: database.url,
        REDIS_URL: redisUrl(),
        PORT: String(port),
        APP_MODE: 'test',
        LOG_LEVEL: 'debug',
      },
    });
    program.stdout?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    program.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    await eventually('the program answers', async () => (await fetch(`${url}/livez`)).ok);
    const session = {
      token: 'a-session-token-of-the-test',
      csrfToken: 'a-csrf-token',
      memberId: memberOf('coordinator').memberId,
    };
    await database.uow.run({ actor: systemActor, requestId: 'log-test' }, async (tx) => {
      await openSession(tx, session);
      return done(true);
    });
    coordinator = createCaller(url, `rehab-session=${session.token}`, session.csrfToken);
  });
  after(async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
    await database.drop();
  });

  it('has one line for each request, with its id, who asked by number, and no more', async () => {
    const reply = await coordinator.post('/api/referrals', aPerson, {
      headers: { 'x-request-id': 'log-test-recorded' },
    });
    expect(reply.status, reply.text).to.equal(201);
    const line = await eventually('the line is written', async () =>
      lines().find(({ requestId }) => requestId === 'log-test-recorded'),
    );
    expect(line).to.include({
      msg: 'request',
      memberId: memberOf('coordinator').memberId,
      method: 'POST',
      route: '/api/referrals',
      status: 201,
    });
  });

  it('tells of a fault without the values of the statement that failed', async () => {
    await database.dataSource.query('RENAME TABLE client_identity TO client_identity_away');
    try {
      const reply = await coordinator.post(
        '/api/referrals',
        { ...aPerson, familyName: 'Canaryfamilytwo' },
        { headers: { 'x-request-id': 'log-test-failed' } },
      );
      expect(reply.status).to.equal(500);
      expect(reply.body.type).to.equal('/problems/internal-fault');
      expect(reply.text).to.not.match(/client_identity|SELECT|INSERT/);
    } finally {
      await database.dataSource.query('RENAME TABLE client_identity_away TO client_identity');
    }
    const line = await eventually('the line is written', async () =>
      lines().find(({ requestId, msg }) => requestId === 'log-test-failed' && msg === 'request failed'),
    );
    expect(JSON.stringify(line['err'])).to.contain('a statement failed');
  });

  it('has no name, no date of birth, no free text, no address, no password and no token, whatever was asked', async () => {
    await coordinator.post('/api/referrals', '{"givenName": "Canarygiven", ');
    await coordinator.post('/api/referrals', { ...aPerson, Canaryfamily: 'Canarygiven' });
    await coordinator.get('/api/referrals/Canaryfamily?after=Canarygiven');
    await coordinator.page.get('/waiting-list?name=Canaryfamily');
    await coordinator.page.get('/nothing/Canaryfamily');
    await createCaller(url, '', '').page.post('/sign-in', {
      email: 'canary@mail.example',
      password: 'Canarypassword',
    });
    await createCaller(url, '', '').page.post('/sign-in', {
      email: memberOf('coordinator').email,
      password: everybodysPassword,
    });
    await coordinator.get('/api/projects', { 'x-request-id': 'log-test-last-one' });
    await eventually('the last line is written', async () =>
      lines().find(({ requestId }) => requestId === 'log-test-last-one'),
    );
    for (const secret of [
      ...canaries,
      'canary@mail.example',
      'Canarypassword',
      memberOf('coordinator').email,
      everybodysPassword,
      'a-session-token-of-the-test',
      'a-csrf-token',
      'mysql://',
    ]) {
      expect(log, secret).to.not.contain(secret);
    }
  });
});
