import type { AppendEvent } from '../../kernel/events.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { execute, placeholders, select, selectOne } from '../db/sql.js';

/** Who hears of which topic. One row is written for each, in the transaction of the change. */
export type Subscriptions = Readonly<Record<string, readonly string[]>>;

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

/** Gives rows back at once, when they could not be handed on. */
export const giveBack = async (tx: Tx, deliveries: readonly Delivery[]): Promise<void> => {
  await execute(
    tx,
    `UPDATE outbox SET due_at = UTC_TIMESTAMP(6), attempts = attempts - 1 WHERE done_at IS NULL
       AND id IN (${placeholders(1, deliveries.length).slice(1, -1)})`,
    deliveries.map(({ id }) => id),
  );
};

export interface Message {
  readonly topic: string;
  readonly version: number;
  readonly consumer: string;
  readonly payload: unknown;
}

/**
 * Marks a row done and hands over what it says; null when it was done before. This is the inbox: it stands in
 * the same transaction as the effect, so the effect happens once however often the job runs.
 */
export const takeOnce = async (tx: Tx, id: string): Promise<Message | null> => {
  const taken = await execute(
    tx,
    'UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id = ? AND done_at IS NULL',
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

/** Marks every other message now waiting for `consumer` done: one answer serves all changes before it. */
export const takeAllWaiting = async (tx: Tx, consumer: string): Promise<number> => {
  const rows = await select<{ id: string }>(
    tx,
    'SELECT id FROM outbox WHERE done_at IS NULL AND consumer = ? LIMIT 1000 FOR UPDATE SKIP LOCKED',
    [consumer],
  );
  if (rows.length === 0) return 0;
  return execute(
    tx,
    `UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id IN (${rows.map(() => '?').join(', ')})`,
    rows.map(({ id }) => id),
  );
};

/** Puts a failed message off, longer each time, for an hour at most, and keeps what went wrong. */
export const putOff = async (tx: Tx, id: string, fault: string): Promise<void> => {
  await execute(
    tx,
    `UPDATE outbox SET last_fault = ?,
       due_at = UTC_TIMESTAMP(6) + INTERVAL LEAST(3600, POW(2, LEAST(attempts, 12))) SECOND
      WHERE id = ? AND done_at IS NULL`,
    [fault.slice(0, 500), id],
  );
};

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
