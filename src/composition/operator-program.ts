import { ConfigFault, loadConfig } from '../../config/load.js';
import { systemActor } from '../kernel/actor.js';
import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { openDatabase, SettingsFault } from './database.js';

/** Said to the operator as it is; nothing was changed. */
export class PlainRefusal extends Error {
  override readonly name = 'PlainRefusal';
}

/**
 * Runs one command of an operator on the configured database and sets the exit code: 0 when it was done, 1 when it
 * was not, with the reason on standard error. What it does is recorded as done by the service, in `requestId`.
 */
export const runAsOperator = async (
  requestId: string,
  work: (uow: UnitOfWork, context: CommandContext) => Promise<readonly string[]>,
): Promise<void> => {
  try {
    const config = loadConfig();
    const database = await openDatabase(
      { url: config.databaseUrl, poolSize: 2, mode: config.mode },
      (error) => {
        console.error(error);
      },
    );
    try {
      for (const line of await work(database.uow, { actor: systemActor, requestId })) console.log(line);
    } finally {
      await database.close();
    }
  } catch (error) {
    process.exitCode = 1;
    const isPlain =
      error instanceof PlainRefusal || error instanceof ConfigFault || error instanceof SettingsFault;
    console.error(isPlain ? error.message : error);
  }
};
