import { expect } from 'chai';
import { Redis } from 'ioredis';

import { systemActor } from '../../../src/kernel/actor.js';
import { done, type Outcome, type Refusal } from '../../../src/kernel/outcome.js';
import type { CommandContext, Plain, Tx } from '../../../src/kernel/unit-of-work.js';
import { execute } from '../../../src/platform/db/sql.js';
import {
  claimDue,
  countSetAside,
  createAppendEvent,
  giveBack,
  giveBackKnownVersions,
  oldestUndeliveredSeconds,
  readTroubledMessages,
  takeAllWaiting,
  type Delivery,
  type Handle,
} from '../../../src/platform/outbox/outbox.js';
import { consume, type UnreadableMessage } from '../../../src/platform/outbox/read-message.js';
import { createRelay } from '../../../src/platform/outbox/relay.js';
import { createRunMessage } from '../../../src/platform/outbox/run-message.js';
import {
  createProducerConnection,
  createPublisher,
  createQueueWorker,
} from '../../../src/platform/queue/queues.js';
import { adjustableClock, type AdjustableClock } from '../../support/adjustable-clock.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { redisUrl } from '../../support/redis.js';

const context: CommandContext = { actor: systemActor, requestId: 'outbox-test' };

const rejectionOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('it did not fail');
};

describe('the outbox', () => {
  let database: TestDatabase;
  let clock: AdjustableClock;
  const consumer = 'test.count';
  const append = createAppendEvent({
    'test.happened': [consumer],
    'test.told-twice': [consumer, 'test.other'],
  });

  const run = async <T extends Plain>(work: (tx: Tx) => Promise<Outcome<T, Refusal>>): Promise<T> => {
    const outcome = await database.uow.run(context, work);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  const happen = (thing: string, dueAt?: Date) =>
    run(async (tx) => {
      const payload = { thing };
      await append(tx, {
        topic: 'test.happened',
        version: 1,
        payload,
        ...(dueAt === undefined ? {} : { dueAt }),
      });
      return done(true);
    });
  const claim = (atMost = 200): Promise<readonly Delivery[]> =>
    run(async (tx) => done((await claimDue(tx, atMost)).map((delivery) => ({ ...delivery }))));

  /** What the handler did: a row for each effect, in the transaction that took the message. */
  const count: Handle = async (tx, { payload }) => {
    const { thing } = payload as { thing: string };
    await execute(tx, 'INSERT INTO effect (thing) VALUES (?)', [thing]);
  };
  const effects = async (): Promise<string[]> => {
    const rows: { thing: string }[] = await database.dataSource.query(
      'SELECT thing FROM effect ORDER BY thing, id',
    );
    return rows.map(({ thing }) => thing);
  };
  const row = async (id: string) => {
    const [found] = await database.dataSource.query(
      'SELECT attempts, last_fault, done_at IS NOT NULL AS is_done, due_at FROM outbox WHERE id = ?',
      [id],
    );
    return found as { attempts: number; last_fault: string | null; is_done: number; due_at: Date };
  };

  before(async () => {
    clock = adjustableClock();
    database = await withTestDatabase({ clock, poolSize: 24 });
    await database.dataSource.query(
      'CREATE TABLE effect (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, thing VARCHAR(80) NOT NULL) ENGINE=InnoDB',
    );
  });
  after(() => database.drop());
  beforeEach(async () => {
    clock.set(new Date('2026-11-23T10:00:00.000Z'));
    for (const table of ['effect', 'outbox', 'lease'])
      await database.dataSource.query(`DELETE FROM ${table}`);
  });

  describe('handing out', () => {
    it('gives one message to each consumer of a topic, and none for a topic nobody hears', async () => {
      await run(async (tx) => {
        await append(tx, { topic: 'test.told-twice', version: 1, payload: { thing: 'a' } });
        await append(tx, { topic: 'test.unheard', version: 1, payload: { thing: 'b' } });
        return done(true);
      });
      expect((await claim()).map((delivery) => delivery.consumer)).to.deep.equal([consumer, 'test.other']);
    });

    it('keeps a message until the instant it is due, and not a moment longer', async () => {
      await happen('later', new Date('2026-11-23T12:00:00.000Z'));
      clock.set(new Date('2026-11-23T11:59:59.999Z'));
      expect(await claim()).to.deep.equal([]);
      clock.set(new Date('2026-11-23T12:00:00.000Z'));
      expect(await claim()).to.have.length(1);
    });

    it('never gives one row to two who ask at once, in fifty rounds', async () => {
      for (let round = 0; round < 50; round += 1) {
        for (const thing of ['a', 'b', 'c', 'd']) await happen(thing);
        const taken = (await Promise.all([claim(3), claim(3), claim(3)])).flat().map(({ id }) => id);
        expect(new Set(taken).size, `round ${round}`).to.equal(taken.length);
        const rest = (await claim()).map(({ id }) => id);
        expect([...taken, ...rest], `round ${round}`).to.have.length(4);
        await database.dataSource.query('DELETE FROM outbox');
      }
    });

    it('gives a message again when whoever took it never finished', async () => {
      await happen('a');
      const [first] = await claim();
      clock.advance({ seconds: 19 });
      expect(await claim()).to.deep.equal([]);
      clock.advance({ seconds: 1 });
      expect(await claim()).to.deep.equal([{ id: first?.id, consumer, attempt: 2 }]);
    });

    it('gives a message again at once when it was given back', async () => {
      await happen('a');
      const taken = await claim();
      await run(async (tx) => {
        await giveBack(tx, taken);
        return done(true);
      });
      expect((await claim()).map(({ id }) => id)).to.deep.equal(taken.map(({ id }) => id));
    });

    it('does not give a message back that was done in the meantime', async () => {
      await happen('a');
      const taken = await claim();
      await createRunMessage(database.uow, { [consumer]: count })(taken[0]!.id);
      await run(async (tx) => {
        await giveBack(tx, taken);
        return done(true);
      });
      expect(await claim()).to.deep.equal([]);
    });
  });

  describe('running', () => {
    const taken = async (thing: string): Promise<string> => {
      await happen(thing);
      return (await claim())[0]!.id;
    };

    it('has its effect once, run twice one after the other', async () => {
      const runMessage = createRunMessage(database.uow, { [consumer]: count });
      const id = await taken('a');
      expect([await runMessage(id), await runMessage(id)]).to.deep.equal(['done', 'done-before']);
      expect(await effects()).to.deep.equal(['a']);
    });

    it('leaves a message alone that is not wanted yet: a job that comes early does not eat it', async () => {
      const runMessage = createRunMessage(database.uow, { [consumer]: count });
      await happen('a', new Date(clock.now().getTime() + 60_000));
      const [row]: { id: string }[] = await database.dataSource.query('SELECT id FROM outbox');
      const { id } = row!;
      expect(await runMessage(id)).to.equal('done-before');
      expect(await run(async (tx) => done(await takeAllWaiting(tx, consumer)))).to.equal(0);
      expect(await effects()).to.deep.equal([]);
      clock.advance({ minutes: 1 });
      expect((await claim()).map((delivery) => delivery.id)).to.deep.equal([id]);
      expect(await runMessage(id)).to.equal('done');
      expect(await effects()).to.deep.equal(['a']);
    });

    it('has its effect once, run by eight at the same moment, in fifty rounds', async () => {
      const runMessage = createRunMessage(database.uow, { [consumer]: count });
      for (let round = 0; round < 50; round += 1) {
        const id = await taken(`round-${round}`);
        const answers = await Promise.all(Array.from({ length: 8 }, () => runMessage(id)));
        expect(
          answers.filter((answer) => answer === 'done'),
          `round ${round}`,
        ).to.have.length(1);
      }
      const all = await effects();
      expect(all).to.have.length(50);
      expect(new Set(all).size).to.equal(50);
    });

    it('puts a message off that nobody can read, longer each time, and keeps what was wrong', async () => {
      const runMessage = createRunMessage(database.uow, {
        [consumer]: async (tx, message) => {
          await count(tx, message);
          throw new TypeError('no such thing');
        },
      });
      const id = await taken('poison');
      const waits: number[] = [];
      for (let attempt = 1; attempt <= 14; attempt += 1) {
        await rejectionOf(runMessage(id));
        const { due_at, last_fault } = await row(id);
        expect(last_fault).to.equal('TypeError: no such thing');
        waits.push((due_at.getTime() - clock.now().getTime()) / 1000);
        clock.set(due_at);
        expect((await claim()).map((delivery) => delivery.id)).to.deep.equal([id]);
      }
      expect(waits).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]);
      expect(await effects(), 'what it did before failing is undone').to.deep.equal([]);
    });

    it('goes on with the messages behind a poisoned one', async () => {
      const runMessage = createRunMessage(database.uow, {
        [consumer]: async (tx, message) => {
          await count(tx, message);
          if ((message.payload as { thing: string }).thing === 'poison') throw new Error('no');
        },
      });
      await happen('poison');
      await happen('good');
      const [poison, good] = await claim();
      await rejectionOf(runMessage(poison!.id));
      expect(await runMessage(good!.id)).to.equal('done');
      expect(await effects()).to.deep.equal(['good']);
    });

    it('keeps a fault of any length', async () => {
      const id = await taken('a');
      await rejectionOf(
        createRunMessage(database.uow, {
          [consumer]: async () => {
            throw new Error('ò'.repeat(2_000));
          },
        })(id),
      );
      expect((await row(id)).last_fault).to.have.length(500);
    });

    it('puts a message off whose consumer is not known here', async () => {
      const id = await taken('a');
      expect(String(await rejectionOf(createRunMessage(database.uow, {})(id)))).to.contain(consumer);
      expect((await row(id)).is_done).to.equal(0);
    });

    it('does nothing for a message that is not there', async () => {
      expect(await createRunMessage(database.uow, { [consumer]: count })('999999999')).to.equal(
        'done-before',
      );
    });

    it('answers every waiting message of a consumer with one run, and no later one', async () => {
      const answerAll: Handle = async (tx, message) => {
        await takeAllWaiting(tx, consumer);
        await count(tx, message);
      };
      const runMessage = createRunMessage(database.uow, { [consumer]: answerAll });
      for (const thing of ['a', 'b', 'c']) await happen(thing);
      const [first, second, third] = await claim();
      expect(await runMessage(second!.id)).to.equal('done');
      await happen('d');
      expect(await Promise.all([runMessage(first!.id), runMessage(third!.id)])).to.deep.equal([
        'done-before',
        'done-before',
      ]);
      expect(await claim()).to.have.length(1);
      expect(await effects()).to.deep.equal(['b']);
    });
  });

  describe('what nobody can read', () => {
    const told: { id: string; fault: UnreadableMessage }[] = [];
    const thingHappened = {
      topic: 'test.happened',
      version: 1,
      parse: (payload: unknown): { readonly thing: string } => {
        const { thing } = payload as { thing: unknown };
        if (typeof thing !== 'string') throw new TypeError('the payload said Canaryname');
        return { thing };
      },
    };
    const counting = consume([thingHappened], async (tx, { thing }) => {
      await execute(tx, 'INSERT INTO effect (thing) VALUES (?)', [thing]);
    });
    const runMessage = () =>
      createRunMessage(database.uow, { [consumer]: counting }, (id, fault) => told.push({ id, fault }));
    const written = async (
      given: Partial<{ topic: string; version: number; payload: Record<string, Plain> }>,
    ): Promise<string> => {
      await run(async (tx) => {
        const hears = createAppendEvent({ 'test.happened': [consumer], 'test.unheard': [consumer] });
        await hears(tx, { topic: 'test.happened', version: 1, payload: { thing: 'a' }, ...given });
        return done(true);
      });
      return (await claim())[0]!.id;
    };
    const stored = async (id: string) =>
      (await database.dataSource.query('SELECT refusal, last_fault FROM outbox WHERE id = ?', [id]))[0];
    beforeEach(() => told.splice(0));

    for (const { why, given, refusal, fault } of [
      {
        why: 'a version of a later release',
        given: { version: 2, payload: { thing: 'a', and: 'more' } },
        refusal: 'unknown-version',
        fault: 'test.count does not read version 2 of test.happened.',
      },
      {
        why: 'a topic it never heard of',
        given: { topic: 'test.unheard' },
        refusal: 'unknown-topic',
        fault: 'test.count does not hear of test.unheard.',
      },
      {
        why: 'a payload of another shape',
        given: { payload: { something: 'else' } },
        refusal: 'malformed-payload',
        fault: 'The payload is not of version 1 of test.happened.',
      },
    ]) {
      it(`is set aside with the reason and without effect: ${why}`, async () => {
        const id = await written(given);
        expect(await runMessage()(id)).to.equal('set-aside');
        expect(await stored(id)).to.deep.equal({ refusal, last_fault: `UnreadableMessage: ${fault}` });
        expect(await effects()).to.deep.equal([]);
        expect(told.map((one) => [one.id, one.fault.refusal])).to.deep.equal([[id, refusal]]);
        expect(JSON.stringify(await stored(id)), 'nothing of the payload is kept').to.not.contain('Canary');
      });
    }

    it('is not tried again, delays nobody, and is counted and shown', async () => {
      const id = await written({ version: 7 });
      await runMessage()(id);
      clock.advance({ hours: 30 });
      expect(await claim()).to.deep.equal([]);
      expect(await runMessage()(id)).to.equal('done-before');
      expect(await database.uow.read(oldestUndeliveredSeconds)).to.equal(null);
      expect(await database.uow.read(countSetAside)).to.equal(1);
      const [shown] = await database.uow.read((tx) => readTroubledMessages(tx, 10));
      expect(shown).to.include({ id, version: 7, refusal: 'unknown-version', nextTryAt: null, attempts: 1 });
    });

    it('is shown beside what failed and is tried again, the oldest first', async () => {
      const aside = await written({ version: 7 });
      await runMessage()(aside);
      await happen('b');
      const [failing] = await claim();
      await rejectionOf(createRunMessage(database.uow, {})(failing!.id));
      await happen('c');
      const shown = await database.uow.read((tx) => readTroubledMessages(tx, 10));
      expect(shown.map(({ id, refusal }) => [id, refusal])).to.deep.equal([
        [aside, 'unknown-version'],
        [failing!.id, null],
      ]);
      expect(shown[1]?.nextTryAt).to.deep.equal((await row(failing!.id)).due_at);
      expect(await database.uow.read((tx) => readTroubledMessages(tx, 1))).to.have.length(1);
    });

    it('is given back to a release that reads its version, and to no other, and then has its effect once', async () => {
      const id = await written({ version: 2 });
      const malformed = await written({ payload: { something: 'else' } });
      for (const one of [id, malformed]) await runMessage()(one);
      const giveBackTo = (...versions: number[]) =>
        run(async (tx) =>
          done(
            await giveBackKnownVersions(
              tx,
              versions.map((version) => ({ topic: 'test.happened', version })),
            ),
          ),
        );
      expect(await giveBackTo()).to.equal(0);
      expect(await giveBackTo(1, 3)).to.equal(0);
      expect(await giveBackTo(1, 2)).to.equal(1);
      expect((await claim()).map((delivery) => delivery.id)).to.deep.equal([id]);
      const later = consume(
        [thingHappened, { ...thingHappened, version: 2 }],
        async (tx, { thing }, { version }) => {
          await execute(tx, 'INSERT INTO effect (thing) VALUES (?)', [`${thing} of ${version}`]);
        },
      );
      const runLater = createRunMessage(database.uow, { [consumer]: later });
      expect([await runLater(id), await runLater(id)]).to.deep.equal(['done', 'done-before']);
      expect(await effects()).to.deep.equal(['a of 2']);
    });
  });

  describe('its age', () => {
    const age = () => database.uow.read(oldestUndeliveredSeconds);

    it('is none when nothing waits, and none for what is not yet due', async () => {
      expect(await age()).to.equal(null);
      await happen('later', new Date('2026-11-23T12:00:00.000Z'));
      expect(await age()).to.equal(null);
    });

    it('counts from the instant at which the oldest was first due', async () => {
      await happen('due at noon', new Date('2026-11-23T12:00:00.000Z'));
      await happen('due at ten');
      clock.set(new Date('2026-11-23T10:03:00.000Z'));
      expect(await age()).to.equal(180);
      await createRunMessage(database.uow, { [consumer]: count })((await claim())[0]!.id);
      clock.set(new Date('2026-11-23T12:00:30.000Z'));
      expect(await age()).to.equal(30);
    });

    it('goes on counting while it is handed out again and again and nobody does it', async () => {
      await happen('a');
      for (let turn = 0; turn < 10; turn += 1) {
        await claim();
        clock.advance({ seconds: 20 });
      }
      expect(await age()).to.equal(200);
    });

    it('leaves out a message that failed and was put off: that is an operator’s matter, not a dead worker', async () => {
      await happen('poison');
      const [poison] = await claim();
      await rejectionOf(createRunMessage(database.uow, {})(poison!.id));
      clock.advance({ seconds: 1 });
      expect(await age()).to.equal(null);
      clock.advance({ seconds: 11 });
      expect(await age(), 'from its next turn it waits like any other').to.equal(10);
    });
  });

  describe('the relay', () => {
    const relayOf = (given: {
      readonly holder?: string;
      readonly publish: (deliveries: readonly Delivery[]) => Promise<void>;
      readonly monotonicMs?: () => number;
      readonly faults?: unknown[];
    }) =>
      createRelay({
        uow: database.uow,
        holder: given.holder ?? 'worker-1',
        publish: given.publish,
        runHere: createRunMessage(database.uow, { [consumer]: count }),
        patienceMs: 5_000,
        monotonicMs: given.monotonicMs ?? (() => 0),
        onFault: (fault) => given.faults?.push(fault),
      });
    const away = async (): Promise<void> => {
      throw new Error('redis is away');
    };

    it('hands what is due to the queue, once', async () => {
      const published: string[] = [];
      const relay = relayOf({
        publish: async (deliveries) => {
          published.push(...deliveries.map(({ id }) => id));
        },
      });
      await happen('a');
      await happen('b');
      expect([await relay(), await relay()]).to.deep.equal([2, 0]);
      expect(published).to.have.length(2);
    });

    it('works for one holder of the lease at a time, and for the next when the first has died', async () => {
      const publish = async (): Promise<void> => undefined;
      const first = relayOf({ holder: 'worker-1', publish });
      const second = relayOf({ holder: 'worker-2', publish });
      await happen('a');
      expect(await first()).to.equal(1);
      await happen('b');
      expect(await second()).to.equal(0);
      clock.advance({ seconds: 10 });
      expect(await second()).to.equal(1);
      await happen('c');
      expect(await first()).to.equal(0);
    });

    it('gives everything back when the queue cannot take it, so that nothing waits for its turn', async () => {
      const faults: unknown[] = [];
      const relay = relayOf({ publish: away, faults });
      await happen('a');
      expect(await relay()).to.equal(0);
      expect(faults.map(String)).to.deep.equal(['Error: redis is away']);
      expect(await claim()).to.have.length(1);
    });

    it('runs everything here once the queue has been away for five seconds', async () => {
      let ms = 1_000_000;
      const relay = relayOf({ publish: away, monotonicMs: () => ms });
      await happen('a');
      expect(await relay()).to.equal(0);
      ms += 4_999;
      expect(await relay()).to.equal(0);
      expect(await effects()).to.deep.equal([]);
      ms += 1;
      await happen('b');
      expect(await relay()).to.equal(2);
      expect(await effects()).to.deep.equal(['a', 'b']);
    });

    it('is patient anew each time the queue has come back', async () => {
      let ms = 0;
      let isAway = true;
      const relay = relayOf({ publish: () => (isAway ? away() : Promise.resolve()), monotonicMs: () => ms });
      await happen('a');
      await relay();
      isAway = false;
      ms += 60_000;
      await relay();
      isAway = true;
      await happen('b');
      expect(await relay()).to.equal(0);
      expect(await effects()).to.deep.equal([]);
    });

    describe('to a consumer that answers everything at once', () => {
      const gathering = (published: string[], monotonicMs: () => number) =>
        createRelay({
          uow: database.uow,
          holder: 'worker-1',
          publish: async (deliveries) => {
            published.push(...deliveries.map(({ id }) => id));
          },
          runHere: async () => undefined,
          gatherMs: { [consumer]: 1_000 },
          patienceMs: 5_000,
          monotonicMs,
          onFault: (fault) => {
            throw fault;
          },
        });

      it('hands one message for all that wait, at once after a quiet time, then gathers for a second', async () => {
        let ms = 50_000;
        const published: string[] = [];
        const relay = gathering(published, () => ms);
        for (const thing of ['a', 'b', 'c']) await happen(thing);
        await relay();
        expect(published).to.have.length(1);
        await happen('d');
        ms += 999;
        await relay();
        expect(published, 'nothing within the second').to.have.length(1);
        ms += 1;
        await relay();
        expect(published).to.have.length(2);
      });

      it('hands another when the one that stood for all was lost', async () => {
        let ms = 0;
        const published: string[] = [];
        const relay = gathering(published, () => ms);
        for (const thing of ['a', 'b', 'c']) await happen(thing);
        await relay();
        ms += 20_000;
        clock.advance({ seconds: 20 });
        await relay();
        expect(published).to.have.length(2);
      });
    });

    it('delivers after a crash between taking a message and handing it on', async () => {
      const published: string[] = [];
      const relay = relayOf({
        publish: async (deliveries) => {
          published.push(...deliveries.map(({ id }) => id));
        },
      });
      await happen('a');
      const [lost] = await claim();
      expect(await relay()).to.equal(0);
      clock.advance({ seconds: 20 });
      expect(await relay()).to.equal(1);
      expect(published).to.deep.equal([lost?.id]);
    });
  });

  describe('with a real queue', () => {
    const queue = `test.count-${process.pid}`;
    let admin: Redis;
    before(() => {
      admin = new Redis(redisUrl());
    });
    after(() => admin.disconnect());

    it('still has its effect once when Redis loses everything between handing on and running', async () => {
      const heard = createAppendEvent({ 'test.happened': [queue] });
      const publisher = createPublisher(
        createProducerConnection(redisUrl(), () => undefined),
        [queue],
      );
      await publisher.queueOf(queue).waitUntilReady();
      const runMessage = createRunMessage(database.uow, { [queue]: count });
      const relay = createRelay({
        uow: database.uow,
        holder: 'worker-1',
        publish: (deliveries) => publisher.publish(deliveries),
        runHere: runMessage,
        patienceMs: 5_000,
        monotonicMs: () => 0,
        onFault: (fault) => {
          throw fault;
        },
      });
      const things = Array.from({ length: 20 }, (_, index) => `thing-${String(index).padStart(2, '0')}`);
      await run(async (tx) => {
        for (const thing of things)
          await heard(tx, { topic: 'test.happened', version: 1, payload: { thing } });
        return done(true);
      });
      expect(await relay()).to.equal(20);
      expect(await publisher.queueOf(queue).getWaitingCount()).to.equal(20);
      await admin.flushall();
      expect(await publisher.queueOf(queue).getWaitingCount()).to.equal(0);

      const worker = createQueueWorker({
        url: redisUrl(),
        consumer: queue,
        concurrency: 4,
        handle: async (id) => {
          await runMessage(id);
        },
        onFault: () => undefined,
      });
      try {
        expect(await relay(), 'nothing is due before the time for running them is over').to.equal(0);
        clock.advance({ seconds: 20 });
        expect(await relay()).to.equal(20);
        // And a copy of each, as after a lost lock.
        await publisher.publish((await allIds()).map((id) => ({ id, consumer: queue, attempt: 99 })));
        await eventually('everything is done and the queue is empty', async () => {
          const counts = await publisher.queueOf(queue).getJobCounts('waiting', 'active', 'delayed');
          const isIdle = Object.values(counts).every((n) => n === 0);
          return isIdle && (await effects()).length >= 20;
        });
        expect(await effects()).to.deep.equal(things);
      } finally {
        await worker.close();
        await publisher.close();
      }
    });

    const allIds = async (): Promise<string[]> => {
      const rows: { id: string }[] = await database.dataSource.query('SELECT id FROM outbox ORDER BY id');
      return rows.map(({ id }) => id);
    };

    it('ignores a forged job: whatever it carries, only rows of the outbox are run', async () => {
      const forgedQueue = `${queue}-forged`;
      const publisher = createPublisher(
        createProducerConnection(redisUrl(), () => undefined),
        [forgedQueue],
      );
      const ran: string[] = [];
      const worker = createQueueWorker({
        url: redisUrl(),
        consumer: forgedQueue,
        concurrency: 1,
        handle: async (id) => {
          ran.push(id);
        },
        onFault: () => undefined,
      });
      try {
        const forged = publisher.queueOf(forgedQueue);
        await forged.waitUntilReady();
        for (const messageId of ['1; DROP TABLE outbox', '', null, { id: 1 }, 17, '42']) {
          await forged.add('forged', { messageId } as never, { removeOnComplete: true });
        }
        await eventually('the one good number was run', async () => ran.length > 0);
        await eventually(
          'the queue is empty',
          async () => (await forged.getJobCountByTypes('waiting', 'active')) === 0,
        );
        expect(ran).to.deep.equal(['42']);
      } finally {
        await worker.close();
        await publisher.close();
      }
    });

    it('puts nothing into Redis but the numbers of rows', async () => {
      const ownQueue = `${queue}-keys`;
      const publisher = createPublisher(
        createProducerConnection(redisUrl(), () => undefined),
        [ownQueue],
      );
      try {
        await publisher.queueOf(ownQueue).waitUntilReady();
        await publisher.publish([{ id: '7', consumer: ownQueue, attempt: 1 }]);
        const job = await publisher.queueOf(ownQueue).getJob('outbox-7-1');
        expect(job?.data).to.deep.equal({ messageId: '7' });
      } finally {
        await publisher.queueOf(ownQueue).obliterate({ force: true });
        await publisher.close();
      }
    });

    it('fails at once when Redis is away, so that nobody waits for it', async () => {
      const connection = createProducerConnection('redis://127.0.0.1:1', () => undefined);
      const publisher = createPublisher(connection, [queue]);
      try {
        const fault = await rejectionOf(publisher.publish([{ id: '1', consumer: queue, attempt: 1 }]));
        expect(fault).to.be.instanceOf(Error);
      } finally {
        await publisher.close();
      }
    });
  });
});
