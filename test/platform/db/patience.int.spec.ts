import { expect } from 'chai';

import { systemActor } from '../../../src/kernel/actor.js';
import { done } from '../../../src/kernel/outcome.js';
import type { CommandContext } from '../../../src/kernel/unit-of-work.js';
import { createDataSource, type DataSource } from '../../../src/platform/db/data-source.js';
import { execute, select, selectOne } from '../../../src/platform/db/sql.js';
import { createUnitOfWork, DatabaseUnavailable } from '../../../src/platform/db/unit-of-work.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startSilencer, type Silencer } from '../../support/silencer.js';

const context: CommandContext = { actor: systemActor, requestId: 'patience-test' };
const patience = { connectMs: 300, statementMs: 400 };
const poolSize = 3;

const rejectionOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('it did not fail');
};

describe('a database that falls silent', () => {
  let database: TestDatabase;
  let silencer: Silencer;
  let dataSource: DataSource;
  const uow = () => createUnitOfWork({ dataSource, connectionWithinMs: 500 });
  const add = (n: number) =>
    uow().run(context, async (tx) =>
      done(await execute(tx, 'INSERT INTO said (n) VALUES (?) ON DUPLICATE KEY UPDATE n = VALUES(n)', [n])),
    );
  const said = async (): Promise<number[]> => {
    const rows: { n: number }[] = await database.dataSource.query('SELECT n FROM said ORDER BY n');
    return rows.map(({ n }) => n);
  };

  before(async () => {
    database = await withTestDatabase();
    await database.dataSource.query('CREATE TABLE said (n INT NOT NULL PRIMARY KEY) ENGINE=InnoDB');
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query('DELETE FROM said');
    silencer = await startSilencer(database.url);
    dataSource = createDataSource({ url: silencer.url, poolSize, migrations: [], patience });
    await dataSource.initialize();
  });
  afterEach(async () => {
    silencer.speakAgain();
    await dataSource.destroy();
    silencer.close();
  });

  it('is told to everybody as away, those who wait for a connection too, and answers again when it speaks', async () => {
    await add(1);
    silencer.fallSilent();
    const faults = await Promise.all(
      Array.from({ length: poolSize * 4 }, (_, n) =>
        rejectionOf(n % 2 === 0 ? add(n + 2) : uow().read((tx) => select(tx, 'SELECT n FROM said'))),
      ),
    );
    for (const fault of faults) expect(fault).to.be.instanceOf(DatabaseUnavailable);
    silencer.speakAgain();
    await eventually('it answers again', () =>
      add(100).then(
        () => true,
        () => false,
      ),
    );
    expect(await said()).to.include.members([1, 100]);
  });

  it('does nothing later that it was asked to do while it was silent', async () => {
    let connection = 0;
    const fault = await rejectionOf(
      uow().run(context, async (tx) => {
        const row = await selectOne<{ id: string }>(tx, 'SELECT CONNECTION_ID() AS id');
        connection = Number(row?.id);
        await execute(tx, 'INSERT INTO said (n) VALUES (7)');
        silencer.fallSilent();
        return done(await execute(tx, 'INSERT INTO said (n) VALUES (8)'));
      }),
    );
    expect(fault).to.be.instanceOf(DatabaseUnavailable);
    silencer.speakAgain();
    await eventually('the server has ended the connection', async () => {
      const rows: unknown[] = await database.dataSource.query(
        'SELECT 1 FROM information_schema.processlist WHERE id = ?',
        [connection],
      );
      return rows.length === 0;
    });
    expect(await said()).to.deep.equal([]);
  });

  it('never has a connection used again whose statement took too long', async () => {
    const connectionNow = async (): Promise<string | undefined> =>
      (await uow().read((tx) => selectOne<{ id: string }>(tx, 'SELECT CONNECTION_ID() AS id')))?.id;
    const before = await connectionNow();
    expect(
      await rejectionOf(uow().read((tx) => selectOne(tx, 'SELECT CONNECTION_ID() AS id, SLEEP(2)'))),
    ).to.be.instanceOf(DatabaseUnavailable);
    const after = await Promise.all(Array.from({ length: poolSize }, connectionNow));
    expect(after).to.not.include(before);
  });

  it('ends the work as well that goes on after its statement failed', async () => {
    const beganMs = performance.now();
    const fault = await rejectionOf(
      uow().run(context, async (tx) => {
        await execute(tx, 'INSERT INTO said (n) VALUES (9)');
        await select(tx, 'SELECT SLEEP(30)').catch(() => undefined);
        return done(await execute(tx, 'INSERT INTO said (n) VALUES (10)'));
      }),
    );
    expect(fault).to.be.instanceOf(DatabaseUnavailable);
    expect(performance.now() - beganMs, 'a second at most, not thirty').to.be.lessThan(10_000);
    await eventually('nothing is left of it', async () => (await said()).length === 0);
  });
});

describe('a database that takes no writes, or stops the work', () => {
  let database: TestDatabase;
  before(async () => {
    database = await withTestDatabase({ poolSize: 4 });
    await database.dataSource.query('CREATE TABLE said (n INT NOT NULL PRIMARY KEY) ENGINE=InnoDB');
  });
  after(() => database.drop());

  it('is away, when a statement is stopped by hand; what came before it is undone', async () => {
    const fault = await rejectionOf(
      database.uow.run(context, async (tx) => {
        await execute(tx, 'INSERT INTO said (n) VALUES (1)');
        const row = await selectOne<{ id: string }>(tx, 'SELECT CONNECTION_ID() AS id');
        const sleeping = select(tx, 'SELECT n, SLEEP(30) FROM said WHERE n = 1').catch(
          (error: unknown) => error,
        );
        await eventually('it sleeps', async () => {
          const rows: unknown[] = await database.dataSource.query(
            `SELECT 1 FROM information_schema.processlist WHERE id = ? AND info LIKE '%SLEEP%'`,
            [Number(row?.id)],
          );
          return rows.length > 0;
        });
        await database.dataSource.query(`KILL QUERY ${Number(row?.id)}`);
        throw await sleeping;
      }),
    );
    expect(fault).to.be.instanceOf(DatabaseUnavailable);
    expect(await database.dataSource.query('SELECT n FROM said')).to.deep.equal([]);
  });

  for (const [name, errno] of Object.entries({
    'the server takes no writes': 1290,
    'a statement took longer than the server allows': 1969,
    'its disk is full': 1021,
  })) {
    it(`is away, when ${name}`, async () => {
      await database.dataSource.query(
        `CREATE TRIGGER stuck BEFORE INSERT ON said FOR EACH ROW
           SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = ${errno}, MESSAGE_TEXT = 'of the server'`,
      );
      let connection: string | undefined;
      try {
        const fault = await rejectionOf(
          database.uow.run(context, async (tx) => {
            connection = (await selectOne<{ id: string }>(tx, 'SELECT CONNECTION_ID() AS id'))?.id;
            return done(await execute(tx, 'INSERT INTO said (n) VALUES (2)'));
          }),
        );
        expect(fault).to.be.instanceOf(DatabaseUnavailable);
      } finally {
        await database.dataSource.query('DROP TRIGGER stuck');
      }
      const isConnected = async (): Promise<boolean> => {
        const rows: unknown[] = await database.dataSource.query(
          'SELECT 1 FROM information_schema.processlist WHERE id = ?',
          [Number(connection)],
        );
        return rows.length > 0;
      };
      // A fresh connection through the proxy in front may find the server that is the writer now.
      if (errno === 1290) await eventually('it is given up', async () => !(await isConnected()));
      else expect(await isConnected()).to.equal(true);
    });
  }
});
