import { ConfigFault, loadConfig } from '../config/load.js';
import { startApi } from './composition/api.js';
import { SettingsFault } from './composition/database.js';

const isBusyPort = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

try {
  const config = loadConfig();
  const api = await startApi(config).catch((error: unknown) => {
    if (!isBusyPort(error)) throw error;
    throw new ConfigFault(`Port ${config.port} is in use by another program. Choose another with PORT.`);
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void api.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (error instanceof ConfigFault || error instanceof SettingsFault) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
