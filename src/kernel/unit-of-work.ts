import type { Actor } from './actor.js';
import type { Outcome, Refusal } from './outcome.js';

declare const txBrand: unique symbol;

/** An open transaction. Nobody outside the platform can make, open or look into one. */
export interface Tx {
  readonly [txBrand]: true;
}

/** A caller's promise that two requests with this key are one request. */
export interface IdempotencyClaim {
  /** At least 128 random bits, chosen by the caller. */
  readonly key: string;
  /** SHA-256 of route, scope and canonical body: another body under the same key is refused. */
  readonly requestHash: string;
}

/** Who asks, on whose behalf, in which request. Audit rows are written from it. */
export interface CommandContext {
  readonly actor: Actor;
  readonly requestId: string;
  readonly onBehalfOf?: string;
  readonly idempotency?: IdempotencyClaim;
}

/** What a command hands back must survive being stored and read again, so that a repeat gets the same answer. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A key is one request's for good: its answer cannot be given to another. */
export type IdempotencyRefusal = { readonly code: 'key-used-for-another-request' };

/** The only door to the database: a command is one `run`, a question one `read`. */
export interface UnitOfWork {
  /**
   * Runs `work` in one READ COMMITTED transaction: committed when it answers, rolled back when it refuses or
   * throws. Deadlocks, lock waits and snapshot conflicts are retried up to eight times, so `work` must have
   * no effect outside the database.
   */
  run<T extends Plain, R extends Refusal>(
    context: CommandContext,
    work: (tx: Tx) => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R | IdempotencyRefusal>>;
  /**
   * Reads only: one connection, the same clock and isolation as `run`, and a handle that refuses to write or lock.
   * Each statement sees what is committed when it begins; there is no snapshot over several.
   */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
