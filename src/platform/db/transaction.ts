import type { EntityManager } from 'typeorm';

import type { CommandContext, Tx } from '../../kernel/unit-of-work.js';

/** What an entry of the record was about. */
export interface RecordedSubject {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

interface OpenTransaction {
  readonly manager: EntityManager;
  readonly context: CommandContext | null;
  /** What the record was written about in this transaction, in order. */
  readonly recorded: RecordedSubject[];
}

const open = new WeakMap<Tx, OpenTransaction>();

/** Makes the opaque handle; only the unit of work does this. A context of null makes it a read. */
export const openTx = (transaction: Omit<OpenTransaction, 'recorded'>): Tx => {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the only place a Tx is made
  const tx = Object.freeze({}) as Tx;
  open.set(tx, { ...transaction, recorded: [] });
  return tx;
};

/** After this the handle is dead, so that a forgotten promise cannot write outside its transaction. */
export const closeTx = (tx: Tx): void => {
  open.delete(tx);
};

const transactionOf = (tx: Tx): OpenTransaction => {
  const transaction = open.get(tx);
  if (transaction === undefined) {
    throw new Error('This transaction has ended.\nMaybe a promise inside the unit of work was not awaited.');
  }
  return transaction;
};

const refuseToWrite = (): never => {
  throw new Error('A read was asked to write.\nMaybe use run instead of read.');
};

/**
 * Who asked for this transaction. Reads have nobody.
 *
 * @throws when it is a read, which may not write, or has ended.
 */
export const contextOf = (tx: Tx): CommandContext => transactionOf(tx).context ?? refuseToWrite();

/** Keeps in mind what an entry of the record is about, for what is done last in the same transaction. */
export const noteRecorded = (tx: Tx, subject: RecordedSubject): void => {
  transactionOf(tx).recorded.push(subject);
};

/** What the record was written about in this transaction so far. */
export const recordedIn = (tx: Tx): readonly RecordedSubject[] => transactionOf(tx).recorded;

/**
 * The driver's handle behind a transaction, to write with. For `adapters/db` and the platform only.
 *
 * @throws when it is a read, or has ended.
 */
export const managerOf = (tx: Tx): EntityManager => {
  const { manager, context } = transactionOf(tx);
  return context === null ? refuseToWrite() : manager;
};

/** Anything but a plain question: another statement, or one that locks what it reads. */
const isMoreThanReading = /^(?!\s*(?:SELECT|WITH)\b)|\bFOR UPDATE\b|\bLOCK IN SHARE MODE\b/i;

/**
 * The driver's handle for a statement that answers with rows. A read is held to reading here, on this side of the
 * wire: opening each as a READ ONLY transaction would cost two more round trips for every page and every session.
 *
 * @throws when a read is asked for more than reading, or the transaction has ended.
 */
export const readerOf = (tx: Tx, statement: string): EntityManager => {
  const { manager, context } = transactionOf(tx);
  return context === null && isMoreThanReading.test(statement) ? refuseToWrite() : manager;
};
