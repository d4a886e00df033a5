import { ConfigFault } from '../../config/load.js';
import { SettingsFault } from './database.js';

/** Tells why a process cannot go on, and ends it with 1. */
export const endOver = (fault: unknown): never => {
  // What an operator can put right is said in their words; anything else with all that is known of it.
  if (fault instanceof ConfigFault || fault instanceof SettingsFault) console.error(fault.message);
  else console.error(fault);
  process.exit(1);
};

/**
 * Runs a process for as long as it is wanted: SIGTERM or SIGINT lets it finish what it has in hand and ends it with 0,
 * a second one ends it at once with 1, and so does a fault on the way up or down, which is told.
 *
 * @param endsWithinMs - longest to finish; a database or a Redis that does not answer must not hold a process for ever
 */
export const runProcess = async (
  start: () => Promise<{ stop(): Promise<void> }>,
  endsWithinMs = 25_000,
): Promise<void> => {
  try {
    const running = await start();
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(1);
      isStopping = true;
      setTimeout(() => {
        console.error(`Not everything ended within ${endsWithinMs / 1000} seconds; it is left as it is.`);
        process.exit(1);
      }, endsWithinMs).unref();
      running.stop().then(() => process.exit(0), endOver);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (fault) {
    endOver(fault);
  }
};
