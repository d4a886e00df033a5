import { expect } from 'chai';

import type { Config } from '../../config/load.js';
import { startApi } from '../../src/composition/api.js';
import { openDatabase, SettingsFault } from '../../src/composition/database.js';
import { migrations } from '../../src/composition/migrations.js';
import { createCaller } from '../support/caller.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startSilencer } from '../support/silencer.js';

describe('opening the database', () => {
  let database: TestDatabase;
  const faults: unknown[] = [];
  before(async () => {
    database = await withTestDatabase({ poolSize: 2 });
  });
  after(() => database.drop());

  const refusalOf = async (mode: Config['mode'], url = database.url): Promise<string> => {
    try {
      const opened = await openDatabase({ url, poolSize: 2, mode }, (fault) => faults.push(fault));
      await opened.close();
    } catch (fault) {
      expect(fault).to.be.instanceOf(SettingsFault);
      return fault instanceof Error ? fault.message : '';
    }
    return 'opened';
  };
  const elsewhere = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  it('goes on where all is well', async () => {
    for (const mode of ['production', 'test', 'demonstration'] as const) {
      expect(await refusalOf(mode), mode).to.equal('opened');
    }
  });

  it('refuses people of the demonstration in production, and there alone', async () => {
    await database.dataSource.query(`INSERT INTO demonstration (name, value) VALUES ('lived-through-ms', 1)`);
    try {
      expect(await refusalOf('production')).to.contain('filled by the demonstration');
      expect(await refusalOf('demonstration')).to.equal('opened');
    } finally {
      await database.dataSource.query('DELETE FROM demonstration');
    }
  });

  it('refuses a schema of an earlier release, and one that was never begun; a later one is well', async () => {
    const last = migrations.at(-1)!.name;
    await database.dataSource.query('UPDATE migration SET name = ? WHERE name = ?', [
      'OfALaterRelease1',
      last,
    ]);
    try {
      expect(await refusalOf('production')).to.equal(
        `The database lacks ${last}. Run "npm run migrate" first.`,
      );
    } finally {
      await database.dataSource.query('UPDATE migration SET name = ? WHERE name = ?', [
        last,
        'OfALaterRelease1',
      ]);
    }
    await database.dataSource.query(`INSERT INTO migration (timestamp, name) VALUES (1, 'OfALaterRelease1')`);
    expect(await refusalOf('production')).to.equal('opened');
    await database.dataSource.query('RENAME TABLE migration TO migration_aside');
    try {
      expect(await refusalOf('production')).to.contain('has no schema yet. Run "npm run migrate" first.');
    } finally {
      await database.dataSource.query('RENAME TABLE migration_aside TO migration');
    }
  });

  for (const { name, change, says } of [
    { name: 'nothing listens', change: (url: URL) => (url.port = '1'), says: 'nothing listens there' },
    {
      name: 'the password is wrong',
      change: (url: URL) => (url.password = 'wrong'),
      says: 'refuses this user',
    },
    {
      name: 'there is no such database',
      change: (url: URL) => (url.pathname = '/none'),
      says: 'no database',
    },
    {
      name: 'there is no such machine',
      change: (url: URL) => (url.hostname = 'nowhere.invalid'),
      says: 'name',
    },
  ]) {
    it(`says in words that ${name}, without the password`, async () => {
      const told = await refusalOf('production', elsewhere(change));
      expect(told).to.match(/^The database at \S+ cannot be used: /);
      expect(told).to.contain(says);
      expect(told).to.not.contain(new URL(database.url).password);
    });
  }

  it('says so as well where nobody answers', async () => {
    const silencer = await startSilencer(database.url);
    silencer.fallSilent();
    try {
      expect(await refusalOf('production', silencer.url)).to.contain('it does not answer');
    } finally {
      silencer.close();
    }
  });
});

describe('a service whose database falls silent', () => {
  it('answers 503 in time to everybody, answers again when it speaks, and stops in time when it does not', async () => {
    const database = await withTestDatabase({ poolSize: 2 });
    const silencer = await startSilencer(database.url);
    try {
      const api = await startApi(
        {
          ...{ databaseUrl: silencer.url, redisUrl: 'redis://127.0.0.1:1', port: 0, host: '127.0.0.1' },
          ...{ publicOrigin: 'http://127.0.0.1', trustedProxies: ['loopback'], mode: 'test' },
          ...{
            logLevel: 'silent',
            databasePoolSize: 3,
            requestsPerMinute: 1_000_000,
            workerPort: null,
            smtp: null,
          },
        },
        { patience: { connectMs: 300, connectionMs: 400, statementMs: 500, closeMs: 300 } },
      );
      const nobody = createCaller(`http://127.0.0.1:${api.port}`, '', '');
      const tryToSignIn = async (n: number): Promise<number> =>
        (await nobody.post('/api/sessions', { email: `nobody${n}@glasgow.example`, password: 'wrong' }))
          .status;
      expect(await tryToSignIn(0)).to.equal(401);

      silencer.fallSilent();
      const beganMs = performance.now();
      const [ready, ...statuses] = await Promise.all([
        nobody.get('/readyz'),
        ...Array.from({ length: 8 }, (_, n) => tryToSignIn(n + 1)),
      ]);
      expect([ready.status, ready.body.faults]).to.deep.equal([503, ['The database does not answer.']]);
      expect(new Set(statuses)).to.deep.equal(new Set([503]));
      expect(performance.now() - beganMs).to.be.lessThan(15_000);
      expect((await nobody.get('/livez')).status).to.equal(200);

      silencer.speakAgain();
      await eventually('it answers again', async () => (await tryToSignIn(50)) === 401);
      expect((await nobody.get('/readyz')).status).to.equal(200);

      silencer.fallSilent();
      const stopBeganMs = performance.now();
      await api.stop();
      expect(performance.now() - stopBeganMs).to.be.lessThan(15_000);
    } finally {
      silencer.speakAgain();
      silencer.close();
      await database.drop();
    }
  });
});
