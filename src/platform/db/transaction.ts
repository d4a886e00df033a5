import type { EntityManager } from 'typeorm';

import type { CommandContext, Tx } from '../../kernel/unit-of-work.js';

interface OpenTransaction {
  readonly manager: EntityManager;
  readonly context: CommandContext | null;
}

const open = new WeakMap<Tx, OpenTransaction>();

/** Makes the opaque handle; only the unit of work does this. */
export const openTx = (transaction: OpenTransaction): Tx => {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the only place a Tx is made
  const tx = Object.freeze({}) as Tx;
  open.set(tx, transaction);
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

/** The driver's handle behind a transaction. For `adapters/db` and the platform only. */
export const managerOf = (tx: Tx): EntityManager => transactionOf(tx).manager;

/** Who asked for this transaction. Reads have nobody and may not write. */
export const contextOf = (tx: Tx): CommandContext => {
  const { context } = transactionOf(tx);
  if (context === null) throw new Error('A read was asked to write.\nMaybe use run instead of read.');
  return context;
};
