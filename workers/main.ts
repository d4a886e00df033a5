import { ConfigFault, loadConfig } from '../config/load.js';
import { SettingsFault } from '../src/composition/database.js';
import { startWorker } from '../src/composition/worker.js';
import { consumers } from './consumers.js';
import { rhythms, schedules } from './schedules.js';

try {
  const worker = await startWorker(loadConfig(), { consumers, schedules, rhythms }, () => {
    console.error('The database has not answered for a minute: this worker ends so that another can start.');
    process.exit(1);
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (error instanceof ConfigFault || error instanceof SettingsFault) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
