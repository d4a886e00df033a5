import { expect } from 'chai';

import { systemActor, type Actor } from '../../../src/kernel/actor.js';
import { done, refuse, type Outcome } from '../../../src/kernel/outcome.js';
import type { CommandContext, Tx } from '../../../src/kernel/unit-of-work.js';
import { appendAudit } from '../../../src/platform/db/audit-writer.js';
import { createDataSource } from '../../../src/platform/db/data-source.js';
import { databaseNow } from '../../../src/platform/db/database-clock.js';
import { execute, insertNumbered, select, selectOne } from '../../../src/platform/db/sql.js';
import { createUnitOfWork, DatabaseUnavailable } from '../../../src/platform/db/unit-of-work.js';
import { createAppendEvent } from '../../../src/platform/outbox/outbox.js';
import { adjustableClock, mondayMorning } from '../../support/adjustable-clock.js';
import { newKey } from '../../support/caller.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

const context = (
  idempotency?: CommandContext['idempotency'],
  actor: Actor = systemActor,
): CommandContext => ({
  actor,
  requestId: 'unit-of-work-test',
  ...(idempotency === undefined ? {} : { idempotency }),
});

/** Resolves for everybody once `size` have arrived. */
const meeting = (size: number): (() => Promise<void>) => {
  let arrived = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived >= size) open();
    return gate;
  };
};

const rejectionOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('it did not fail');
};

describe('the unit of work', () => {
  let database: TestDatabase;
  const read = async (counter: string): Promise<number | null> => {
    const rows: { n: number }[] = await database.dataSource.query('SELECT n FROM counter WHERE name = ?', [
      counter,
    ]);
    return rows[0]?.n ?? null;
  };
  const increment = (tx: Tx, counter: string) =>
    execute(tx, 'UPDATE counter SET n = n + 1 WHERE name = ?', [counter]);

  before(async () => {
    database = await withTestDatabase();
    await database.dataSource.query(
      'CREATE TABLE counter (name VARCHAR(80) NOT NULL PRIMARY KEY, n INT NOT NULL) ENGINE=InnoDB',
    );
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query('DELETE FROM counter');
    await database.dataSource.query(`INSERT INTO counter (name, n) VALUES ('a', 0), ('b', 0)`);
  });

  describe('all or nothing', () => {
    it('keeps what a command did when it answers', async () => {
      const outcome = await database.uow.run(context(), async (tx) => done(await increment(tx, 'a')));
      expect(outcome).to.deep.equal({ ok: true, value: 1 });
      expect(await read('a')).to.equal(1);
    });

    it('undoes everything when the command refuses, and hands the refusal on', async () => {
      const outcome = await database.uow.run(context(), async (tx) => {
        await increment(tx, 'a');
        return refuse({ code: 'not-today', until: 'tomorrow' });
      });
      expect(outcome).to.deep.equal({ ok: false, refusal: { code: 'not-today', until: 'tomorrow' } });
      expect(await read('a')).to.equal(0);
    });

    it('undoes everything when the command throws, and hands the fault on', async () => {
      const fault = await rejectionOf(
        database.uow.run(context(), async (tx) => {
          await increment(tx, 'a');
          throw new TypeError('a bug');
        }),
      );
      expect(fault).to.be.instanceOf(TypeError);
      expect(await read('a')).to.equal(0);
    });

    it('shows nobody a change before it is committed', async () => {
      const half = meeting(2);
      const seen = meeting(2);
      const writing = database.uow.run(context(), async (tx) => {
        await increment(tx, 'a');
        await half();
        await seen();
        return done(true);
      });
      await half();
      expect(await read('a')).to.equal(0);
      await seen();
      await writing;
      expect(await read('a')).to.equal(1);
    });

    it('writes audit and outbox with the change: a refusal leaves neither', async () => {
      const events = createAppendEvent({ 'test.thing-done': ['test.consumer'] });
      const rowsOf = async (requestId: string): Promise<{ audits: string; messages: string }> => {
        const [row] = await database.dataSource.query(
          `SELECT (SELECT COUNT(*) FROM audit WHERE request_id = ?) AS audits,
                  (SELECT COUNT(*) FROM outbox WHERE payload LIKE ?) AS messages`,
          [requestId, `%${requestId}%`],
        );
        return row;
      };
      const change = (requestId: string, isRefused: boolean) =>
        database.uow.run(
          { actor: systemActor, requestId },
          async (tx): Promise<Outcome<boolean, { code: 'no' }>> => {
            await increment(tx, 'a');
            await appendAudit(tx, { action: 'test', subjectKind: 'thing', subjectId: requestId, version: 1 });
            await events(tx, { topic: 'test.thing-done', version: 1, payload: { requestId } });
            return isRefused ? refuse({ code: 'no' }) : done(true);
          },
        );

      await change('request-refused', true);
      expect(await rowsOf('request-refused')).to.deep.equal({ audits: '0', messages: '0' });
      await change('request-done', false);
      expect(await rowsOf('request-done')).to.deep.equal({ audits: '1', messages: '1' });
    });

    it('refuses a second audit row for the same version of a thing', async () => {
      const record = () =>
        database.uow.run(context(), async (tx) => {
          await appendAudit(tx, { action: 'test', subjectKind: 'thing', subjectId: 'twice', version: 3 });
          return done(true);
        });
      await record();
      expect(String(await rejectionOf(record()))).to.contain('audit_one_row_per_version');
    });

    it('never lets a written audit row be changed or removed', async () => {
      await database.uow.run(context(), async (tx) => {
        await appendAudit(tx, { action: 'test', subjectKind: 'thing', subjectId: 'kept', version: 1 });
        return done(true);
      });
      for (const statement of [
        `UPDATE audit SET action = 'other' WHERE subject_id = 'kept'`,
        `DELETE FROM audit WHERE subject_id = 'kept'`,
      ]) {
        expect(String(await rejectionOf(database.dataSource.query(statement))), statement).to.contain(
          'never',
        );
      }
    });
  });

  describe('conflicts', () => {
    it('runs a command again that lost a deadlock, and both take effect once', async () => {
      const bothHoldTheirFirst = meeting(2);
      let tries = 0;
      const inOrder = (first: string, second: string) =>
        database.uow.run(context(), async (tx) => {
          tries += 1;
          await increment(tx, first);
          await bothHoldTheirFirst();
          await increment(tx, second);
          return done(true);
        });
      const outcomes = await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')]);
      expect(outcomes).to.deep.equal([done(true), done(true)]);
      expect(tries, 'one of the two was tried twice').to.equal(3);
      expect([await read('a'), await read('b')]).to.deep.equal([2, 2]);
    });

    it('waits its turn and tries again when a lock is not let go in time', async () => {
      const held = meeting(2);
      const letGo = meeting(2);
      const holding = database.uow.run(context(), async (tx) => {
        await increment(tx, 'a');
        await held();
        await letGo();
        return done(true);
      });
      await held();
      let tries = 0;
      const outcome = await database.uow.run(context(), async (tx) => {
        tries += 1;
        if (tries === 2) {
          await letGo();
          await holding;
        }
        return done(
          await execute(
            tx,
            `SET STATEMENT innodb_lock_wait_timeout = 0 FOR UPDATE counter SET n = n + 10 WHERE name = 'a'`,
          ),
        );
      });
      expect(outcome).to.deep.equal(done(1));
      expect(tries).to.equal(2);
      expect(await read('a')).to.equal(11);
    });

    it('gives up after eight tries, says the database is busy, and has changed nothing', async () => {
      const held = meeting(2);
      const letGo = meeting(2);
      const holding = database.uow.run(context(), async (tx) => {
        await increment(tx, 'a');
        await held();
        await letGo();
        return done(true);
      });
      await held();
      let tries = 0;
      const fault = await rejectionOf(
        database.uow.run(context(), async (tx) => {
          tries += 1;
          await increment(tx, 'b');
          await execute(
            tx,
            `SET STATEMENT innodb_lock_wait_timeout = 0 FOR UPDATE counter SET n = 99 WHERE name = 'a'`,
          );
          return done(true);
        }),
      );
      await letGo();
      await holding;
      expect(fault).to.be.instanceOf(DatabaseUnavailable);
      expect(tries).to.equal(8);
      expect([await read('a'), await read('b')]).to.deep.equal([1, 0]);
    });

    it('does not run a command again for a fault that would come again', async () => {
      let tries = 0;
      const fault = await rejectionOf(
        database.uow.run(context(), async (tx) => {
          tries += 1;
          await execute(tx, `INSERT INTO counter (name, n) VALUES ('a', 1)`);
          return done(true);
        }),
      );
      expect(String(fault)).to.contain('Duplicate entry');
      expect(tries).to.equal(1);
    });
  });

  describe('its handle', () => {
    it('is dead once the command has answered', async () => {
      let kept: Tx | undefined;
      await database.uow.run(context(), async (tx) => {
        kept = tx;
        return done(true);
      });
      expect(String(await rejectionOf(increment(kept!, 'a')))).to.contain('This transaction has ended');
      expect(await read('a')).to.equal(0);
    });

    it('is dead once the command has refused, thrown, or been read with', async () => {
      const kept: Tx[] = [];
      await database.uow.run(context(), async (tx) => {
        kept.push(tx);
        return refuse({ code: 'no' });
      });
      await rejectionOf(
        database.uow.run(context(), async (tx) => {
          kept.push(tx);
          throw new Error('a bug');
        }),
      );
      await database.uow.read(async (tx) => kept.push(tx));
      expect(kept).to.have.length(3);
      for (const tx of kept) {
        expect(String(await rejectionOf(select(tx, 'SELECT 1')))).to.contain('This transaction has ended');
      }
    });

    it('that only reads writes nothing into the record', async () => {
      const fault = await rejectionOf(
        database.uow.read((tx) =>
          appendAudit(tx, { action: 'test', subjectKind: 'thing', subjectId: 'read', version: 1 }),
        ),
      );
      expect(String(fault)).to.contain('A read was asked to write');
    });

    for (const [what, write] of Object.entries<(tx: Tx) => Promise<unknown>>({
      'an update': (tx) => increment(tx, 'a'),
      'an insert': (tx) => insertNumbered(tx, `INSERT INTO counter (name, n) VALUES ('c', 1)`),
      'a change disguised as a question': (tx) => select(tx, `UPDATE counter SET n = 9 WHERE name = 'a'`),
      'a change behind a line’s end': (tx) => selectOne(tx, `\n  DELETE FROM counter`),
      'a question that locks what it reads': (tx) => select(tx, 'SELECT n FROM counter FOR UPDATE'),
      'a question that shares a lock': (tx) => select(tx, 'SELECT n FROM counter lock in share mode'),
    })) {
      it(`that only reads refuses ${what}`, async () => {
        expect(String(await rejectionOf(database.uow.read(write)))).to.contain('A read was asked to write');
        expect([await read('a'), await read('b'), await read('c')]).to.deep.equal([0, 0, null]);
      });
    }

    it('that only reads takes every kind of question', async () => {
      const rows = await database.uow.read((tx) =>
        select(tx, `\n WITH one AS (SELECT 'for the update of it' AS word) SELECT word FROM one`),
      );
      expect(rows).to.deep.equal([{ word: 'for the update of it' }]);
    });
  });

  describe('the same request twice', () => {
    const claim = (requestHash = 'a'.repeat(64)) => ({ key: newKey(), requestHash });

    it('does it once and answers the same', async () => {
      const idempotency = claim();
      const book = () =>
        database.uow.run(context(idempotency), async (tx) => {
          await increment(tx, 'a');
          const row = await selectOne<{ n: number }>(tx, `SELECT n FROM counter WHERE name = 'a'`);
          return done({ n: row?.n ?? 0, list: ['é', null, true] });
        });
      const first = await book();
      expect(first).to.deep.equal(done({ n: 1, list: ['é', null, true] }));
      expect(await book()).to.deep.equal(first);
      expect(await read('a')).to.equal(1);
    });

    it('repeats a refusal, even when it would be granted now', async () => {
      const idempotency = claim();
      let isTaken = true;
      const book = () =>
        database.uow.run(
          context(idempotency),
          async (tx): Promise<Outcome<number, { code: 'taken'; by: string }>> => {
            await increment(tx, 'a');
            return isTaken ? refuse({ code: 'taken', by: 'somebody' }) : done(1);
          },
        );
      const first = await book();
      isTaken = false;
      expect(await book())
        .to.deep.equal(first)
        .and.deep.equal(refuse({ code: 'taken', by: 'somebody' }));
      expect(await read('a')).to.equal(0);
    });

    it('refuses the key for another request, and does nothing', async () => {
      const { key } = claim();
      const book = (requestHash: string) =>
        database.uow.run(context({ key, requestHash }), async (tx) => done(await increment(tx, 'a')));
      await book('a'.repeat(64));
      expect(await book('b'.repeat(64))).to.deep.equal(refuse({ code: 'key-used-for-another-request' }));
      expect(await read('a')).to.equal(1);
    });

    it('keeps the keys of two members apart', async () => {
      const idempotency = claim();
      const other: Actor = { memberId: 'other', role: 'coordinator', home: { kind: 'national' } };
      const book = (actor: Actor) =>
        database.uow.run(context(idempotency, actor), async (tx) => done(await increment(tx, 'a')));
      await book(systemActor);
      await book(other);
      expect(await read('a')).to.equal(2);
    });

    it('tries again after a fault: only answers are kept', async () => {
      const idempotency = claim();
      let isBroken = true;
      const book = () =>
        database.uow.run(context(idempotency), async (tx) => {
          await increment(tx, 'a');
          if (isBroken) throw new Error('a bug');
          return done(true);
        });
      await rejectionOf(book());
      isBroken = false;
      expect(await book()).to.deep.equal(done(true));
      expect(await read('a')).to.equal(1);
    });

    it('at the same moment: one effect and one answer, in fifty rounds', async () => {
      for (let round = 0; round < 50; round += 1) {
        const idempotency = claim();
        const bothBegan = meeting(2);
        let number = 0;
        const book = () =>
          database.uow.run(context(idempotency), async (tx) => {
            number += 1;
            const mine = number;
            if (mine <= 2) await bothBegan();
            await increment(tx, 'a');
            return done(mine);
          });
        const [first, second] = await Promise.all([book(), book()]);
        expect(first, `round ${round}`).to.deep.equal(second);
        expect(await read('a'), `round ${round}`).to.equal(round + 1);
      }
    });

    it('at the same moment for one bed: both hear that they have it, in fifty rounds', async () => {
      for (let round = 0; round < 50; round += 1) {
        const idempotency = claim();
        const bothBegan = meeting(2);
        const book = () =>
          database.uow.run(context(idempotency), async (tx): Promise<Outcome<string, { code: 'taken' }>> => {
            await bothBegan();
            const taken = await execute(tx, `INSERT IGNORE INTO counter (name, n) VALUES (?, 1)`, [
              `bed-${round}`,
            ]);
            return taken === 1 ? done(`bed-${round}`) : refuse({ code: 'taken' });
          });
        const [first, second] = await Promise.all([book(), book()]);
        expect(first, `round ${round}`).to.deep.equal(second);
        const [{ refused }] = await database.dataSource.query(
          `SELECT COUNT(*) AS refused FROM idempotency WHERE outcome LIKE '%taken%' AND idempotency_key = ?`,
          [idempotency.key],
        );
        const isRefused = refused !== '0';
        // Whichever answer was kept, the rows agree with it.
        expect(await read(`bed-${round}`), `round ${round}`).to.equal(isRefused ? null : 1);
        expect(first.ok, `round ${round}`).to.equal(!isRefused);
      }
    });
  });

  describe('a database that goes away', () => {
    const killMine = async (tx: Tx): Promise<void> => {
      const row = await selectOne<{ id: string }>(tx, 'SELECT CONNECTION_ID() AS id');
      await database.dataSource.query(`KILL ${Number(row?.id)}`);
    };

    it('says so when the connection is lost in the middle, and has changed nothing', async () => {
      const fault = await rejectionOf(
        database.uow.run(context(), async (tx) => {
          await increment(tx, 'a');
          await killMine(tx);
          await increment(tx, 'b');
          return done(true);
        }),
      );
      expect(fault).to.be.instanceOf(DatabaseUnavailable);
      expect([await read('a'), await read('b')]).to.deep.equal([0, 0]);
    });

    it('says so when a read loses its connection', async () => {
      const fault = await rejectionOf(
        database.uow.read(async (tx) => {
          await killMine(tx);
          return select(tx, 'SELECT 1');
        }),
      );
      expect(fault).to.be.instanceOf(DatabaseUnavailable);
    });

    it('goes on with fresh connections afterwards', async () => {
      const mine: { id: string }[] = await database.dataSource.query(
        'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
      );
      for (const { id } of mine) await database.dataSource.query(`KILL ${Number(id)}`);
      const outcome = await eventually('a command is done again', () =>
        database.uow.run(context(), async (tx) => done(await increment(tx, 'a'))),
      );
      expect(outcome).to.deep.equal(done(1));
    });
  });

  describe('every connection', () => {
    it('has our isolation, strictness and time zone, whatever the server gives new ones', async () => {
      const admin = database.dataSource;
      const [was] = await admin.query(
        'SELECT @@GLOBAL.tx_isolation AS isolation, @@GLOBAL.sql_mode AS mode, @@GLOBAL.time_zone AS zone',
      );
      await admin.query(
        `SET GLOBAL tx_isolation = 'REPEATABLE-READ', GLOBAL sql_mode = '', GLOBAL time_zone = '+05:00'`,
      );
      const poolSize = 6;
      const dataSource = createDataSource({ url: database.url, poolSize, migrations: [] });
      try {
        await dataSource.initialize();
        const uow = createUnitOfWork({ dataSource });
        const allInUse = meeting(poolSize);
        const sessions = await Promise.all(
          Array.from({ length: poolSize }, (_, index) => {
            const look = async (tx: Tx) => {
              await allInUse();
              return selectOne<Record<string, string | number>>(
                tx,
                `SELECT @@tx_isolation AS isolation, @@sql_mode AS mode, @@time_zone AS zone,
                        @@innodb_lock_wait_timeout AS patience, CONNECTION_ID() AS connection`,
              );
            };
            return index % 2 === 0
              ? uow.read(look)
              : uow
                  .run(context(), async (tx) => done(await look(tx)))
                  .then((outcome) => (outcome.ok ? outcome.value : null));
          }),
        );
        expect(new Set(sessions.map((session) => session?.['connection'])).size).to.equal(poolSize);
        for (const session of sessions) {
          expect(session).to.include({ isolation: 'READ-COMMITTED', zone: '+00:00', patience: '5' });
          expect(session?.['mode']).to.contain('STRICT_TRANS_TABLES').and.to.contain('NO_ZERO_DATE');
        }
      } finally {
        await dataSource.destroy();
        await admin.query('SET GLOBAL tx_isolation = ?, GLOBAL sql_mode = ?, GLOBAL time_zone = ?', [
          was.isolation,
          was.mode,
          was.zone,
        ]);
      }
    });

    it('hands civil dates over as they were written, and numbers too great for JavaScript whole', async () => {
      const row = await database.uow.read((tx) =>
        selectOne(tx, `SELECT CAST('2026-03-29' AS DATE) AS day, 9007199254740993 AS number`),
      );
      expect(row).to.deep.equal({ day: '2026-03-29', number: '9007199254740993' });
    });
  });

  describe('a given clock', () => {
    it('decides the time of statements, of defaults, and of the civil date', async () => {
      const clock = adjustableClock(mondayMorning);
      const uow = createUnitOfWork({ dataSource: database.dataSource, databaseClock: clock });
      await uow.run({ actor: systemActor, requestId: 'clock-before' }, async (tx) => {
        await appendAudit(tx, { action: 'test', subjectKind: 'thing', subjectId: 'clock', version: 1 });
        return done(true);
      });
      clock.advance({ days: 126, hours: 13, minutes: 30 });
      const after = await uow.read(databaseNow);
      const written = await uow.read((tx) =>
        selectOne<{ at: Date }>(tx, `SELECT at FROM audit WHERE request_id = 'clock-before'`),
      );
      expect(written?.at).to.deep.equal(mondayMorning);
      // Half past eleven at night in UTC is tomorrow in Scotland once summer time has begun.
      expect(after).to.deep.equal({ at: new Date('2027-03-29T23:30:00.000Z'), today: '2027-03-30' });
    });
  });
});
