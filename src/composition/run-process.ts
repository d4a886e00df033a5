import { ConfigFault } from '../../config/load.js';
import { SettingsFault } from './database.js';

const end = (fault: unknown): never => {
  // What an operator can put right is said in their words; anything else with all that is known of it.
  if (fault instanceof ConfigFault || fault instanceof SettingsFault) console.error(fault.message);
  else console.error(fault);
  process.exit(1);
};

/**
 * Runs a process for as long as it is wanted: SIGTERM or SIGINT lets it finish what it has in hand and ends it with 0,
 * a second one ends it at once with 1, and so does a fault on the way up or down, which is told.
 */
export const runProcess = async (start: () => Promise<{ stop(): Promise<void> }>): Promise<void> => {
  try {
    const running = await start();
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(1);
      isStopping = true;
      running.stop().then(() => process.exit(0), end);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (fault) {
    end(fault);
  }
};
