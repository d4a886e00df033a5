import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { choosePort } from './free-port.mjs';
import { dataPaths } from './data-folder.mjs';
import { databaseName, mariadbFlags } from './mariadb.mjs';
import { PlainStop } from './plain-stop.mjs';
import { isMariadbReady, isRedisReady } from './probe-servers.mjs';
import { redisSettings } from './redis.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { waitUntil } from './wait-until.mjs';

/** Includes the first set-up of a fresh volume, which the image does with a server of its own. */
const readyLimitMs = 180_000;
const stopGraceSeconds = 30;

/** True when a Docker client is here and an engine answers it. */
export async function isDockerRunning() {
  const { code } = await runProgram('docker', ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 5_000,
  });
  return code === 0;
}

/** Container and volume names made from the data folder, so two clones never meet. */
export function containerNames(dataDir) {
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return {
    mariadb: `rehab-placements-${mark}-mariadb`,
    redis: `rehab-placements-${mark}-redis`,
  };
}

/**
 * Starts the official MariaDB image with a volume of its own.
 * @returns {Promise<{ databaseUrl: string, adminDatabaseUrl: string }>}
 */
export async function startMariadbContainer({ dataDir, settings, record, terminal, life }) {
  const { databasePassword, adminPassword, mariadbPort } = settings.values;
  const port = await choosePort(mariadbPort);
  settings.remember({ mariadbPort: port });
  await openVolumes(dataDir, settings);
  await startContainer({
    name: containerNames(dataDir).mariadb,
    label: `Starting MariaDB in Docker on port ${port}`,
    publish: `127.0.0.1:${port}:3306`,
    folder: '/var/lib/mysql',
    environment: {
      MARIADB_ROOT_PASSWORD: adminPassword,
      MARIADB_DATABASE: databaseName,
      MARIADB_USER: 'rehab',
      MARIADB_PASSWORD: databasePassword,
    },
    image: ['mariadb:10.11', ...mariadbFlags],
    isReady: () => isMariadbReady(port),
    ...{ dataDir, record, terminal, life },
  });
  const url = (user, password) => `mysql://${user}:${password}@127.0.0.1:${port}/${databaseName}`;
  return {
    databaseUrl: url('rehab', databasePassword),
    adminDatabaseUrl: url('root', adminPassword),
  };
}

/**
 * Starts the official Redis image with a volume of its own.
 * @returns {Promise<{ redisUrl: string }>}
 */
export async function startRedisContainer({ dataDir, settings, record, terminal, life }) {
  const { redisPassword, redisPort } = settings.values;
  const port = await choosePort(redisPort);
  settings.remember({ redisPort: port });
  await openVolumes(dataDir, settings);
  const flags = redisSettings.map(([name, value]) => `--${name} ${value}`).join(' ');
  await startContainer({
    name: containerNames(dataDir).redis,
    label: `Starting Redis in Docker on port ${port}`,
    publish: `127.0.0.1:${port}:6379`,
    folder: '/data',
    environment: { REDIS_PASSWORD: redisPassword },
    image: ['redis:7', 'sh', '-c', `exec redis-server ${flags} --requirepass "$REDIS_PASSWORD"`],
    isReady: () => isRedisReady(port, { password: redisPassword }),
    ...{ dataDir, record, terminal, life },
  });
  return { redisUrl: `redis://:${redisPassword}@127.0.0.1:${port}/0` };
}

async function startContainer(plan) {
  const { name, label, publish, folder, environment, image, isReady } = plan;
  const { dataDir, record, terminal, life } = plan;
  const environmentFile = dataPaths(dataDir).dockerEnvironment;
  const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}\n`);
  await terminal.step(label, async () => {
    await removeContainer(name);
    // In a file, because a command line can be read by everyone on the machine.
    writeFileSync(environmentFile, lines.join(''), { mode: 0o600 });
    life.onClose(() => terminal.step(`Stopping ${name}`, () => stopContainer(name)));
    const { code, output } = await runProgram(
      'docker',
      [
        ...['run', '--detach', '--rm', '--name', name, '--publish', publish],
        ...['--env-file', environmentFile, '--volume', `${name}:${folder}`, ...image],
      ],
      { signal: life.signal },
    );
    if (code !== 0) throw new PlainStop(`docker run ${name} failed:\n${lastLines(output)}`);
    record.addContainer(name);
    await waitUntil(isReady, { what: name, limitMs: readyLimitMs, signal: life.signal });
  });
}

/**
 * A volume that outlived its data folder has passwords nobody knows any more: begin with fresh ones.
 */
async function openVolumes(dataDir, settings) {
  if (settings.values.usesDocker) return;
  await removeVolumes(dataDir);
  settings.remember({ usesDocker: true });
}

async function stopContainer(name) {
  await runProgram('docker', ['stop', '--time', String(stopGraceSeconds), name]);
}

/** Removes a container of this folder; nothing when there is none. Its volume stays. */
export const removeContainer = (name) => runProgram('docker', ['rm', '--force', name]);

/** Deletes the volumes of this folder, and with them the data. */
export async function removeVolumes(dataDir) {
  const names = Object.values(containerNames(dataDir));
  for (const name of names) await removeContainer(name);
  await runProgram('docker', ['volume', 'rm', '--force', ...names]);
}
