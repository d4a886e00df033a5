import type { AppendEvent } from '../../kernel/events.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { execute, placeholders, select, selectOne } from '../db/sql.js';

/** Who hears of which topic. One row is written for each, in the transaction of the change. */
export type Subscriptions = Readonly<Record<string, readonly string[]>>;

/** Writes events for everybody who hears of their topics, in the transaction of the change; one that nobody hears leaves no row. */
export const createAppendEvent =
  (subscriptions: Subscriptions): AppendEvent =>
  async (tx, ...events) => {
    const rows = events.flatMap(({ topic, version, payload, dueAt }) =>
      (subscriptions[topic] ?? []).map((consumer) => [
        ...[topic, version, consumer, JSON.stringify(payload), dueAt ?? null],
      ]),
    );
    if (rows.length === 0) return;
    await execute(
      tx,
      `INSERT INTO outbox (topic, version, consumer, payload, due_at, wanted_at) VALUES
         ${rows.map(() => '(?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), due_at)').join(', ')}`,
      rows.flat(),
    );
  };

/** One row handed out to be run; `attempt` counts from 1. */
export interface Delivery {
  readonly id: string;
  readonly consumer: string;
  readonly attempt: number;
}

/** Within this time a claimed row must be done, or it is handed out again. Unit: seconds. */
const visibilitySeconds = 20;

/**
 * Takes up to `atMost` rows that are due and puts off their next turn, so that a crash after this only delays.
 * Rows another relay is taking are passed over, and so are those of the consumers in `butNot`.
 */
export const claimDue = async (
  tx: Tx,
  atMost: number,
  butNot: readonly string[] = [],
): Promise<readonly Delivery[]> => {
  const rows = await select<{ id: string; consumer: string; attempts: number }>(
    tx,
    `SELECT id, consumer, attempts FROM outbox
      WHERE done_at IS NULL AND due_at <= UTC_TIMESTAMP(6) ${butNot.length === 0 ? '' : 'AND consumer NOT IN (?)'}
      ORDER BY due_at, id LIMIT ${atMost} FOR UPDATE SKIP LOCKED`,
    butNot.length === 0 ? [] : [butNot],
  );
  if (rows.length === 0) return [];
  await execute(
    tx,
    `UPDATE outbox SET attempts = attempts + 1, due_at = UTC_TIMESTAMP(6) + INTERVAL ${visibilitySeconds} SECOND
      WHERE id IN (${rows.map(() => '?').join(', ')})`,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, consumer, attempts }) => ({ id, consumer, attempt: attempts + 1 }));
};

/**
 * Of messages for a consumer that answers everything waiting for it at once, the first stands for all; the rest come
 * again should its answer be lost.
 */
export const firstForAll = (
  deliveries: readonly Delivery[],
  answersAllAtOnce: (consumer: string) => boolean,
): readonly Delivery[] => {
  const stoodFor = new Set<string>();
  return deliveries.filter(({ consumer }) => {
    if (!answersAllAtOnce(consumer)) return true;
    if (stoodFor.has(consumer)) return false;
    stoodFor.add(consumer);
    return true;
  });
};

/** Gives rows back at once, when they could not be handed on. */
export const giveBack = async (tx: Tx, deliveries: readonly Delivery[]): Promise<void> => {
  await execute(
    tx,
    `UPDATE outbox SET due_at = UTC_TIMESTAMP(6), attempts = attempts - 1 WHERE done_at IS NULL
       AND id IN (${placeholders(1, deliveries.length).slice(1, -1)})`,
    deliveries.map(({ id }) => id),
  );
};

/** What a row says. The payload is as it was stored: it is parsed by whoever handles it. */
export interface Message {
  readonly topic: string;
  readonly version: number;
  readonly consumer: string;
  readonly payload: unknown;
}

/** Acts on one message in its own transaction. Throwing leaves no trace but a later turn. */
export type Handle = (tx: Tx, message: Message) => Promise<void>;

/**
 * Marks a row done and hands over what it says; null when it was done before, and when it is not wanted yet: a job that
 * comes early must not take the place of the one in time. This is the inbox: it stands in the same transaction as the
 * effect, so the effect happens once however often the job runs.
 */
export const takeOnce = async (tx: Tx, id: string): Promise<Message | null> => {
  const taken = await execute(
    tx,
    `UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id = ? AND done_at IS NULL
        AND wanted_at <= UTC_TIMESTAMP(6)`,
    [id],
  );
  if (taken === 0) return null;
  const row = await selectOne<{ topic: string; version: number; consumer: string; payload: unknown }>(
    tx,
    'SELECT topic, version, consumer, payload FROM outbox WHERE id = ?',
    [id],
  );
  if (row === null) return null;
  return { ...row, payload: typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload };
};

/** Marks every other message now waiting for `consumer` done, not those of later: one answer serves all changes before it. */
export const takeAllWaiting = async (tx: Tx, consumer: string): Promise<number> => {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM outbox WHERE done_at IS NULL AND consumer = ? AND wanted_at <= UTC_TIMESTAMP(6)
      LIMIT 1000 FOR UPDATE SKIP LOCKED`,
    [consumer],
  );
  if (rows.length === 0) return 0;
  return execute(
    tx,
    `UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id IN (${rows.map(() => '?').join(', ')})`,
    rows.map(({ id }) => id),
  );
};

/** Puts a failed message off for two seconds, then twice as long each time, for an hour at most, and keeps what went wrong. */
export const putOff = async (tx: Tx, id: string, fault: string): Promise<void> => {
  await execute(
    tx,
    `UPDATE outbox SET last_fault = ?,
       due_at = UTC_TIMESTAMP(6) + INTERVAL LEAST(3600, POW(2, LEAST(attempts, 12))) SECOND
      WHERE id = ? AND done_at IS NULL`,
    [fault.slice(0, 500), id],
  );
};

/** Why a message was set aside instead of being handled. */
export type MessageRefusal = 'unknown-topic' | 'unknown-version' | 'malformed-payload';

/**
 * Sets a message aside that its consumer cannot read, with the reason: nobody takes it again until it is given back.
 * It counts as done, so that nothing waits for it, and stays until it is forgotten.
 */
export const setAside = async (tx: Tx, id: string, refusal: MessageRefusal, fault: string): Promise<void> => {
  await execute(
    tx,
    'UPDATE outbox SET done_at = UTC_TIMESTAMP(6), refusal = ?, last_fault = ? WHERE id = ? AND done_at IS NULL',
    [refusal, fault.slice(0, 500), id],
  );
};

/**
 * Gives back messages that were set aside for their version, where that version is known here: a release that could
 * not read them ran beside the one that wrote them. Gives how many.
 */
export const giveBackKnownVersions = async (
  tx: Tx,
  known: readonly { readonly topic: string; readonly version: number }[],
): Promise<number> =>
  known.length === 0
    ? 0
    : execute(
        tx,
        `UPDATE outbox SET done_at = NULL, refusal = NULL, last_fault = NULL, due_at = UTC_TIMESTAMP(6),
           wanted_at = UTC_TIMESTAMP(6)
          WHERE refusal = 'unknown-version' AND (topic, version) IN (${placeholders(known.length, 2)})`,
        known.flatMap(({ topic, version }) => [topic, version]),
      );

/**
 * Forgets up to `atMost` messages that were done so many days ago, those set aside after as many days of their own.
 * Gives how many.
 */
export const forgetMessages = async (
  tx: Tx,
  { doneDays, setAsideDays }: { readonly doneDays: number; readonly setAsideDays: number },
  atMost: number,
): Promise<number> =>
  execute(
    tx,
    `DELETE FROM outbox
      WHERE done_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY
        AND (refusal IS NULL OR done_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY)
      ORDER BY done_at LIMIT ?`,
    [doneDays, setAsideDays, atMost],
  );

/** How many messages are set aside. */
export const countSetAside = async (tx: Tx): Promise<number> =>
  Number(
    (await selectOne<{ n: string }>(tx, 'SELECT COUNT(*) AS n FROM outbox WHERE refusal IS NOT NULL'))?.n ??
      0,
  );

/** A message that could not be handled, as an operator sees it. Its payload is ids only and is not shown. */
export interface TroubledMessage {
  readonly id: string;
  readonly topic: string;
  readonly version: number;
  readonly consumer: string;
  readonly occurredAt: Date;
  readonly attempts: number;
  /** What went wrong the last time, without what anybody typed. */
  readonly fault: string;
  /** Why it was set aside; null while it is tried again. */
  readonly refusal: MessageRefusal | null;
  /** When it is tried again; null when it is set aside. */
  readonly nextTryAt: Date | null;
}

/** The messages that were set aside or have failed and are tried again, oldest first, at most `atMost`. */
export const readTroubledMessages = async (tx: Tx, atMost: number): Promise<readonly TroubledMessage[]> =>
  select<TroubledMessage>(
    tx,
    `SELECT * FROM (
       SELECT id, topic, version, consumer, occurred_at AS occurredAt, attempts, last_fault AS fault, refusal,
              NULL AS nextTryAt
         FROM outbox WHERE refusal IS NOT NULL
       UNION ALL
       SELECT id, topic, version, consumer, occurred_at, attempts, last_fault, NULL, due_at
         FROM outbox WHERE done_at IS NULL AND last_fault IS NOT NULL) AS troubled
      ORDER BY id LIMIT ?`,
    [atMost],
  );

/**
 * Age of the oldest message that is due and not done, however often it was handed out. Unit: seconds; null when
 * none waits. A message that failed counts from its next turn only: it asks for a person, not for a worker.
 */
export const oldestUndeliveredSeconds = async (tx: Tx): Promise<number | null> => {
  const row = await selectOne<{ age: string | null }>(
    tx,
    `SELECT TIMESTAMPDIFF(SECOND, MIN(IF(last_fault IS NULL, wanted_at, due_at)), UTC_TIMESTAMP(6)) AS age
       FROM outbox
      WHERE done_at IS NULL AND IF(last_fault IS NULL, wanted_at, due_at) <= UTC_TIMESTAMP(6)`,
  );
  return row?.age == null ? null : Number(row.age);
};
