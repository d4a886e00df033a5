import { ConfigFault, loadConfig, type Config } from '../config/load.js';
import { startApi } from './composition/api.js';
import { runProcess } from './composition/run-process.js';

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : '';

/** Why nothing can be listened to there, in words for an operator; null for any other fault. */
const listeningFault = (fault: unknown, { host, port }: Config): string | null => {
  switch (codeOf(fault)) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Choose another with PORT.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Choose one above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `${host} is no address of this machine. Choose one with HOST, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return null;
  }
};

await runProcess(async () => {
  const config = loadConfig();
  try {
    return await startApi(config);
  } catch (fault) {
    const why = listeningFault(fault, config);
    if (why === null) throw fault;
    throw new ConfigFault(why);
  }
}, 15_000);
