import { loadConfig } from '../config/load.js';
import { runProcess } from '../src/composition/run-process.js';
import { startWorker } from '../src/composition/worker.js';
import { consumers } from './consumers.js';
import { rhythms, schedules } from './schedules.js';

await runProcess(() =>
  startWorker(loadConfig(), { consumers, schedules, rhythms }, () => {
    console.error('The database has not answered for a minute: this worker ends so that another can start.');
    process.exit(1);
  }),
);
