import { mkdirSync, writeFileSync } from 'node:fs';
import { choosePort } from './free-port.mjs';
import { dataPaths } from './data-folder.mjs';
import { startServer } from './managed-process.mjs';
import { isRedisReady } from './probe-servers.mjs';
import { waitUntil } from './wait-until.mjs';

const stopGraceMs = 15_000;
const readyLimitMs = 30_000;

/** Queues must survive a restart and never be thrown away to make room. */
export const redisSettings = [
  ['appendonly', 'yes'],
  ['save', '""'],
  ['maxmemory-policy', 'noeviction'],
];

/**
 * Starts a private Redis on 127.0.0.1, with a password and its files under the data folder.
 * @param {{ server: string }} programs
 * @returns {Promise<{ redisUrl: string }>}
 */
export async function startRedis(programs, { dataDir, settings, record, terminal, life }) {
  const paths = dataPaths(dataDir);
  const port = await choosePort(settings.values.redisPort);
  settings.remember({ redisPort: port });
  const password = settings.values.redisPassword;
  mkdirSync(paths.redis, { recursive: true, mode: 0o700 });
  writeFileSync(paths.redisConfig, configuration(paths.redis, port, password), { mode: 0o600 });

  await terminal.step(`Starting Redis on port ${port}`, async () => {
    const server = await startServer(
      {
        name: 'redis',
        command: programs.server,
        args: [paths.redisConfig],
        logs: paths.logs,
        graceMs: stopGraceMs,
      },
      { record, terminal, life },
    );
    await waitUntil(() => isRedisReady(port, { password }), {
      what: 'Redis',
      limitMs: readyLimitMs,
      signal: life.signal,
      processes: [server],
    });
  });
  return { redisUrl: `redis://:${password}@127.0.0.1:${port}/0` };
}

const configuration = (folder, port, password) =>
  [
    ['bind', '127.0.0.1'],
    ['port', String(port)],
    ['dir', `"${folder.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`],
    ['requirepass', password],
    ...redisSettings,
  ]
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
