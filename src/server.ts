import { ConfigFault, loadConfig } from '../config/load.js';
import { startApi } from './composition/api.js';
import { runProcess } from './composition/run-process.js';

const isBusyPort = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';

await runProcess(async () => {
  const config = loadConfig();
  try {
    return await startApi(config);
  } catch (fault) {
    if (!isBusyPort(fault)) throw fault;
    throw new ConfigFault(`Port ${config.port} is in use by another program. Choose another with PORT.`);
  }
});
