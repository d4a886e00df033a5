import type { DataSource, QueryRunner } from 'typeorm';

import type { Clock } from '../../kernel/clock.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type {
  CommandContext,
  IdempotencyClaim,
  IdempotencyRefusal,
  Plain,
  Tx,
  UnitOfWork,
} from '../../kernel/unit-of-work.js';
import { WaitedTooLong, within } from '../waiting.js';
import { duplicateKeyOf, isDatabaseAway, isRetryable } from './database-fault.js';
import { destroyConnection } from './destroy-connection.js';
import { closeTx, openTx, recordedIn, type RecordedSubject } from './transaction.js';

/** The database could not do it now. Nothing was done that was acknowledged; the caller may repeat with its key. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

const wentAway = (cause: unknown): DatabaseUnavailable =>
  new DatabaseUnavailable('The database went away.', { cause });

/** No try begins after this: whoever asked has waited long enough. Unit: milliseconds. */
const triesWithinMs = 6_000;
const triesAtMost = 8;
const pauseMs = (attempt: number): number => Math.random() * Math.min(200, 5 * 2 ** attempt);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// What every connection must have, whatever the server's defaults are. A stuck lock answers in seconds.
const sessionStatements = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 5, lock_wait_timeout = 5,
     sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
];
const prepared = new WeakSet<object>();
/** The time a connection was last given, so that it is not told the same time twice. Unit: milliseconds. */
const toldMs = new WeakMap<object, number>();

/** What a unit of work is made of. */
export interface UnitOfWorkOptions {
  readonly dataSource: DataSource;
  /** Given only for the demonstration: every transaction then runs at this time instead of the server's. */
  readonly databaseClock?: Clock;
  /** Longest to wait for a connection to be free; for ever when left out. Unit: milliseconds. */
  readonly connectionWithinMs?: number;
  /** Done last in every transaction that wrote to the record, with what it was about: it stands or falls with the change. */
  readonly lastly?: (tx: Tx, recorded: readonly RecordedSubject[]) => Promise<void>;
}

/** A connection of the pool, or none when it takes too long: one that comes later goes straight back. */
const connectionOf = async (runner: QueryRunner, withinMs: number | undefined): Promise<unknown> => {
  const connecting: Promise<unknown> = runner.connect();
  if (withinMs === undefined) return connecting;
  try {
    return await within(withinMs, connecting);
  } catch (error) {
    if (!(error instanceof WaitedTooLong)) throw error;
    connecting.then(
      () => runner.release(),
      () => undefined,
    );
    throw wentAway(error);
  }
};

const begin = async ({
  dataSource,
  databaseClock,
  connectionWithinMs,
}: UnitOfWorkOptions): Promise<QueryRunner> => {
  const runner = dataSource.createQueryRunner();
  try {
    const connection = await connectionOf(runner, connectionWithinMs);
    if (connection === null || typeof connection !== 'object')
      throw new Error('The pool gave no connection.');
    if (!prepared.has(connection)) {
      for (const statement of sessionStatements) await runner.query(statement);
      prepared.add(connection);
    }
    const atMs = databaseClock?.now().getTime();
    if (atMs !== undefined && toldMs.get(connection) !== atMs) {
      await runner.query('SET SESSION timestamp = ?', [atMs / 1000]);
      toldMs.set(connection, atMs);
    }
    return runner;
  } catch (error) {
    await runner.release();
    throw error;
  }
};

interface StoredOutcome {
  readonly request_hash: string;
  readonly outcome: string | object;
}

const readStored = async <T, R extends Refusal>(
  runner: QueryRunner,
  context: CommandContext,
  claim: IdempotencyClaim,
): Promise<Outcome<T, R | IdempotencyRefusal> | null> => {
  const rows = await runner.manager.query<StoredOutcome[]>(
    'SELECT request_hash, outcome FROM idempotency WHERE actor_id = ? AND idempotency_key = ?',
    [context.actor.memberId, claim.key],
  );
  const stored = rows[0];
  if (stored === undefined) return null;
  if (stored.request_hash !== claim.requestHash) {
    return { ok: false, refusal: { code: 'key-used-for-another-request' } };
  }
  // Written by storeOutcome under the same route, which the hash includes, so it has this route's shape.
  const outcome: unknown = typeof stored.outcome === 'string' ? JSON.parse(stored.outcome) : stored.outcome;
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  return outcome as Outcome<T, R>;
};

const storeOutcome = async (
  runner: QueryRunner,
  context: CommandContext,
  claim: IdempotencyClaim,
  outcome: Outcome<Plain, Refusal>,
): Promise<void> => {
  await runner.query(
    'INSERT INTO idempotency (actor_id, idempotency_key, request_hash, outcome) VALUES (?, ?, ?, ?)',
    [context.actor.memberId, claim.key, claim.requestHash, JSON.stringify(outcome)],
  );
};

/**
 * Undoes what a try did, after a fault. When that fails too the connection is ended, and the server undoes it then: in
 * the pool it would hand its open transaction to the next. What went wrong first is what is told.
 */
const rollBack = async (runner: QueryRunner): Promise<void> => {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch {
    await destroyConnection(runner);
  }
};

/**
 * One try. The stored outcome is written last and in the same transaction, so of two requests with one key
 * the second to finish finds the key taken, undoes its own work, and answers what the first answered.
 */
const tryOnce = async <T extends Plain, R extends Refusal>(
  options: UnitOfWorkOptions,
  context: CommandContext,
  work: (tx: Tx) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | IdempotencyRefusal>> => {
  const claim = context.idempotency;
  const runner = await begin(options);
  try {
    if (claim !== undefined) {
      const stored = await readStored<T, R>(runner, context, claim);
      if (stored !== null) return stored;
    }
    await runner.startTransaction();
    const tx = openTx({ manager: runner.manager, context });
    try {
      const outcome = await work(tx);
      if (outcome.ok && recordedIn(tx).length > 0) await options.lastly?.(tx, recordedIn(tx));
      if (!outcome.ok) await runner.rollbackTransaction();
      if (claim !== undefined) await storeOutcome(runner, context, claim, outcome);
      if (outcome.ok) await runner.commitTransaction();
      return outcome;
    } catch (error) {
      await rollBack(runner);
      if (claim !== undefined && duplicateKeyOf(error) === 'PRIMARY') {
        const stored = await readStored<T, R>(runner, context, claim);
        if (stored !== null) return stored;
      }
      throw error;
    } finally {
      closeTx(tx);
    }
  } finally {
    await runner.release();
  }
};

/** The one way to write. See the type for what it promises. */
export const createUnitOfWork = (options: UnitOfWorkOptions): UnitOfWork => ({
  async run(context, work) {
    const beganMs = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tryOnce(options, context, work);
      } catch (error) {
        if (isDatabaseAway(error)) throw wentAway(error);
        if (!isRetryable(error)) throw error;
        if (attempt === triesAtMost || performance.now() - beganMs > triesWithinMs) {
          throw new DatabaseUnavailable(`Still in conflict after ${attempt} tries.`, { cause: error });
        }
        await pause(pauseMs(attempt));
      }
    }
  },

  async read(work) {
    try {
      const runner = await begin(options);
      const tx = openTx({ manager: runner.manager, context: null });
      try {
        return await work(tx);
      } finally {
        closeTx(tx);
        await runner.release();
      }
    } catch (error) {
      throw isDatabaseAway(error) ? wentAway(error) : error;
    }
  },
});
